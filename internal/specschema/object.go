package main

import (
	"bytes"
	"encoding/json"
)

// object is a JSON object that keeps its order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encoder.Encode(m.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encoder.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// durations are texts as Go's time.ParseDuration takes them.
var durations = object{
	{"description", `A duration: numbers with the units h, m, s, ms, us and ns, such as "1h30m".`},
	{"type", "string"},
	{"pattern", `^[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$`},
	{"examples", []string{"30s", "10m", "12h"}},
}

// prefixes are texts as Go's netip.ParsePrefix takes them, but of IPv4 alone: the checks
// take no other.
var prefixes = object{
	{"description", "The prefix of a range of IPv4 addresses."},
	{"type", "string"},
	{"pattern", `^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})/(3[0-2]|[12]?[0-9])$`},
	{"examples", []string{"10.0.0.0/16"}},
}
