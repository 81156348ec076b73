package depcheck

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "github.com/archblocks/archblocks"

func TestImportsOfTheModule(t *testing.T) {
	packages := list(t)
	for _, wrong := range Check(module, packages, Table, Laws) {
		t.Error(wrong)
	}
	// A list that lacks this very package would prove nothing.
	if !slices.ContainsFunc(packages, func(p Package) bool { return p.ImportPath == module+"/internal/depcheck" }) {
		t.Errorf("go list told of %d packages, and not of this one", len(packages))
	}
}

// root is the module's folder.
const root = "../.."

func list(t *testing.T) []Package {
	t.Helper()
	watch(t)
	command := exec.Command("go", "list", "-json=ImportPath,Imports,Deps,TestImports,XTestImports", "./...")
	command.Dir = root
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []Package
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p Package
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// watch looks at every Go file. The go command keeps a test's result until a file
// that the test itself has looked at changes, and it does not see what go list reads.
func watch(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") {
			// To have looked is enough: go list says what is wrong with a file.
			_, _ = os.Stat(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// made is a package made up for a test; names without a dot in front of the first slash are folders of the module.
func made(folder string, imports ...string) Package {
	in := func(f string) string {
		switch first, _, _ := strings.Cut(f, "/"); {
		case strings.Contains(first, "."), f == "fmt":
			return f
		}
		return module + "/" + f
	}
	p := Package{ImportPath: in(folder)}
	for _, i := range imports {
		p.Imports = append(p.Imports, in(i))
	}
	p.Deps = p.Imports
	return p
}

func TestCheckFinds(t *testing.T) {
	const awscdk = "github.com/aws/aws-cdk-go/awscdk/v2"
	tests := func(p Package, imports ...string) Package {
		p.TestImports, p.XTestImports = imports[:1], imports[1:]
		return p
	}
	through := func(p Package, deps ...string) Package {
		p.Deps = append(slices.Clone(p.Deps), deps...)
		return p
	}
	for _, c := range []struct {
		name     string
		packages []Package
		want     []string
	}{
		{"nothing wrong", []Package{
			made("arch/problem", "fmt"),
			made("network/networkspec", "arch/problem", "go4.org/netipx"),
			made("network", "network/networkspec", awscdk),
			made("arch", "network", "edge", awscdk),
			made("examples/full", "arch", awscdk, "github.com/aws/aws-sdk-go-v2/config"),
			tests(made("arch/plan"), "github.com/google/go-cmp/cmp", "pgregory.net/rapid"),
		}, nil},
		{"a new package", []Package{made("arch/wonder")}, []string{"arch/wonder has no entry in the table of internal/depcheck"}},
		{"a block imports a block", []Package{made("edge", "compute")}, []string{
			"edge imports compute, which the table does not allow",
			"edge reaches compute, and blocks never reach blocks",
		}},
		{"a block reaches a block", []Package{through(made("edge", "internal/cdkkit"), module+"/compute")}, []string{
			"edge reaches compute, and blocks never reach blocks",
		}},
		{"a spec imports a spec", []Package{made("auth/authspec", "edge/edgespec")}, []string{
			"auth/authspec imports edge/edgespec, which the table does not allow",
			"auth/authspec reaches edge/edgespec, and spec packages never reach each other",
		}},
		{"a pure package imports CDK", []Package{made("arch/docs", awscdk)}, []string{
			"arch/docs imports github.com/aws/aws-cdk-go/awscdk/v2, which the table does not allow",
			"arch/docs reaches github.com/aws/aws-cdk-go",
		}},
		{"a pure package reaches jsii", []Package{through(made("arch/docs", "arch/archspec"), "github.com/aws/jsii-runtime-go")}, []string{
			"arch/docs reaches github.com/aws/jsii-runtime-go",
		}},
		{"a pure package's tests reach CDK", []Package{
			made("network", "network/networkspec", awscdk),
			tests(made("network/networkspec"), "fmt", module+"/network"),
		}, []string{"network/networkspec reaches in its tests github.com/aws/aws-cdk-go"}},
		{"arch imported from beneath", []Package{made("arch/docs", "arch")}, []string{
			"arch/docs imports arch, which the table does not allow",
			"arch/docs reaches arch, and nothing under arch imports arch",
		}},
		{"deploy reaches CDK", []Package{through(made("arch/deploy", "github.com/aws/aws-sdk-go-v2/config"), awscdk)}, []string{
			"arch/deploy reaches github.com/aws/aws-cdk-go",
			"arch/deploy reaches github.com/aws/aws-cdk-go/awscdk/v2, and deploy and rehearse never reach CDK",
		}},
		{"arch reaches the SDK", []Package{through(made("arch"), "github.com/aws/aws-sdk-go-v2/config")}, []string{
			"arch reaches github.com/aws/aws-sdk-go-v2",
		}},
		{"verify reads a plan", []Package{through(made("arch/verify/rules"), module+"/arch/plan")}, []string{
			"arch/verify/rules reaches arch/plan, and verify never reads a spec or plan",
		}},
		{"a library for tests", []Package{made("arch/plan", "github.com/google/go-cmp/cmp")}, []string{
			"arch/plan imports github.com/google/go-cmp/cmp, which the table does not allow",
			"arch/plan reaches github.com/google/go-cmp/cmp, and libraries for tests stay in tests",
		}},
		{"an unknown library in a test", []Package{tests(made("arch/plan"), "example.org/x", "fmt")}, []string{
			"arch/plan imports example.org/x in its tests, which the table does not allow",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Check(module, c.packages, Table, Laws)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLookup(t *testing.T) {
	for folder, want := range map[string]string{
		"arch": "arch", "arch/diagram": "arch/diagram", "arch/diagram/svg": "arch/diagram/...",
		"examples/full/internal": "examples/...", "archive": "", "arch/docs/html": "",
	} {
		if got, _ := lookup(Table, folder); got.Folder != want {
			t.Errorf("the rule of %s is %q, want %q", folder, got.Folder, want)
		}
	}
}

func TestTableHasEachFolderOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Table {
		if seen[r.Folder] {
			t.Errorf("%s is there twice", r.Folder)
		}
		seen[r.Folder] = true
	}
}
