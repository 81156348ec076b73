package archspec_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
)

func planned(t *rapid.T) archspec.Plan {
	p, err := valid().Draw(t, "spec").Plan()
	require.NoError(t, err)
	return p
}

func TestRulesAreDistinct(t *testing.T) {
	type rule struct {
		group     string
		direction plan.Direction
		port      int
		peer      plan.Peer
	}
	// docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
	description := regexp.MustCompile(`^[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{1,255}$`)
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		groups, rules, ids := map[string]bool{}, map[rule]string{}, map[string]bool{}
		for _, g := range p.SecurityGroups() {
			if groups[g.Role] || g.Title == "" || g.Purpose == "" {
				t.Errorf("group %+v is there twice, or nameless", g)
			}
			groups[g.Role] = true
		}
		for _, r := range p.Compute.Rules {
			key := rule{r.Group, r.Direction, r.Port, r.Peer}
			if rules[key] != "" {
				t.Errorf("rules %s and %s are the same", rules[key], r.ID)
			}
			if ids[r.ID] {
				t.Errorf("two rules have the id %s", r.ID)
			}
			rules[key], ids[r.ID] = r.ID, true
			if !groups[r.Group] || r.Peer.Kind == plan.PeerGroup && !groups[r.Peer.Name] {
				t.Errorf("rule %s joins unknown groups", r.ID)
			}
			if !description.MatchString(r.Description) || r.Reason.Text == "" {
				t.Errorf("rule %s has the description %q and the reason %q", r.ID, r.Description, r.Reason.Text)
			}
		}
		// A rule from one group to another has its other half.
		for key, id := range rules {
			if key.peer.Kind != plan.PeerGroup {
				continue
			}
			other := rule{key.peer.Name, plan.Ingress, key.port, plan.Peer{Kind: plan.PeerGroup, Name: key.group}}
			if key.direction == plan.Ingress {
				other.direction = plan.Egress
			}
			if rules[other] == "" {
				t.Errorf("rule %s has no other half", id)
			}
		}
	})
}

func TestNoIngressFromTheInternet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		login := p.Auth.Spec.Mode == authspec.ModeLoadBalancer
		for _, r := range p.Compute.Rules {
			open := r.Peer.Kind == plan.PeerAnyIPv4
			if open && !(login && r.Group == plan.GroupLoadBalancer && r.Direction == plan.Egress && r.Port == 443) {
				t.Errorf("rule %s is open to any address", r.ID)
			}
			if r.Direction == plan.Ingress && r.Group == plan.GroupLoadBalancer && r.Peer != (plan.Peer{Kind: plan.PeerPrefixList, Name: plan.CloudFrontPrefixList}) {
				t.Errorf("rule %s lets others than CloudFront reach the load balancer", r.ID)
			}
		}
	})
}

func TestIDsAreUnique(t *testing.T) {
	pascal := regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	rapid.Check(t, func(t *rapid.T) {
		p := planned(t)
		all := map[string][]string{}
		for _, a := range slices.Concat(p.RegionalAlarms(), p.EdgeAlarms()) {
			all["alarm"] = append(all["alarm"], a.ID)
		}
		for _, b := range p.Compute.Buckets {
			if !b.Existing {
				all["bucket"] = append(all["bucket"], b.ID)
			}
		}
		for _, s := range p.Compute.Services {
			all["service"] = append(all["service"], s.ID)
		}
		for kind, ids := range all {
			slices.Sort(ids)
			if len(slices.Compact(slices.Clone(ids))) != len(ids) {
				t.Errorf("%s ids are not unique: %v", kind, ids)
			}
			for _, id := range ids {
				if !pascal.MatchString(id) {
					t.Errorf("%s id %q is not in PascalCase", kind, id)
				}
			}
		}
		names := map[string]bool{}
		for _, l := range slices.Concat(p.Compute.LogGroups, p.Edge.LogGroups) {
			if names[l.Name] || l.Holds == "" {
				t.Errorf("log group %q is there twice, or holds nothing", l.Name)
			}
			names[l.Name] = true
		}
	})
}

// A role names each action, and holds every statement to resources, but for the
// actions that AWS lets take nothing else.
func TestRolesNameTheirActions(t *testing.T) {
	action := regexp.MustCompile(`^[a-z0-9-]+:[A-Za-z]+$`)
	onlyStar := []string{"ecr:GetAuthorizationToken", "cloudwatch:PutMetricData",
		"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"}
	rapid.Check(t, func(t *rapid.T) {
		for _, s := range planned(t).Compute.Services {
			for _, role := range []plan.Role{s.ExecutionRole, s.TaskRole} {
				sids := map[string]bool{}
				for _, st := range role.Statements {
					if sids[st.Sid] || st.Sid == "" || st.Reason == "" || len(st.Actions) == 0 || len(st.Resources) == 0 {
						t.Errorf("%s: statement %+v lacks something", role.ID, st)
					}
					sids[st.Sid] = true
					for _, a := range st.Actions {
						if !action.MatchString(a) {
							t.Errorf("%s: %s allows %q", role.ID, st.Sid, a)
						}
						if slices.Contains(st.Resources, "*") && !slices.Contains(onlyStar, a) {
							t.Errorf("%s: %s allows %s on everything", role.ID, st.Sid, a)
						}
					}
					for _, r := range st.Resources {
						if r != "*" && strings.ContainsAny(strings.TrimSuffix(strings.TrimSuffix(r, "/*"), ":*"), "*?") {
							t.Errorf("%s: %s allows %q", role.ID, st.Sid, r)
						}
					}
				}
			}
		}
	})
}

// What each service wants of its buckets and models is what its role says, no less and no more.
func TestTaskRoleIsWhatTheSpecSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, s := range planned(t).Compute.Services {
			got := map[string][]string{}
			for _, st := range s.TaskRole.Statements {
				for _, r := range st.Resources {
					got[r] = append(got[r], st.Actions...)
				}
			}
			for _, b := range s.Buckets {
				name := b.Existing
				if name == "" {
					name = bucketName(s, b.Name)
				}
				want := []string{"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"}
				if b.Access == computespec.ReadOnly {
					want = []string{"s3:GetObject"}
				}
				arn := "arn:${AWS::Partition}:s3:::" + name
				if diff := cmp.Diff(want, got[arn+"/*"]); diff != "" {
					t.Errorf("objects of %s (-want +got):\n%s", name, diff)
				}
				if diff := cmp.Diff([]string{"s3:ListBucket"}, got[arn]); diff != "" {
					t.Errorf("bucket %s (-want +got):\n%s", name, diff)
				}
				delete(got, arn)
				delete(got, arn+"/*")
			}
			for _, id := range s.Models {
				if m, _ := awsservice.ParseBedrockModel(id); m.Geography != "" {
					arn := "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/" + id
					if diff := cmp.Diff([]string{"bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"}, got[arn]); diff != "" {
						t.Errorf("profile %s (-want +got):\n%s", id, diff)
					}
				}
			}
			for r := range got {
				if strings.Contains(r, ":s3:::") || len(s.Models) == 0 && strings.Contains(r, ":bedrock:") {
					t.Errorf("role %s may use %s, which the spec does not name", s.TaskRole.ID, r)
				}
			}
		}
	})
}

// bucketName finds what the container is told of a made bucket.
func bucketName(s computespec.ServicePlan, bucket string) string {
	variable := "BUCKET_" + strings.ToUpper(strings.ReplaceAll(bucket, "-", "_"))
	for _, v := range s.Variables {
		if v.Name == variable {
			return v.Value
		}
	}
	return "no variable " + variable
}
