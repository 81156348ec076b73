package awsservice_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
)

func TestParseBedrockModel(t *testing.T) {
	type model = awsservice.BedrockModel
	tests := []struct {
		give string
		want model
		ok   bool
	}{
		{"amazon.nova-lite-v1:0", model{Provider: "amazon", Model: "amazon.nova-lite-v1:0"}, true},
		{"amazon.titan-embed-text-v1:2:8k", model{Provider: "amazon", Model: "amazon.titan-embed-text-v1:2:8k"}, true},
		{"eu.anthropic.claude-sonnet-4-5-20250929-v1:0", model{"eu", "anthropic", "anthropic.claude-sonnet-4-5-20250929-v1:0"}, true},
		{"us-gov.anthropic.claude-3-haiku-20240307-v1:0", model{"us-gov", "anthropic", "anthropic.claude-3-haiku-20240307-v1:0"}, true},
		{"global.anthropic.claude-opus-4-5", model{"global", "anthropic", "anthropic.claude-opus-4-5"}, true},
		{"deepseek.v3-v1:0", model{Provider: "deepseek", Model: "deepseek.v3-v1:0"}, true},
		{"openai.gpt-oss-120b-1:0", model{Provider: "openai", Model: "openai.gpt-oss-120b-1:0"}, true},
		{"claude", model{}, false},
		{"", model{}, false},
		{"Anthropic.claude", model{}, false},
		{"anthropic.", model{}, false},
		{"anthropic.claude v2", model{}, false},
		{"anthropic.claude*", model{}, false},
		{"anthropic.claude:", model{}, false},
		{"arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0", model{}, false},
	}
	for _, test := range tests {
		got, ok := awsservice.ParseBedrockModel(test.give)
		if diff := cmp.Diff(test.want, got); diff != "" || ok != test.ok {
			t.Errorf("ParseBedrockModel(%q), %t (-want +got):\n%s", test.give, ok, diff)
		}
	}
}

func FuzzParseBedrockModel(f *testing.F) {
	f.Add("eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "eu-west-1")
	f.Add("us.us.us", "us-gov-west-1")
	f.Add("global.a.b:1:c", "")
	f.Fuzz(func(t *testing.T, id, region string) {
		m, ok := awsservice.ParseBedrockModel(id)
		if !ok {
			return
		}
		whole := m.Model
		if m.Geography != "" {
			whole = m.Geography + "." + m.Model
		}
		if whole != id || !strings.HasPrefix(m.Model, m.Provider+".") {
			t.Errorf("ParseBedrockModel(%q) = %+v", id, m)
		}
		for _, arn := range m.ARNs(region) {
			if a, ok := awsservice.ParseARN(arn); strings.ContainsAny(id, "*? ") || !ok && !strings.Contains(arn, "${") || ok && a.Resource == "" {
				t.Errorf("ARNs(%q) of %q holds %q", region, id, arn)
			}
		}
	})
}

func TestServesFrom(t *testing.T) {
	tests := []struct {
		geography string
		from, not []string
	}{
		{"", []string{"eu-west-1", "us-gov-west-1"}, nil},
		{"global", []string{"eu-west-1", "ap-south-1"}, nil},
		{"eu", []string{"eu-west-1", "eu-central-2"}, []string{"us-east-1", "me-south-1"}},
		{"us", []string{"us-east-1", "us-west-1", "ca-central-1"}, []string{"us-gov-west-1", "eu-west-1"}},
		{"us-gov", []string{"us-gov-west-1", "us-gov-east-1"}, []string{"us-east-1"}},
		{"apac", []string{"ap-south-1", "ap-northeast-1"}, []string{"eu-west-1"}},
		{"jp", []string{"ap-northeast-1", "ap-northeast-3"}, []string{"ap-northeast-2"}},
		{"au", []string{"ap-southeast-2", "ap-southeast-4"}, []string{"ap-southeast-1"}},
		{"ca", []string{"ca-central-1", "ca-west-1"}, []string{"us-east-1"}},
	}
	for _, test := range tests {
		m := awsservice.BedrockModel{Geography: test.geography}
		for _, region := range test.from {
			if !m.ServesFrom(region) {
				t.Errorf("%q cannot be called from %s", test.geography, region)
			}
		}
		for _, region := range test.not {
			if m.ServesFrom(region) {
				t.Errorf("%q can be called from %s", test.geography, region)
			}
		}
	}
}

func TestModelARNs(t *testing.T) {
	const (
		model   = "anthropic.claude-sonnet-4-5-20250929-v1:0"
		profile = "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/"
	)
	in := func(region string) string {
		return "arn:${AWS::Partition}:bedrock:" + region + "::foundation-model/" + model
	}
	tests := []struct {
		name, id, region string
		want             []string
	}{
		{"model", model, "eu-west-1", []string{in("${AWS::Region}")}},
		{"profile", "us." + model, "us-east-1", []string{profile + "us." + model, in("us-east-1"), in("us-east-2"), in("us-west-2")}},
		{"caller's Region beside its geography's", "us." + model, "ca-central-1", []string{profile + "us." + model, in("us-east-1"), in("us-east-2"), in("us-west-2"), in("ca-central-1")}},
		{"Region not known", "jp." + model, "", []string{profile + "jp." + model, in("ap-northeast-1"), in("ap-northeast-3"), in("${AWS::Region}")}},
		{"global", "global." + model, "eu-west-1", []string{profile + "global." + model, in("${AWS::Region}"), in("")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, _ := awsservice.ParseBedrockModel(test.id)
			if diff := cmp.Diff(test.want, m.ARNs(test.region)); diff != "" {
				t.Errorf("ARNs (-want +got):\n%s", diff)
			}
		})
	}
}

// Asking from a Region outside the table of a geography must not add to the table.
func TestModelARNsDoNotLeak(t *testing.T) {
	m := awsservice.BedrockModel{Geography: "us", Provider: "amazon", Model: "amazon.nova-lite-v1:0"}
	before := m.ARNs("us-east-1")
	m.ARNs("ca-central-1")
	m.ARNs("us-west-1")
	if diff := cmp.Diff(before, m.ARNs("us-east-1")); diff != "" {
		t.Errorf("ARNs changed (-before +after):\n%s", diff)
	}
}

// Each Region that an inference profile of a geography sends to can call it too, and is a known Region.
func TestGeographiesReachKnownRegions(t *testing.T) {
	for _, geography := range []string{"us", "eu", "apac", "jp", "au", "ca", "us-gov"} {
		m := awsservice.BedrockModel{Geography: geography, Model: "a.b"}
		for _, arn := range m.ARNs("")[1:] {
			region := strings.Split(strings.TrimPrefix(arn, "arn:${AWS::Partition}:bedrock:"), ":")[0]
			if _, known := awsservice.LookupRegion(region); !known && !strings.HasPrefix(region, "${") {
				t.Errorf("%s reaches the unknown Region %q", geography, region)
			} else if known && !m.ServesFrom(region) {
				t.Errorf("%s reaches %s, which cannot call it", geography, region)
			}
		}
	}
}

func TestBedrockProvidersAreSorted(t *testing.T) {
	all := awsservice.BedrockProviders()
	if !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) != len(all) {
		t.Errorf("providers are not sorted and different: %v", all)
	}
	for _, p := range all {
		if m, ok := awsservice.ParseBedrockModel(p + ".model-v1:0"); !ok || m.Provider != p {
			t.Errorf("provider %q cannot stand in a model's id", p)
		}
	}
}
