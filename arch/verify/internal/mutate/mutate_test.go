package mutate

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"
)

// properties are the ids of the properties that the prover decides.
var properties = []string{
	"alb-from-cloudfront-only", "own-distribution-only", "tasks-from-alb-only", "no-internet-route", "no-public-address",
	"services-have-endpoints", "tasks-reach-endpoints", "s3-gateway-everywhere", "alb-reaches-tasks", "egress-only-to-endpoints",
	"no-wildcards", "endpoint-policies-tight", "survives-zone-loss", "tls-and-waf", "login-before-forward", "encrypted-and-logged",
	"ready-before-start",
}

func load(t testing.TB, names ...string) App {
	t.Helper()
	var a App
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join("../../../../internal/cfn/testdata", name+".template.json"))
		if err != nil {
			t.Fatal(err)
		}
		stack, err := Load(name, text)
		if err != nil {
			t.Fatal(err)
		}
		a = append(a, stack)
	}
	return a
}

func full(t testing.TB) App    { return load(t, "chat", "chat-edge") }
func minimal(t testing.TB) App { return load(t, "hello", "hello-edge") }

func TestAllIsDeterministicAndLeavesTheOriginal(t *testing.T) {
	for name, read := range map[string]func(testing.TB) App{"full": full, "minimal": minimal} {
		t.Run(name, func(t *testing.T) {
			a := read(t)
			first := All(a)
			if !reflect.DeepEqual(a, read(t)) {
				t.Fatal("All changed its argument")
			}
			for i, again := range All(a) {
				// A tenth of the applications stands for all: to compare them is slow.
				if again.Name != first[i].Name || i%10 == 0 && !reflect.DeepEqual(again, first[i]) {
					t.Fatalf("two calls differ: %s", again.Name)
				}
			}
			// A mutant shares nothing with the original or with other mutants.
			for _, m := range first {
				for _, stack := range m.App {
					clear(stack.Template)
				}
			}
			if !reflect.DeepEqual(a, read(t)) {
				t.Error("a mutant shares values with the original")
			}
		})
	}
}

func TestMutants(t *testing.T) {
	for name, a := range map[string]App{"full": full(t), "minimal": minimal(t)} {
		t.Run(name, func(t *testing.T) {
			seen, texts, harmlessNames := map[string]bool{}, map[string]string{}, map[string]bool{}
			for i, m := range All(a) {
				if seen[m.Name] {
					t.Errorf("%s: name used twice", m.Name)
				}
				seen[m.Name] = true
				if reflect.DeepEqual(m.App, a) {
					t.Errorf("%s: nothing changed", m.Name)
				}
				for _, id := range slices.Concat(m.Refutes, m.Unproved) {
					if !slices.Contains(properties, id) {
						t.Errorf("%s: unknown property %s", m.Name, id)
					}
				}
				text, err := json.Marshal(m.App)
				if err != nil {
					t.Errorf("%s: %v", m.Name, err)
				}
				if other, ok := texts[string(text)]; ok && m.Harmless() != harmlessNames[other] {
					t.Errorf("%s is the same as %s, and only one is harmless", m.Name, other)
				}
				harmlessNames[m.Name] = m.Harmless()
				texts[string(text)] = m.Name
				var back App
				if i%10 != 0 {
					// As above.
				} else if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(back, m.App) {
					t.Errorf("%s: does not survive JSON", m.Name)
				}
				dangling(t, m)
			}
		})
	}
}

// dangling fails if a template names a resource that it does not have.
func dangling(t *testing.T, m Mutant) {
	t.Helper()
	pseudo := regexp.MustCompile(`^(AWS::|!)`)
	for _, stack := range m.App {
		resources := stack.Template["Resources"].(obj)
		known := func(id string) bool {
			return pseudo.MatchString(id) || resources[id] != nil || get(stack.Template, "Parameters", id) != nil
		}
		for id, r := range resources {
			for _, on := range items(get(r, "DependsOn")) {
				if !known(text(on)) {
					t.Errorf("%s: %s depends on %v, which is not there", m.Name, id, on)
				}
			}
			if c := get(r, "Condition"); c != nil && get(stack.Template, "Conditions", text(c)) == nil {
				t.Errorf("%s: condition %v of %s is not declared", m.Name, c, id)
			}
			for _, to := range names(get(r, "Properties")) {
				if !known(to) && !local(get(r, "Properties"), to) {
					t.Errorf("%s: %s refers to %s, which is not there", m.Name, id, to)
				}
			}
		}
	}
}

