package cfn

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Same tells whether two values are written alike, so that they are equal in every
// deployment. Values that are not the same may still be equal.
func Same(a, b Value) bool { return alike(a, b) || key(a) == key(b) }

// key is a text that no other value has.
func key(v Value) string { return string(appendKey(nil, v)) }

// appendKey quotes all free text and begins each kind of value in its own way, so
// that no two values can run into the same key.
func appendKey(b []byte, v Value) []byte {
	switch v := v.(type) {
	case Null:
		return append(b, "null"...)
	case Missing:
		return append(b, "missing"...)
	case Bool:
		return strconv.AppendBool(b, bool(v))
	case Number:
		return append(b, v...)
	case String:
		return strconv.AppendQuote(b, string(v))
	case ResourceRef:
		return appendWords(append(b, '$'), v.Stack, v.LogicalID, v.Attribute)
	case Atom:
		b = appendWords(append(b, '@'), string(v.Origin), v.Stack, v.Name)
		return strconv.AppendInt(append(b, '#'), int64(v.Index), 10)
	case Dynamic:
		b = appendWords(append(b, '%'), v.Stack)
		return appendKey(b, v.Reference)
	case List:
		return appendAll(b, '[', ']', v)
	case Concat:
		return appendAll(b, '<', '>', v)
	case Object:
		b = append(b, '{')
		for _, m := range v {
			b = append(strconv.AppendQuote(b, m.Name), ':')
			b = append(appendKey(b, m.Value), ',')
		}
		return append(b, '}')
	case Choice:
		b = append(strconv.AppendQuote(append(b, '('), v.If.key), '?')
		b = append(appendKey(b, v.Then), ':')
		return append(appendKey(b, v.Else), ')')
	}
	return b
}

func appendAll(b []byte, first, last byte, values []Value) []byte {
	b = append(b, first)
	for _, v := range values {
		b = append(appendKey(b, v), ',')
	}
	return append(b, last)
}

// appendWords writes plain names bare and all others quoted.
func appendWords(b []byte, words ...string) []byte {
	for i, w := range words {
		if i > 0 {
			b = append(b, '/')
		}
		if strings.ContainsFunc(w, func(c rune) bool { return !strings.ContainsRune(nameRunes, c) }) {
			b = strconv.AppendQuote(b, w)
		} else {
			b = append(b, w...)
		}
	}
	return b
}

const nameRunes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:"

// call names a function of values that are open.
func call(name string, args ...Value) string {
	b := append([]byte(name), '(')
	for i, a := range args {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendKey(b, a)
	}
	return short(string(append(b, ')')))
}

// short is the text itself, or its beginning and a digest.
func short(s string) string {
	const most, kept = 200, 120
	if len(s) <= most {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return strings.ToValidUTF8(s[:kept], "") + "...#" + hex.EncodeToString(sum[:16])
}
