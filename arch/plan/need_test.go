package plan_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/plan"
)

func TestExpand(t *testing.T) {
	values := map[string]string{"AWS::Region": "eu-west-1", "UserPool": "${AWS::Region}_abc", "Empty": ""}
	tests := []struct{ give, want string }{
		{"", ""},
		{"plain", "plain"},
		{"${AWS::Region}", "eu-west-1"},
		{"a/${AWS::Region}/b/${AWS::Region}", "a/eu-west-1/b/eu-west-1"},
		{"${UserPool}", "${AWS::Region}_abc"},
		{"x${Empty}y", "xy"},
		{"${Unknown}:${AWS::Region}", "${Unknown}:eu-west-1"},
		{"${unfinished", "${unfinished"},
		{"${AWS::Region} ${unfinished", "eu-west-1 ${unfinished"},
		{"$AWS::Region}", "$AWS::Region}"},
		{"} ${AWS::Region}", "} eu-west-1"},
		{"${}", "${}"},
	}
	for _, test := range tests {
		if got := plan.Expand(test.give, values); got != test.want {
			t.Errorf("Expand(%q) = %q, want %q", test.give, got, test.want)
		}
	}
}

// Text made of plain parts and placeholders expands to the parts and the values.
func TestExpandParts(t *testing.T) {
	plain := rapid.StringMatching(`[a-z:/$-]{0,5}[a-z]`)
	name := rapid.StringMatching(`[A-Za-z:]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.MapOf(name, rapid.String()).Draw(t, "values")
		var give, want strings.Builder
		for range rapid.IntRange(0, 6).Draw(t, "parts") {
			text, key := plain.Draw(t, "text"), name.Draw(t, "name")
			give.WriteString(text + "${" + key + "}")
			if value, ok := values[key]; ok {
				want.WriteString(text + value)
			} else {
				want.WriteString(text + "${" + key + "}")
			}
		}
		if diff := cmp.Diff(want.String(), plan.Expand(give.String(), values)); diff != "" {
			t.Fatalf("Expand(%q) (-want +got):\n%s", give.String(), diff)
		}
	})
}

func FuzzExpand(f *testing.F) {
	for _, seed := range []string{"", "${", "${}", "${a}", "${${a}}", "}${a", "\xff${\xfe}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := plan.Expand(text, nil); got != text {
			t.Errorf("Expand(%q) without values = %q", text, got)
		}
		if got := plan.Expand(text+"${a}", map[string]string{"a": "-"}); !strings.Contains(text, "${") && got != text+"-" {
			t.Errorf("Expand(%q) = %q, want %q", text+"${a}", got, text+"-")
		}
	})
}

func TestReasonAt(t *testing.T) {
	tests := []struct{ give, want plan.Reason }{
		{plan.Reason{Path: "services[0]", Text: "x"}, plan.Reason{Path: "compute.services[0]", Text: "x"}},
		{plan.Reason{Text: "the topology asks"}, plan.Reason{Text: "the topology asks"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.give.At("compute")); diff != "" {
			t.Errorf("At (-want +got):\n%s", diff)
		}
	}
}

func TestLogGroupARN(t *testing.T) {
	got := plan.LogGroup{ID: "app", Name: "/chat/app"}.ARN()
	if want := "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/chat/app:*"; got != want {
		t.Errorf("ARN() = %q, want %q", got, want)
	}
}

func TestServiceGroup(t *testing.T) {
	for _, role := range []string{plan.GroupLoadBalancer, plan.GroupEndpoints} {
		if plan.ServiceGroup(role) == role {
			t.Errorf("a service named %q wears the group of that role", role)
		}
	}
	if got := plan.ServiceGroup("app"); got != "service-app" {
		t.Errorf("ServiceGroup = %q", got)
	}
}

func TestPascal(t *testing.T) {
	for name, want := range map[string]string{"app": "App", "my-app-2": "MyApp2", "ecr.api": "EcrApi", "-x--y-": "XY", "": ""} {
		if got := plan.Pascal(name); got != want {
			t.Errorf("Pascal(%q) = %q, want %q", name, got, want)
		}
	}
}
