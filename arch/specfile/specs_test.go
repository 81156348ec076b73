package specfile_test

import (
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/specfile"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

const (
	image       = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2"
	certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
)

func minimal() archspec.Spec {
	return archspec.Spec{Name: "chat", Region: "eu-west-1", Compute: computespec.Spec{Services: []computespec.Service{{Name: "app", Image: image}}}}
}

// everyField has something in every field, and one element in every list and map.
func everyField() archspec.Spec {
	var s archspec.Spec
	n := 0
	fillAll(reflect.ValueOf(&s).Elem(), &n)
	return s
}

func fillAll(v reflect.Value, n *int) {
	*n++
	switch v.Interface().(type) {
	case time.Duration:
		v.SetInt(int64(time.Duration(*n) * time.Minute))
		return
	case netip.Prefix:
		v.Set(reflect.ValueOf(netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(*n), 0, 0}), 16)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fillAll(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillAll(v.Index(0), n)
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		fillAll(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(fmt.Sprintf("KEY_%d", *n)), value)
	case reflect.String:
		v.SetString(fmt.Sprintf("text-%d", *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	}
}

// words are texts that readers like to take for something else.
var words = []string{
	"", " ", "yes", "No", "on", "y", "n", "true", "False", "null", "~", "1.0", "0123", "1_000", "0x1F", "0o17", "1e3", ".5", ".inf", ".NaN", "-", "--", "---", "...", "12:30:45", "2024-01-31",
	"<<", "=", "*a", "&a", "!a", "a: b", "a:", "a #b", "#a", "- a", "[a", "{a", "}", "@a", "`a", "%a", "'a'", `"a"`, "a\nb", "a\nb\n", "a\n\nb", "\na", "a\n ", " a\nb", "a\tb", "\t", "a\r\nb", "\r",
	"\x00", "\x7f", "\u0085", "\u2028", "\uFEFF", "\uFEFFa", "\U0001F600", "é", "${AWS::Region}", "a/b:1", "/", "*", "arn:aws:iam::1:role/x", "?", "? a", "|", ">", "a\\b", strings.Repeat("long ", 40),
}

// choices are the values of types that take no others.
var choices = map[reflect.Type][]string{
	reflect.TypeFor[edgespec.PriceClass]():      {"all", "200", "100"},
	reflect.TypeFor[authspec.Mode]():            {"load-balancer", "in-app", "none"},
	reflect.TypeFor[authspec.MFA]():             {"required", "optional", "off"},
	reflect.TypeFor[authspec.FeaturePlan]():     {"lite", "essentials", "plus"},
	reflect.TypeFor[computespec.Insights]():     {"enabled", "enhanced", "disabled"},
	reflect.TypeFor[computespec.Scheme]():       {"internet-facing", "internal"},
	reflect.TypeFor[computespec.Architecture](): {"X86_64", "ARM64"},
	reflect.TypeFor[computespec.Access]():       {"read-write", "read-only"},
}

// required are fields that every spec gives, so that it suits the schema.
var required = []string{"Name", "Region", "Services", "Image", "Service", "Reason", "Actions", "Resources"}

// arbitrary is any spec of the right types: most ask for what no check lets through.
func arbitrary() *rapid.Generator[archspec.Spec] {
	return rapid.Custom(func(t *rapid.T) archspec.Spec {
		var s archspec.Spec
		fill(t, "spec", reflect.ValueOf(&s).Elem(), true)
		return s
	})
}

func fill(t *rapid.T, name string, v reflect.Value, given bool) {
	if v.Kind() != reflect.Struct && !given && !rapid.Bool().Draw(t, name+" is given") {
		return
	}
	switch v.Interface().(type) {
	case netip.Prefix:
		// Outside of lists, zero is none; in them it cannot be written.
		v.Set(reflect.ValueOf(netip.PrefixFrom(netip.AddrFrom4([4]byte{10, rapid.Byte().Draw(t, name)}), rapid.IntRange(0, 32).Draw(t, name+" bits"))))
		return
	case time.Duration:
		unit := rapid.SampledFrom([]time.Duration{1, time.Microsecond, time.Millisecond, time.Second, time.Minute, time.Hour}).Draw(t, name+" unit")
		v.SetInt(int64(unit) * int64(rapid.IntRange(-2, 400).Draw(t, name)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		word := rapid.OneOf(rapid.SampledFrom(words), rapid.String())
		if values := choices[v.Type()]; values != nil {
			word = rapid.SampledFrom(values)
		} else if given {
			word = rapid.StringN(1, -1, -1)
		}
		v.SetString(word.Draw(t, name))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(rapid.Int().Draw(t, name)))
	case reflect.Slice:
		n := rapid.IntRange(0, 2).Draw(t, name+" length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, name, v.Index(i), v.Type().Elem().Kind() != reflect.String)
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(rapid.MapOfN(rapid.OneOf(rapid.SampledFrom(words), rapid.String()), rapid.OneOf(rapid.SampledFrom(words), rapid.String()), 0, 3).Draw(t, name)))
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i).Name
			given := false
			for _, r := range required {
				given = given || r == field
			}
			fill(t, name+"."+field, v.Field(i), given)
		}
	default:
		t.Fatalf("no generator for %s, a %s", name, v.Type())
	}
}

// same fails where a text does not parse to the spec, to the last empty list.
func same(t interface {
	Helper()
	Fatalf(string, ...any)
}, want archspec.Spec, text []byte) {
	t.Helper()
	got, err := specfile.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := cmp.Diff(want, got, prefixes); diff != "" {
		t.Fatalf("(-want +got):\n%s\n%s", diff, text)
	}
}

var prefixes = cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })

func TestEveryFieldHasSomething(t *testing.T) {
	var empty func(path string, v reflect.Value)
	empty = func(path string, v reflect.Value) {
		if v.IsZero() {
			t.Errorf("%s is zero", path)
		}
		if _, ok := v.Interface().(netip.Prefix); !ok && v.Kind() == reflect.Struct {
			for i := range v.NumField() {
				empty(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	empty("spec", reflect.ValueOf(everyField()))
}
