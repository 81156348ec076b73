package archspec_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
)

// permit is one thing that a policy allows.
type permit struct{ action, resource string }

func permits(statements []plan.Statement) map[permit]bool {
	all := map[permit]bool{}
	for _, s := range statements {
		for _, a := range s.Actions {
			for _, r := range s.Resources {
				all[permit{a, r}] = true
			}
		}
	}
	return all
}

func needs(p archspec.Plan) []plan.Need {
	all := slices.Concat(p.Compute.Needs, p.Auth.Needs)
	for _, e := range p.Spec.Network.ExtraEndpoints {
		all = append(all, plan.Need{Service: e.Service, Reason: plan.Reason{Text: e.Reason}, Statements: []plan.Statement{{Actions: e.Actions, Resources: e.Resources}}})
	}
	return all
}

// Every need has one endpoint; no endpoint is there without a need; and each
// endpoint's policy is the union of what its needs may do.
func TestEndpointsAnswerTheNeeds(t *testing.T) {
	sid := regexp.MustCompile(`^[A-Za-z0-9]+$`)
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		want := map[awsservice.Service]map[permit]bool{}
		for _, n := range needs(p) {
			if want[n.Service] == nil {
				want[n.Service] = map[permit]bool{}
			}
			maps.Copy(want[n.Service], permits(n.Statements))
		}
		got := map[awsservice.Service]map[permit]bool{}
		for _, e := range p.Network.Endpoints {
			if got[e.Service] != nil {
				t.Errorf("there are two endpoints for %s", e.Service)
			}
			got[e.Service] = permits(e.Statements)
			sids := map[string]bool{}
			for _, s := range e.Statements {
				if sids[s.Sid] || !sid.MatchString(s.Sid) {
					t.Errorf("%s: Sid %q is there twice, or is none", e.Service, s.Sid)
				}
				sids[s.Sid] = true
				if len(s.Actions) == 0 || len(s.Resources) == 0 {
					t.Errorf("%s: %s allows nothing", e.Service, s.Sid)
				}
			}
		}
		for service, permits := range want {
			for permit := range permits {
				if !got[service][permit] {
					t.Errorf("endpoint %s does not let %v through", service, permit)
				}
			}
		}
		for service, permits := range got {
			for permit := range permits {
				if !want[service][permit] {
					t.Errorf("endpoint %s lets %v through, which nothing needs", service, permit)
				}
			}
		}
	})
}

// Whatever a role may do reaches AWS, and whatever passes an endpoint a role may do:
// but for image layers and logins under way, which carry no role, keys, which S3
// uses by itself, and what the user adds.
func TestEndpointsMatchTheRoles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		roles := map[permit]bool{}
		for _, s := range p.Compute.Services {
			maps.Copy(roles, permits(s.ExecutionRole.Statements))
			maps.Copy(roles, permits(s.TaskRole.Statements))
		}
		extra := map[permit]bool{}
		for _, e := range p.Spec.Network.ExtraEndpoints {
			maps.Copy(extra, permits([]plan.Statement{{Actions: e.Actions, Resources: e.Resources}}))
		}
		passes := map[permit]bool{}
		for _, e := range p.Network.Endpoints {
			for _, s := range e.Statements {
				for permit := range permits([]plan.Statement{s}) {
					passes[permit] = true
					if !roles[permit] && !s.AnyPrincipal && !extra[permit] {
						t.Errorf("endpoint %s lets %v through, which no role may do", e.Service, permit)
					}
				}
			}
		}
		for permit := range roles {
			if !passes[permit] && !strings.HasPrefix(permit.action, "kms:") {
				t.Errorf("a role may do %v, which no endpoint lets through", permit)
			}
		}
	})
}

// A policy without a condition on the account would let a stolen key of another account out.
func TestEndpointsAreBoundToTheAccount(t *testing.T) {
	account := func(key string) plan.Condition {
		return plan.Condition{Operator: "StringEquals", Key: key, Values: []string{"${AWS::AccountId}"}}
	}
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		for _, e := range p.Network.Endpoints {
			for _, s := range e.Statements {
				want := map[string]bool{
					"aws:PrincipalAccount": s.Sid != "ImageLayers" && s.Sid != "Unsigned",
					"aws:ResourceAccount":  e.Service == awsservice.S3 && s.Sid != "ImageLayers",
					"cloudwatch:namespace": strings.HasPrefix(s.Sid, "PutMetrics"),
				}
				got := map[string]bool{}
				for _, c := range s.Conditions {
					got[c.Key] = true
					if strings.HasPrefix(c.Key, "aws:") && !cmp.Equal(c, account(c.Key)) {
						t.Errorf("%s: %s has the condition %v", e.Service, s.Sid, c)
					}
				}
				for key := range want {
					if got[key] != want[key] {
						t.Errorf("%s: %s has a condition on %s: %t, want %t", e.Service, s.Sid, key, got[key], want[key])
					}
					delete(got, key)
				}
				if len(got) > 0 {
					t.Errorf("%s: %s has conditions on %v", e.Service, s.Sid, got)
				}
			}
		}
	})
}

// A thousand services make one statement of a thousand resources.
func TestPoliciesJoinStatements(t *testing.T) {
	p, err := ofServices(20).Plan()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range p.Network.Endpoints {
		var all []string
		for _, s := range e.Statements {
			all = append(all, fmt.Sprintf("%s %d", s.Sid, len(s.Resources)))
		}
		got[string(e.Service)] = strings.Join(all, ", ")
	}
	want := map[string]string{
		"s3":              "ImageLayers 1, ListBuckets 2, ReadObjects 1, ReadWriteObjects 1",
		"ecr.api":         "RegistryToken 1, PullImage 1",
		"ecr.dkr":         "RegistryToken 1, PullImage 1",
		"logs":            "WriteLogs 20",
		"bedrock-runtime": "InvokeModels 8",
		"secretsmanager":  "ReadSecrets 1",
		"ssm":             "ReadParameters 1",
		"sqs":             "Extra 1",
	}
	metrics := got["monitoring"]
	delete(got, "monitoring")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
	// Each service's metrics go to a namespace of its own.
	if n := strings.Count(metrics, "PutMetrics"); n != 20 || !strings.HasPrefix(metrics, "PutMetrics 1, PutMetrics2 1, PutMetrics3 1") {
		t.Errorf("monitoring has %d statements: %s", n, metrics)
	}
}