// local reports whether a name is a variable of some Fn::Sub.
func local(v any, name string) bool {
	switch v := v.(type) {
	case list:
		return slices.ContainsFunc(v, func(item any) bool { return local(item, name) })
	case obj:
		if get(v, "Fn::Sub", 1, name) != nil {
			return true
		}
		for _, item := range v {
			if local(item, name) {
				return true
			}
		}
	}
	return false
}

func TestEveryPropertyIsEndangered(t *testing.T) {
	for name, a := range map[string]App{"full": full(t), "minimal": minimal(t)} {
		t.Run(name, func(t *testing.T) {
			mutants, operators := map[string]int{}, map[string]int{}
			for _, m := range All(a) {
				operators[m.Operator]++
				if len(m.Refutes) > 0 {
					mutants[m.Refutes[0]]++
				}
				for _, id := range m.Unproved {
					mutants["unproved "+id]++
				}
				if m.Harmless() {
					mutants["harmless"]++
				}
			}
			for _, id := range properties {
				if mutants[id] < 3 {
					t.Errorf("%s: %d dangerous mutants, want 3 or more", id, mutants[id])
				}
			}
			for _, id := range slices.Sorted(maps.Keys(mutants)) {
				t.Logf("%-45s %4d", id, mutants[id])
			}
			for _, o := range Operators() {
				t.Logf("operator %-36s %4d", o.Name, operators[o.Name])
			}
		})
	}
}

func TestOperators(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, o := range Operators() {
		if !kebab.MatchString(o.Name) || seen[o.Name] {
			t.Errorf("%q: not kebab case, or used twice", o.Name)
		}
		seen[o.Name] = true
		if len(o.Doc) < 40 {
			t.Errorf("%s: says too little", o.Name)
		}
	}
}

func TestForeignNames(t *testing.T) {
	// Operators follow types and references: new logical ids leave as many mutants of each operator.
	count := func(a App) map[string]int {
		n := map[string]int{}
		for _, m := range All(a) {
			n[m.Operator]++
		}
		return n
	}
	a := full(t)
	want := count(a)
	for i := range a {
		rename(a[i].Template)
	}
	if got := count(a); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBefore(t *testing.T) {
	stack, err := Load("s", []byte(`{"Resources": {
		"A": {"Type": "T", "DependsOn": "B"},
		"B": {"Type": "T", "Properties": {"X": {"Fn::Sub": ["${C.Arn}-${v}", {"v": {"Fn::GetAtt": ["D", "Arn"]}}]}}},
		"C": {"Type": "T"}, "D": {"Type": "T", "DependsOn": ["E"]}, "E": {"Type": "T"}, "F": {"Type": "T", "Properties": {"X": {"Ref": "A"}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"B": true, "C": true, "D": true, "E": true, "F": false} {
		if got := before(App{stack}, node{0, id}, node{0, "A"}); got != want {
			t.Errorf("before(%s, A) = %t, want %t", id, got, want)
		}
	}
}

func TestLoad(t *testing.T) {
	for _, text := range []string{"", "null", "[]", "{} {}", "{"} {
		if _, err := Load("x", []byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

func TestNoMutantsOfNothing(t *testing.T) {
	for _, m := range All(App{{Name: "empty", Template: obj{"Resources": obj{}}}}) {
		if len(m.Refutes) > 0 && m.Operator != "encryption-drop" {
			t.Errorf("%s: nothing there to break", m.Name)
		}
	}
}

func TestEmptyStatementsNeverRemain(t *testing.T) {
	// AWS rejects a policy without statements, so such a mutant would prove nothing.
	for _, m := range All(minimal(t)) {
		for _, stack := range m.App {
			for id, r := range stack.Template["Resources"].(obj) {
				if d, ok := get(r, "Properties", "PolicyDocument").(obj); ok && d["Fn::If"] == nil && d["Fn::Join"] == nil && len(items(d["Statement"])) == 0 {
					t.Errorf("%s: %s has no statements", m.Name, id)
				}
			}
		}
	}
}
