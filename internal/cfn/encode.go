package cfn

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
)

// base64 is Fn::Base64.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html
func (s scope) base64(n *Node) Value {
	return s.apply("Fn::Base64", []Value{s.eval(n)}, func(s scope, v []Value) Value {
		text, ok := asText(v[0])
		if !ok {
			return s.fail(n, "Fn::Base64 wants text, not %s", Show(v[0]))
		}
		if known, ok := text.(String); ok {
			return String(base64.StdEncoding.EncodeToString([]byte(known)))
		}
		return s.open("Fn::Base64", text)
	})
}

// toJSON is Fn::ToJsonString: the text if all of the value is known.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html
func (s scope) toJSON(n *Node) Value {
	return s.apply("Fn::ToJsonString", []Value{s.eval(n)}, func(s scope, v []Value) Value {
		switch v[0].(type) {
		case List, Object:
		default:
			if !isOpen(v[0]) {
				return s.fail(n, "Fn::ToJsonString wants a list or an object")
			}
		}
		if text, ok := appendJSON(nil, v[0]); ok {
			return concat(s.stack.ID, String(text))
		}
		return s.open("Fn::ToJsonString", v...)
	})
}

// appendJSON writes a value without spaces, members in their order; ok is false if any of it is open.
func appendJSON(b []byte, v Value) (text []byte, ok bool) {
	ok = true
	switch v := v.(type) {
	case Null:
		return append(b, "null"...), true
	case Number:
		return append(b, v...), true
	case Bool:
		if v {
			return append(b, "true"...), true
		}
		return append(b, "false"...), true
	case String:
		return appendString(b, string(v)), true
	case List:
		b = append(b, '[')
		for i := 0; i < len(v) && ok; i++ {
			if i > 0 {
				b = append(b, ',')
			}
			b, ok = appendJSON(b, v[i])
		}
		return append(b, ']'), ok
	case Object:
		b = append(b, '{')
		for i := 0; i < len(v) && ok; i++ {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, v[i].Name), ':')
			b, ok = appendJSON(b, v[i].Value)
		}
		return append(b, '}'), ok
	}
	return b, false
}

// appendString writes a JSON string and leaves <, > and & as they are.
func appendString(b []byte, s string) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	// A string always encodes.
	_ = encoder.Encode(s)
	return append(b, bytes.TrimSuffix(text.Bytes(), []byte("\n"))...)
}
