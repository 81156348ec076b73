package arch_test

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// reachedBy are the endpoints that the actions of an IAM prefix go through
// (docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html).
// Tasks use keys through S3 alone, which calls KMS itself.
var reachedBy = map[string][]string{
	"bedrock": {"bedrock-runtime"}, "cloudwatch": {"monitoring"}, "cognito-idp": {"cognito-idp"}, "ecr": {"ecr.api", "ecr.dkr"},
	"kms": {}, "logs": {"logs"}, "s3": {"s3"}, "secretsmanager": {"secretsmanager"}, "ssm": {"ssm"}, "ssmmessages": {"ssmmessages"},
}

// endpointStatements are the statements of all endpoints; their owner is the service.
func endpointStatements(tpl template) []statement {
	var all []statement
	for _, endpoint := range tpl.of("AWS::EC2::VPCEndpoint") {
		p := tpl.Resources[endpoint].Properties
		service := strings.TrimPrefix(p["ServiceName"].(string), "com.amazonaws."+tpl.region+".")
		all = append(all, statements(service, p["PolicyDocument"])...)
	}
	return all
}

// covers tells whether a request that a role may make passes an endpoint's statement.
func (s statement) covers(role statement, action, resource string) bool {
	if !slices.Contains(s.actions, action) || !slices.ContainsFunc(s.resources, func(pattern string) bool { return matches(pattern, resource) }) {
		return false
	}
	for operator, keys := range s.conditions {
		for key, value := range keys.(map[string]any) {
			bound := operator == "StringEquals" && (key == "aws:PrincipalAccount" || key == "aws:ResourceAccount") && value == account
			if !bound && fmt.Sprint(at(role.conditions, operator, key)) != fmt.Sprint(value) {
				return false
			}
		}
	}
	return true
}

// matches tells whether every ARN of resource, whose own "*" stand for anything, is among those of pattern.
func matches(pattern, resource string) bool {
	if pattern == "*" || pattern == resource {
		return true
	}
	ok, err := path.Match(strings.NewReplacer("[", `\[`, "/", "\x00").Replace(pattern), strings.ReplaceAll(resource, "/", "\x00"))
	return err == nil && ok
}

func TestEndpointsLetThroughWhatRolesMayDo(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		endpoints := endpointStatements(tpl)
		for _, role := range roleStatements(tpl) {
			for _, action := range role.actions {
				prefix, _, _ := strings.Cut(action, ":")
				services, known := reachedBy[prefix]
				require.True(t, known, "no endpoint is known for %s", action)
				if prefix == "kms" {
					require.Equal(t, "s3."+tpl.region+".amazonaws.com", at(role.conditions, "StringEquals", "kms:ViaService"), "%s would need an endpoint of KMS", action)
				}
				for _, service := range services {
					for _, resource := range role.resources {
						if !slices.ContainsFunc(endpoints, func(s statement) bool { return s.owner == service && s.covers(role, action, resource) }) {
							t.Errorf("%s %s may %s on %s, and the endpoint of %s refuses it", role.owner, role.sid, action, resource, service)
						}
					}
				}
			}
		}
	})
}

// What endpoints let through without a role that may do it: image layers by
// pre-signed URL, the sign-in calls that carry no signature, and what the spec adds.
var withoutRole = []string{"ImageLayers", "Unsigned", "Extra"}

func TestEndpointsLetThroughNothingElse(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		roles := roleStatements(tpl)
		for _, s := range endpointStatements(tpl) {
			require.Equal(t, "*", s.principal, "an endpoint's policy takes no other principal with conditions")
			bound := at(s.conditions, "StringEquals", "aws:PrincipalAccount") == account
			if signed := s.sid != "ImageLayers" && s.sid != "Unsigned"; bound != signed {
				t.Errorf("%s %s is bound to the account: %t, want %t", s.owner, s.sid, bound, signed)
			}
			if s.owner == "s3" && s.sid != "ImageLayers" && at(s.conditions, "StringEquals", "aws:ResourceAccount") != account {
				t.Errorf("s3 %s lets data out to buckets of other accounts", s.sid)
			}
			if slices.Contains(withoutRole, s.sid) {
				continue
			}
			for _, action := range s.actions {
				for _, resource := range s.resources {
					granted := func(role statement) bool {
						return slices.Contains(role.actions, action) && slices.Contains(role.resources, resource)
					}
					if !slices.ContainsFunc(roles, granted) {
						t.Errorf("%s %s lets through %s on %s, which no role may do", s.owner, s.sid, action, resource)
					}
				}
			}
		}
	})
}

// Every endpoint is in all private subnets, wears one group, and answers to the service's public name.
func TestEndpointsAreWhereTheTasksAre(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		subnets, table := privateSubnets(tpl), tableOf(t, tpl)
		for _, endpoint := range tpl.of("AWS::EC2::VPCEndpoint") {
			p := tpl.Resources[endpoint].Properties
			if p["VpcEndpointType"] == "Gateway" {
				for _, subnet := range subnets {
					require.Contains(t, ids(p["RouteTableIds"]), table[subnet], endpoint)
				}
				continue
			}
			got := ids(p["SubnetIds"])
			slices.Sort(got)
			require.Equal(t, subnets, got, endpoint)
			require.Equal(t, true, p["PrivateDnsEnabled"], endpoint)
			require.Len(t, list(p["SecurityGroupIds"]), 1, endpoint)
		}
	})
}

// The endpoints that a case must have, by name: what is derived must be derived.
func TestDerivedEndpoints(t *testing.T) {
	always := []string{"ecr.api", "ecr.dkr", "logs", "s3"}
	for name, more := range map[string][]string{
		"full": {"bedrock-runtime", "monitoring"}, "minimal": {"monitoring", "cognito-idp"}, "off": {},
		"exec":    {"bedrock-runtime", "monitoring", "ssmmessages"},
		"secrets": {"monitoring", "cognito-idp", "secretsmanager", "ssm"}, "extra-endpoint": {"monitoring", "cognito-idp", "sqs"},
	} {
		t.Run(name, func(t *testing.T) {
			want := append(slices.Clone(always), more...)
			tpl := render(t, name).regional()
			var got []string
			for _, endpoint := range tpl.of("AWS::EC2::VPCEndpoint") {
				got = append(got, strings.TrimPrefix(tpl.Resources[endpoint].Properties["ServiceName"].(string), "com.amazonaws.eu-west-1."))
			}
			slices.Sort(want)
			slices.Sort(got)
			require.Equal(t, want, got)
		})
	}
}
