package cfn

import "strconv"

// AsString returns the text of a known string, number or boolean.
func AsString(v Value) (string, bool) { return literal(v) }

// AsInt returns the whole number that a number or string writes in decimal.
func AsInt(v Value) (int, bool) {
	switch v.(type) {
	case Number, String:
		text, _ := literal(v)
		n, err := strconv.Atoi(text)
		return n, err == nil && strconv.Itoa(n) == text
	}
	return 0, false
}

// AsBool returns a boolean, or what the strings "true" and "false" mean as one.
func AsBool(v Value) (value, ok bool) {
	switch v := v.(type) {
	case Bool:
		return bool(v), true
	case String:
		return v == "true", v == "true" || v == "false"
	}
	return false, false
}
