package arch_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// statement is one statement of a policy, with lists in place of lone values.
type statement struct {
	sid, owner         string
	effect             any
	actions, resources []string
	conditions         map[string]any
	principal          any
}

func statements(owner string, document any) []statement {
	var all []statement
	for _, s := range list(at(document, "Statement")) {
		conditions, _ := at(s, "Condition").(map[string]any)
		sid, _ := at(s, "Sid").(string)
		all = append(all, statement{
			sid: sid, owner: owner, effect: at(s, "Effect"), actions: texts(at(s, "Action")), resources: texts(at(s, "Resource")),
			conditions: conditions, principal: at(s, "Principal"),
		})
	}
	return all
}

func roleStatements(tpl template) []statement {
	var all []statement
	for _, policy := range tpl.of("AWS::IAM::ManagedPolicy") {
		all = append(all, statements(policy, tpl.Resources[policy].Properties["PolicyDocument"])...)
	}
	return all
}

func TestPoliciesNameTheirActionsAndResources(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		all := roleStatements(tpl)
		require.NotEmpty(t, all)
		for _, s := range append(all, endpointStatements(tpl)...) {
			require.Equal(t, "Allow", s.effect)
			require.NotEmpty(t, s.actions)
			require.NotEmpty(t, s.resources)
			for _, action := range s.actions {
				if !regexp.MustCompile(`^[a-z0-9-]+:[A-Z][A-Za-z]+$`).MatchString(action) {
					t.Errorf("%s %s allows %q", s.owner, s.sid, action)
				}
			}
			for _, resource := range s.resources {
				switch {
				case resource == "*":
					s.mayNameEverything(t)
				// Objects and log streams have no names before they exist.
				case strings.Contains(strings.TrimSuffix(strings.TrimSuffix(resource, "/*"), ":*"), "*"):
					t.Errorf("%s %s is on %q", s.owner, s.sid, resource)
				case strings.HasSuffix(resource, "/*") && !strings.HasPrefix(resource, "arn:aws:s3:::"), strings.HasSuffix(resource, ":*") && !strings.Contains(resource, ":log-group:"):
					t.Errorf("%s %s is on %q", s.owner, s.sid, resource)
				}
			}
		}
	})
}

// unsigned are operations of Cognito that carry no signature: an endpoint's policy can name no resource of theirs
// (docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html).
var unsigned = []string{
	"cognito-idp:AssociateSoftwareToken", "cognito-idp:VerifySoftwareToken", "cognito-idp:ForgotPassword", "cognito-idp:ConfirmForgotPassword",
	"cognito-idp:SignUp", "cognito-idp:ConfirmSignUp", "cognito-idp:ResendConfirmationCode",
}

// mayNameEverything fails where AWS would accept another resource than "*"
// (docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
func (s statement) mayNameEverything(t *testing.T) {
	for _, action := range s.actions {
		switch {
		case action == "ecr:GetAuthorizationToken", strings.HasPrefix(action, "ssmmessages:"):
		case s.principal != nil && slices.Contains(unsigned, action):
		case action == "cloudwatch:PutMetricData":
			if namespace, _ := at(s.conditions, "StringEquals", "cloudwatch:namespace").(string); namespace == "" || strings.Contains(namespace, "*") {
				t.Errorf("%s %s puts metrics into namespace %q", s.owner, s.sid, namespace)
			}
		default:
			t.Errorf("%s %s allows %s on everything", s.owner, s.sid, action)
		}
	}
}

func TestRolesHaveManagedPoliciesOnly(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		for _, tpl := range r.Templates {
			for id, resource := range tpl.Resources {
				switch {
				case slices.Contains([]string{"AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::User", "AWS::IAM::Group"}, resource.Type):
					t.Errorf("%s is a %s", id, resource.Type)
				case resource.Type == "AWS::IAM::Role":
					if resource.Properties["Policies"] != nil || resource.Properties["ManagedPolicyArns"] != nil {
						t.Errorf("%s has policies beside its own: %v", id, resource.Properties)
					}
					want := map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{
						"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": map[string]any{"Service": "ecs-tasks.amazonaws.com"},
					}}}
					if diff := cmp.Diff(want, resource.Properties["AssumeRolePolicyDocument"]); diff != "" {
						t.Errorf("who may wear %s (-want +got):\n%s", id, diff)
					}
				}
			}
		}
		if n := len(r.regional().of("AWS::IAM::Role")); n != 2*len(r.Spec.Compute.Services) {
			t.Errorf("%d roles for %d services", n, len(r.Spec.Compute.Services))
		}
	})
}

// Policies have limits that no template shows: white space does not count, what stands
// for something else counts as what it becomes
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
// docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html).
func TestPoliciesAreNotTooLong(t *testing.T) {
	size := func(document any) int {
		data, err := json.Marshal(document)
		require.NoError(t, err)
		return len(data)
	}
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		policies := map[string]int{}
		for _, id := range tpl.of("AWS::IAM::ManagedPolicy") {
			p := tpl.Resources[id].Properties
			if n := size(p["PolicyDocument"]); n > 6144 {
				t.Errorf("%s has %d characters, and IAM takes 6144", id, n)
			}
			for _, role := range ids(p["Roles"]) {
				policies[role]++
			}
		}
		for role, n := range policies {
			if n > 10 {
				t.Errorf("%s has %d policies, and IAM takes 10", role, n)
			}
		}
		for _, id := range tpl.of("AWS::EC2::VPCEndpoint") {
			if n := size(tpl.Resources[id].Properties["PolicyDocument"]); n > 20480 {
				t.Errorf("the policy of %s has %d characters, and EC2 takes 20480", id, n)
			}
		}
		if name := r.Spec.Name; len(r.Spec.Compute.Services[0].Models) > 10 && len(tpl.of("AWS::IAM::ManagedPolicy")) < 3 {
			t.Errorf("%s: its models were to need more than one policy", name)
		}
	})
}
