package archspec_test

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func TestDefaultedIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := arbitrary().Draw(t, "spec").Defaulted()
		if diff := cmp.Diff(fmt.Sprintf("%#v", once), fmt.Sprintf("%#v", once.Defaulted())); diff != "" {
			t.Fatalf("Defaulted (-once +twice):\n%s", diff)
		}
	})
}

// The text of a spec shows the elements of its lists and maps, so that a change of
// any of them shows.
func TestNothingChangesTheSpec(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := arbitrary().Draw(t, "spec")
		before := fmt.Sprintf("%#v", spec)
		spec.Defaulted()
		spec.Check()
		if p, err := spec.Plan(); err == nil {
			p.Explain()
			p.Diagram()
		}
		if diff := cmp.Diff(before, fmt.Sprintf("%#v", spec)); diff != "" {
			t.Fatalf("spec (-before +after):\n%s", diff)
		}
	})
}

// Whatever the spec, Check returns, blames fields that exist, in their order, each
// with a message and a hint; and Plan fails just where there are errors.
func TestCheckOfArbitrarySpecs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := arbitrary().Draw(t, "spec")
		list := spec.Check()
		if diff := cmp.Diff(list, spec.Defaulted().Check()); diff != "" {
			t.Fatalf("Check (-given +defaulted):\n%s", diff)
		}
		var last []int
		for _, p := range list {
			if p.Code == "" || p.Message == "" || p.Hint == "" {
				t.Errorf("%+v lacks something", p)
			}
			at, err := place(reflect.ValueOf(spec.Defaulted()), p.Path)
			if err != nil {
				t.Errorf("path %q: %v", p.Path, err)
			}
			if slices.Compare(last, at) > 0 {
				t.Errorf("%q comes after a later field, in\n%v", p.Path, paths(list))
			}
			last = at
		}
		if _, err := spec.Plan(); (err != nil) != (len(list.Errors()) > 0) {
			t.Errorf("Plan = %v with problems\n%v", err, list)
		}
	})
}

func paths(list problem.List) string {
	var all []string
	for _, p := range list {
		all = append(all, p.Path)
	}
	return strings.Join(all, "\n")
}

// place walks a path through a value, and returns the number of each field and element on the way.
func place(v reflect.Value, path string) ([]int, error) {
	var at []int
	for path != "" {
		switch v.Kind() {
		case reflect.Struct:
			name := path
			if end := strings.IndexAny(path, ".["); end >= 0 {
				name = path[:end]
			}
			i := slices.IndexFunc(reflect.VisibleFields(v.Type()), func(f reflect.StructField) bool { return camel(f.Name) == name })
			if i < 0 {
				return nil, fmt.Errorf("%s has no field %q", v.Type(), name)
			}
			at, v, path = append(at, i), v.Field(i), strings.TrimPrefix(path[len(name):], ".")
		case reflect.Slice:
			index, rest, ok := strings.Cut(strings.TrimPrefix(path, "["), "]")
			i, err := strconv.Atoi(index)
			if !ok || err != nil || i >= v.Len() {
				return nil, fmt.Errorf("no element %q of %d", path, v.Len())
			}
			at, v, path = append(at, i), v.Index(i), strings.TrimPrefix(rest, ".")
		case reflect.Map:
			key, err := strconv.Unquote(strings.TrimSuffix(strings.TrimPrefix(path, "["), "]"))
			if err != nil || !v.MapIndex(reflect.ValueOf(key)).IsValid() {
				return nil, fmt.Errorf("no entry %s", path)
			}
			return at, nil
		default:
			return nil, fmt.Errorf("%q is beyond a %s", path, v.Type())
		}
	}
	return at, nil
}

// camel is a field's name in a path: lower case up to the second word, where an
// initialism is one word.
func camel(name string) string {
	upper := 0
	for upper < len(name) && strings.ToUpper(name[:upper+1]) == name[:upper+1] {
		upper++
	}
	switch {
	case upper == len(name):
		return strings.ToLower(name)
	case upper <= 1:
		return strings.ToLower(name[:1]) + name[1:]
	}
	return strings.ToLower(name[:upper-1]) + name[upper-1:]
}

// What is required is enough, in each Region of the commercial partition, of either
// shape and with either number of zones.
func TestRequiredFieldsAreEnough(t *testing.T) {
	for _, name := range awsservice.Regions() {
		if region, _ := awsservice.LookupRegion(name); region.Partition != "aws" {
			continue
		}
		for _, zones := range []int{0, 2, 3} {
			for _, domain := range []string{"", "chat.example.com"} {
				spec := archspec.Spec{Name: "chat", Region: name}
				spec.Compute.Services = []computespec.Service{{Name: "app", Image: "111122223333.dkr.ecr." + name + ".amazonaws.com/chat:1"}}
				spec.Network.ZoneCount = zones
				if domain != "" {
					spec.Edge = edgespec.Spec{Domain: domain, HostedZoneID: zone}
				}
				if err := spec.Validate(); err != nil {
					t.Errorf("%s, %d zones, domain %q: %v", name, zones, domain, err)
				}
			}
		}
	}
}

func fieldExists(spec archspec.Spec, path string) bool {
	_, err := place(reflect.ValueOf(spec), path)
	return err == nil
}
