package specfile

import (
	"fmt"
	"net/netip"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// is tells whether a value is of the kind that is wanted, and adds a problem where it is not.
func (d *decoder) is(path string, n *node, want kind, secret bool) bool {
	if n.kind == want {
		return true
	}
	hint := hintKind(n, want, secret)
	if n.kind == nullKind {
		hint = hintNull(path)
	}
	d.wrong(path, n, kindNames[want], hint, secret || want == listKind || want == mapKind)
	return false
}

// wrong adds a problem for a value of a type that is not wanted.
func (d *decoder) wrong(path string, n *node, want, hint string, secret bool) {
	value := ""
	if n.scalar() && !secret {
		value = n.text
	}
	switch n.kind {
	case taggedKind:
		d.add(path, n.at, TagRefused, n.text, "is a YAML tag, and none is understood here", "remove it")
	case ambiguousKind:
		message := "is read as different things by different YAML readers; "
		if secret {
			message = "the value, which is not shown, " + message
		}
		d.add(path, n.at, ValueAmbiguous, value, message+want+" is wanted", hint)
	default:
		message := "is " + kindNames[n.kind] + ", and " + want + " is wanted"
		if value == "" {
			message = "the value " + message
		}
		d.add(path, n.at, ValueOfWrongType, value, message, hint)
	}
}

// hintNull says what to write instead of null: a field can be left out, but not what a list holds.
func hintNull(path string) string {
	if strings.HasSuffix(path, "]") {
		return "remove it"
	}
	return "leave it out to have the default"
}

// hintKind says how to write what is wanted.
func hintKind(n *node, want kind, secret bool) string {
	switch {
	case want == textKind && n.scalar() && !secret:
		return fmt.Sprintf("put it in quotes: %q", cut(n.text, 60))
	case want == textKind && n.scalar():
		return "put it in quotes"
	case want == textKind:
		return `use one text, such as "a"`
	case want == listKind:
		return `use a list, such as ["a", "b"]`
	case want == mapKind:
		return "write fields with names"
	}
	if n.scalar() {
		switch strings.ToLower(n.text) {
		case "yes", "on", "y", "true", "1":
			return "use true"
		case "no", "off", "n", "false", "0":
			return "use false, or leave it out"
		}
	}
	return "use true or false, without quotes"
}

var digits = regexp.MustCompile(`^-?[0-9]+$`)

func (d *decoder) number(path string, n *node, v reflect.Value) {
	const want = "a whole number"
	if n.kind != numberKind || !digits.MatchString(n.text) {
		hint := "use digits alone, such as 3"
		if n.kind == nullKind {
			hint = hintNull(path)
		} else if as, err := strconv.Atoi(strings.ReplaceAll(n.text, "_", "")); err == nil && n.scalar() {
			hint = fmt.Sprintf("use %d", as)
		}
		if n.kind == numberKind {
			d.add(path, n.at, ValueOfWrongType, n.text, "is a number with a fraction or an exponent, and "+want+" is wanted", hint)
			return
		}
		d.wrong(path, n, want, hint, false)
		return
	}
	number, err := strconv.ParseInt(n.text, 10, v.Type().Bits())
	if err != nil {
		d.add(path, n.at, NumberTooLarge, n.text, "is further from zero than a number can be here", "use fewer digits")
		return
	}
	v.SetInt(number)
}

func (d *decoder) duration(path string, n *node, v reflect.Value) {
	const want = "a duration"
	if n.kind != textKind {
		hint := `use one such as "30s", "10m" or "12h"`
		switch {
		case n.kind == nullKind:
			hint = hintNull(path)
		case n.kind == numberKind && digits.MatchString(n.text):
			hint = fmt.Sprintf("give it a unit, such as %q", cut(n.text, 60)+"s")
		}
		d.wrong(path, n, want, hint, false)
		return
	}
	duration, err := time.ParseDuration(n.text)
	if err != nil {
		hint := `use one such as "30s", "10m" or "12h"`
		if digits.MatchString(n.text) {
			hint = fmt.Sprintf("give it a unit, such as %q", cut(n.text, 60)+"s")
		}
		d.add(path, n.at, DurationMalformed, n.text, "is not a duration that fits here", hint)
		return
	}
	v.SetInt(int64(duration))
}

func (d *decoder) prefix(path string, n *node, v reflect.Value) {
	const hint = `use one such as "10.0.0.0/16"`
	if n.kind != textKind {
		if n.kind == nullKind {
			d.wrong(path, n, "a prefix", hintNull(path), false)
			return
		}
		d.wrong(path, n, "a prefix", hint, false)
		return
	}
	prefix, err := netip.ParsePrefix(n.text)
	if err != nil {
		d.add(path, n.at, PrefixMalformed, n.text, "is not the prefix of an address range", hint)
		return
	}
	v.Set(reflect.ValueOf(prefix))
}
