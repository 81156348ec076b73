package specfile_test

import (
	"encoding/json"
	"net/netip"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/specfile"
	"github.com/archblocks/archblocks/compute/computespec"
)

// unchecked are the fields that no check blames, under the names that files give them.
var unchecked = []string{
	"network.disableFlowLogs", "edge.managedRules[0].countOnly", "edge.disableUploads", "edge.disableWAFLogs", "edge.disableAccessLogs",
	"compute.services[0].disableMetrics", "compute.services[0].disableStickiness", "compute.services[0].writableRoot", "compute.services[0].command",
	"compute.loadBalancer.disableAccessLogs", "compute.loadBalancer.disableDeletionProtection",
	"auth.disableDeletionProtection", "observability.disableAlarms", "observability.disableDashboard",
}

// The names in files are those in the paths of problems: the checks write paths out by
// hand, and this compares them with the names that a spec is written with.
func TestNamesAreThoseOfProblems(t *testing.T) {
	var tree any
	require.NoError(t, json.Unmarshal(specfile.JSON(everyField()), &tree))
	written := map[string]bool{}
	leaves(tree, "", written)

	blamed := map[string]bool{}
	for _, base := range []archspec.Spec{minimal(), withEverything()} {
		for _, path := range blame(base) {
			blamed[path] = true
		}
	}
	for path := range blamed {
		if !written[path] {
			t.Errorf("a check blames %q, and no file calls a field so", path)
		}
	}
	var silent []string
	for path := range written {
		if !strings.HasSuffix(path, "]") && !proved(path, blamed) {
			silent = append(silent, path)
		}
	}
	slices.Sort(silent)
	want := slices.Sorted(slices.Values(unchecked))
	if diff := cmp.Diff(want, silent); diff != "" {
		t.Errorf("fields that no check blames (-listed +found):\n%s", diff)
	}
}

// leaves adds the paths of all values to a set; of a list there is one element, and of a map one entry.
func leaves(v any, path string, all map[string]bool) {
	if path != "" {
		all[path] = true
	}
	switch v := v.(type) {
	case []any:
		leaves(v[0], path+"[0]", all)
	case map[string]any:
		for name, value := range v {
			switch {
			case mapEntry.MatchString(name):
				all[path+"[0]"] = true
			case path == "":
				leaves(value, name, all)
			default:
				leaves(value, path+"."+name, all)
			}
		}
	}
}

var (
	mapEntry = regexp.MustCompile(`^KEY_[0-9]+$`)
	index    = regexp.MustCompile(`\[("[^"]*"|[0-9]+)\]`)
)

// proved tells whether a check blames the path, or something beneath.
func proved(path string, blamed map[string]bool) bool {
	for other := range blamed {
		if rest, ok := strings.CutPrefix(other, path); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return true
		}
	}
	return false
}

// withEverything is a spec in which every list and map has an element.
func withEverything() archspec.Spec {
	s := everyField()
	s.Name, s.Region, s.Compute.Services[0].Name, s.Compute.Services[0].Image = "chat", "eu-west-1", "app", image
	s.Compute.LoadBalancer.Scheme = computespec.InternetFacing
	return s
}

// blame sets each field of a spec to odd values, one after the other, and returns what the checks blame.
func blame(base archspec.Spec) []string {
	var all []string
	note := func(s archspec.Spec) {
		for _, p := range s.Check() {
			all = append(all, index.ReplaceAllString(p.Path, "[0]"))
		}
	}
	note(base)
	var walk func(v reflect.Value, root *archspec.Spec)
	walk = func(v reflect.Value, root *archspec.Spec) {
		for _, odd := range odds(v) {
			old := reflect.New(v.Type()).Elem()
			old.Set(v)
			v.Set(odd)
			note(*root)
			v.Set(old)
		}
		switch {
		case v.Type() == reflect.TypeFor[netip.Prefix]():
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), root)
			}
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), root)
			}
		}
	}
	walk(reflect.ValueOf(&base).Elem(), &base)
	return all
}

func odds(v reflect.Value) []reflect.Value {
	var all []any
	switch v.Interface().(type) {
	case netip.Prefix:
		all = []any{netip.MustParsePrefix("::/0"), netip.MustParsePrefix("8.8.8.8/8"), netip.Prefix{}}
	case time.Duration:
		all = []any{time.Duration(-1), time.Duration(1), 1000 * time.Hour}
	default:
		switch v.Kind() {
		case reflect.String:
			all = []any{"", "?", "none", "arn:aws:kms:us-east-1:111122223333:key/1", certificate, "s3", "in-app", "read-only", "internal"}
		case reflect.Int:
			all = []any{0, 1, -1, 1 << 40, 3000}
		case reflect.Bool:
			all = []any{true, false}
		case reflect.Map:
			all = []any{map[string]string{"aws:a": "", "a b": "?"}}
		}
	}
	var values []reflect.Value
	for _, one := range all {
		values = append(values, reflect.ValueOf(one).Convert(v.Type()))
	}
	if v.Kind() == reflect.Slice {
		values = append(values, reflect.Zero(v.Type()), reflect.MakeSlice(v.Type(), 1, 1), reflect.MakeSlice(v.Type(), 60, 60))
	}
	return values
}
