package arch_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	"github.com/stretchr/testify/require"
)

// What a process decides once, such as whether the CDK validates, is tested in a process
// of its own: this binary again, which does what the variable names, in a folder.
const (
	childVariable = "ARCH_TEST_CHILD"
	childDir      = "ARCH_TEST_CHILD_DIR"
)

var children = map[string]func(dir string) error{
	"validate":      func(dir string) error { return synthesized(dir, examples, arch.WithCDKValidation()) },
	"validate-flaw": func(dir string) error { return synthesized(dir, flaw, arch.WithCDKValidation()) },
	"plain-flaw":    func(dir string) error { return synthesized(dir, flaw) },
	"render": func(dir string) error {
		_, err := arch.Render(minimalSpec(), filepath.Join(dir, "cdk.out"))
		return err
	},
}

func child(mode string) int {
	defer arch.Close()
	if err := children[mode](os.Getenv(childDir)); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// run starts a child and returns what it printed on both streams, but for the notice
// of jsii about old versions of Node.js.
func run(t testing.TB, mode, dir string, environment ...string) (string, error) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	require.Contains(t, children, mode)
	command := exec.Command(self)
	command.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "CDK_VALIDATION=") })
	command.Env = append(command.Env, childVariable+"="+mode, childDir+"="+dir)
	command.Env = append(command.Env, environment...)
	out, err := command.CombinedOutput()
	lines := slices.DeleteFunc(strings.SplitAfter(string(out), "\n"), func(line string) bool { return strings.HasPrefix(line, "!!") })
	return strings.Join(lines, ""), err
}

// synthesized makes an app, fills it and synthesizes it.
func synthesized(dir string, fill func(awscdk.App) error, options ...arch.AppOption) error {
	app, err := arch.NewApp(filepath.Join(dir, "cdk.out"), options...)
	if err != nil {
		return err
	}
	if err := fill(app); err != nil {
		return err
	}
	_, err = arch.Synth(app)
	return err
}

func examples(app awscdk.App) error {
	_, full := arch.Assemble(app, fullSpec())
	_, minimal := arch.Assemble(app, minimalSpec())
	return errors.Join(full, minimal)
}

// flaw is a bucket that the validation must object to.
func flaw(app awscdk.App) error {
	stack := awscdk.NewStack(app, jsii.String("flawed"), nil)
	bucket := awss3.NewCfnBucket(stack, jsii.String("Bucket"), nil)
	bucket.AddPropertyOverride(jsii.String("Bogus"), true)
	return nil
}

func TestCDKValidationFindsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("the CDK's validation takes several seconds")
	}
	if out, err := run(t, "validate", t.TempDir()); err != nil || out != "" {
		t.Errorf("%v\n%s", err, out)
	}
	// The same with a flaw shows that somebody looks.
	out, err := run(t, "validate-flaw", t.TempDir())
	if err == nil || !strings.Contains(out, "Bogus") {
		t.Errorf("the validation did not find a flaw: %v\n%s", err, out)
	}
	// The error holds the findings: the report that the CDK writes goes with the failed assembly.
	if !strings.Contains(out, "synth: the CDK's validation found\nerror F3002 in flawed/Bucket: Bogus: ") || strings.Contains(out, "\n    at ") {
		t.Errorf("a validation that fails ends with\n%s", out)
	}
}

// Seconds for every run are too many: without the option nobody validates, and the
// environment that the CDK was given is not left behind.
func TestValidationIsOffUnlessAsked(t *testing.T) {
	if out, err := run(t, "plain-flaw", t.TempDir()); err != nil || out != "" {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := run(t, "plain-flaw", t.TempDir(), "CDK_VALIDATION=true"); err == nil && !strings.Contains(out, "Bogus") {
		t.Errorf("the environment decides over the option: %v\n%s", err, out)
	}
}

func TestNodeIsMissing(t *testing.T) {
	dir, empty := t.TempDir(), t.TempDir()
	out, err := run(t, "render", dir, "PATH="+empty)
	require.Error(t, err)
	require.Regexp(t, `^node is not on PATH: install Node\.js [0-9]+ or newer [^\n]*\n$`, out, "one line that says what to install")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, entries, "nothing is written")
}
