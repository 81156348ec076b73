package specfile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/specfile"
)

// FuzzParse: no text makes Parse panic, and what it reads is written in both formats and
// read as the same.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.*")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range append(files, "testdata/every-field.yaml", "testdata/every-field.json") {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{"a: &a [*a]", "tags: {? a : b}", "tags: {<<: &a {a: b}}", "name: |2-\n   b\n", "name: \"\\x85\\uFEFF\"", "\t", "{}", "[]", "!Ref a", "? - a\n: b"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		spec, err := specfile.Parse(text)
		if err == nil {
			y, j := specfile.YAML(spec), specfile.JSON(spec)
			same(t, spec, y)
			same(t, spec, j)
			if again, _ := specfile.Parse(y); !bytes.Equal(y, specfile.YAML(again)) {
				t.Errorf("the bytes change from one writing to the next:\n%s\n%s", y, specfile.YAML(again))
			}
			specfile.Check(text)
			return
		}
		list, ok := problem.Of(err)
		if !ok || len(list) == 0 || len(list) > 101 {
			t.Fatalf("not a list of problems: %#v", err)
		}
		for _, p := range list {
			if !strings.HasPrefix(p.Message, "at ") || p.Hint == "" || p.Code == "" {
				t.Errorf("no position, hint or code: %#v", p)
			}
		}
	})
}
