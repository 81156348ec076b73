package arch_test

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// ruleProperties are the rule's own, with one word for both directions, and without its description.
func ruleProperties(tpl template, id string) map[string]any {
	p := map[string]any{}
	for name, value := range tpl.Resources[id].Properties {
		switch name {
		case "Description":
			continue
		case "SourceSecurityGroupId", "DestinationSecurityGroupId":
			name = "Group"
		case "SourcePrefixListId", "DestinationPrefixListId":
			name = "PrefixList"
		}
		p[name] = value
	}
	p["Type"] = tpl.Resources[id].Type
	return p
}

func ruleIDs(tpl template) []string {
	return append(tpl.of("AWS::EC2::SecurityGroupIngress"), tpl.of("AWS::EC2::SecurityGroupEgress")...)
}

// AWS refuses a rule that is there already, when the stack is half made.
func TestNoTwoRulesAreIdentical(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl, seen := r.regional(), map[string]string{}
		require.NotEmpty(t, ruleIDs(tpl))
		for _, id := range ruleIDs(tpl) {
			key, err := json.Marshal(ruleProperties(tpl, id))
			require.NoError(t, err)
			if other, twice := seen[string(key)]; twice {
				t.Errorf("%s and %s are the same rule: %s", other, id, key)
			}
			seen[string(key)] = id
		}
	})
}

// description is what EC2 accepts
// (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html).
var description = regexp.MustCompile(`^[a-zA-Z0-9. _:/()#,@\[\]+=&;{}!$*-]{1,255}$`)

func TestEveryRuleHasADescription(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		for _, id := range ruleIDs(tpl) {
			if text, _ := tpl.Resources[id].Properties["Description"].(string); !description.MatchString(text) {
				t.Errorf("%s is described as %q", id, text)
			}
		}
		for _, group := range tpl.of("AWS::EC2::SecurityGroup") {
			p := tpl.Resources[group].Properties
			if text, _ := p["GroupDescription"].(string); !description.MatchString(text) {
				t.Errorf("%s is described as %q", group, text)
			}
			if p["SecurityGroupIngress"] != nil {
				t.Errorf("%s has rules of its own, which no list of rules shows: %v", group, p["SecurityGroupIngress"])
			}
			// A group without egress rules would get one for everything.
			if egress := list(p["SecurityGroupEgress"]); len(egress) != 1 || at(egress[0], "CidrIp") != "255.255.255.255/32" || at(egress[0], "Description") == nil {
				t.Errorf("%s lets out %v", group, egress)
			}
		}
	})
}

// Both ends of a connection need a rule: what one group sends, the other must take.
func TestRulesMeet(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		type flow struct{ from, to, port any }
		out, in := map[flow]string{}, map[flow]string{}
		for _, id := range ruleIDs(tpl) {
			p := ruleProperties(tpl, id)
			require.Equal(t, p["FromPort"], p["ToPort"], id)
			switch {
			case p["Group"] == nil:
			case p["Type"] == "AWS::EC2::SecurityGroupEgress":
				out[flow{p["GroupId"], p["Group"], p["FromPort"]}] = id
			default:
				in[flow{p["Group"], p["GroupId"], p["FromPort"]}] = id
			}
		}
		require.Len(t, out, 2*len(r.Spec.Compute.Services))
		for f, id := range out {
			if in[f] == "" {
				t.Errorf("%s lets out what nobody lets in: %v", id, f)
			}
		}
		for f, id := range in {
			if out[f] == "" {
				t.Errorf("%s lets in what nobody lets out: %v", id, f)
			}
		}
	})
}

// The load balancer takes requests from CloudFront's prefix list alone, and nobody
// but the load balancer's login reaches an address outside.
func TestOpenRules(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		_, balancer := tpl.only(t, "AWS::ElasticLoadBalancingV2::LoadBalancer")
		group := list(balancer["SecurityGroups"])
		require.Len(t, group, 1)
		login := 0
		for _, id := range ruleIDs(tpl) {
			p := ruleProperties(tpl, id)
			if p["CidrIp"] != nil || p["CidrIpv6"] != nil {
				login++
				if p["Type"] != "AWS::EC2::SecurityGroupEgress" || p["GroupId"] != group[0] || p["FromPort"] != 443.0 || p["CidrIp"] != "0.0.0.0/0" {
					t.Errorf("%s is open: %v", id, p)
				}
			}
			if p["Type"] == "AWS::EC2::SecurityGroupIngress" && p["GroupId"] == group[0] && p["PrefixList"] == nil {
				t.Errorf("%s lets others than CloudFront to the load balancer: %v", id, p)
			}
		}
		if want := len(tpl.of("AWS::Cognito::UserPoolDomain")); login != want {
			t.Errorf("%d open rules, want %d", login, want)
		}
	})
}

// Where no table knows the prefix lists, whoever deploys says them: without a default, a dummy cannot be deployed.
func TestPrefixListParameters(t *testing.T) {
	known, unknown := render(t, "minimal"), render(t, "unknown-lists")
	require.Empty(t, known.regional().Parameters)
	require.Empty(t, unknown.edge().Parameters)
	tpl := unknown.regional()
	require.Len(t, tpl.Parameters, 2)
	used := map[any]string{}
	for _, id := range ruleIDs(tpl) {
		if p := ruleProperties(tpl, id); p["PrefixList"] != nil {
			used[p["PrefixList"]] = tpl.Resources[id].Type
		}
	}
	for _, name := range []string{"CloudFrontPrefixListId", "S3PrefixListId"} {
		require.Nil(t, at(tpl.Parameters[name], "Default"), name)
		require.NotEmpty(t, used["${"+name+"}"], "%s is asked for and not used", name)
	}
}
