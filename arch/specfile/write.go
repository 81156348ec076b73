package specfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/internal/fieldname"
)

// JSON writes the spec as JSON, indented by two spaces. Fields that are zero are left out, and
// [Parse] reads the same spec back, with two exceptions: what is not UTF-8 in a text becomes U+FFFD, and
// a list that holds an invalid prefix is not read.
func JSON(spec archspec.Spec) []byte {
	var compact, out bytes.Buffer
	writeJSON(&compact, encode(reflect.ValueOf(spec)))
	if err := json.Indent(&out, compact.Bytes(), "", "  "); err != nil {
		panic(err) // never: it is JSON
	}
	out.WriteByte('\n')
	return out.Bytes()
}

func writeJSON(b *bytes.Buffer, n *node) {
	switch n.kind {
	case mapKind:
		b.WriteByte('{')
		for i, e := range n.entries {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quoted(e.name) + ":")
			writeJSON(b, e.value)
		}
		b.WriteByte('}')
	case listKind:
		b.WriteByte('[')
		for i, item := range n.items {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, item)
		}
		b.WriteByte(']')
	case textKind:
		b.WriteString(quoted(n.text))
	default:
		b.WriteString(n.text)
	}
}

// quoted is a JSON string in which <, > and & stay as they are.
func quoted(s string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(err) // never: it is a string
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// encode is the tree of a value. Fields that are zero are left out; an empty list or map is
// not zero, for edge.managedRules tells it from none.
func encode(v reflect.Value) *node {
	switch t := v.Interface().(type) {
	case time.Duration:
		return text(duration(t))
	case netip.Prefix:
		if !t.IsValid() {
			return text("")
		}
		return text(t.String())
	}
	n := &node{}
	switch v.Kind() {
	case reflect.Struct:
		n.kind = mapKind
		for i := range v.NumField() {
			if field := v.Field(i); !field.IsZero() {
				n.entries = append(n.entries, entry{name: fieldname.Of(v.Type().Field(i).Name), value: encode(field)})
			}
		}
	case reflect.Map:
		n.kind = mapKind
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			n.entries = append(n.entries, entry{name: text(key.String()).text, value: encode(v.MapIndex(key))})
		}
	case reflect.Slice:
		n.kind = listKind
		for i := range v.Len() {
			n.items = append(n.items, encode(v.Index(i)))
		}
	case reflect.String:
		return text(v.String())
	case reflect.Bool:
		n.kind, n.text = boolKind, strconv.FormatBool(v.Bool())
	case reflect.Int:
		n.kind, n.text = numberKind, strconv.FormatInt(v.Int(), 10)
	default:
		panic(fmt.Sprintf("specfile cannot write a %s", v.Type()))
	}
	return n
}

func text(s string) *node { return &node{kind: textKind, text: strings.ToValidUTF8(s, "\uFFFD")} }

// duration is Go's text without the zeros at its end: "10m" for "10m0s".
func duration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
