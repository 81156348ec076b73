package arch_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var stackOutput = regexp.MustCompile(`"Fn::GetStackOutput":(\{[^}]*\})`)

// The edge reads the regional stack's outputs by name, when it is deployed.
func TestTheEdgeReadsOutputsThatExist(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		read := map[string]bool{}
		for _, found := range stackOutput.FindAllSubmatch(r.edge().raw, -1) {
			var reference struct{ StackName, Region, OutputName string }
			require.NoError(t, json.Unmarshal(found[1], &reference))
			if reference.StackName != r.regional().name || reference.Region != r.Spec.Region {
				t.Errorf("the edge reads %+v", reference)
			}
			if r.regional().Outputs[reference.OutputName] == nil {
				t.Errorf("the edge reads output %s, and the regional stack has %q", reference.OutputName, slices.Sorted(maps.Keys(r.regional().Outputs)))
			}
			read[reference.OutputName] = true
		}
		want := []string{"LoadBalancerDNSName"}
		if origin := len(r.edge().of("AWS::CloudFront::VpcOrigin")); origin > 0 {
			want = []string{"LoadBalancerArn", "LoadBalancerDNSName"}
		}
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(read))); diff != "" {
			t.Errorf("outputs that the edge reads (-want +got):\n%s", diff)
		}
	})
}

// A reference by name orders nothing: the manifest must say what comes first.
func TestTheEdgeComesAfterTheRegion(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		artifacts := r.Manifest["artifacts"]
		regional, edge := r.Spec.Name, r.Spec.Name+"-edge"
		if diff := cmp.Diff([]any{regional}, at(artifacts, edge, "dependencies")); diff != "" {
			t.Errorf("dependencies of the edge stack (-want +got):\n%s", diff)
		}
		require.Nil(t, at(artifacts, regional, "dependencies"))
		require.Equal(t, []string{regional, edge}, []string{r.Stacks[0].Name, r.Stacks[1].Name})
		require.Equal(t, []string{r.Spec.Region, "us-east-1"}, []string{r.Stacks[0].Region, r.Stacks[1].Region})
		for _, stack := range r.Stacks {
			require.Equal(t, "aws://unknown-account/"+stack.Region, at(artifacts, stack.Name, "environment"))
		}
	})
}

// CloudFormation reads the secret in the Region of the distribution's stack.
func TestTheSecretIsWhereTheEdgeIs(t *testing.T) {
	replicated := []any{map[string]any{"Region": "us-east-1"}}
	for name, want := range map[string]any{"full": replicated, "both-ports": replicated, "certificates": replicated, "no-login": replicated, "us-east-1": nil} {
		t.Run(name, func(t *testing.T) {
			r := render(t, name)
			_, secret := r.regional().only(t, "AWS::SecretsManager::Secret")
			if diff := cmp.Diff(want, secret["ReplicaRegions"]); diff != "" {
				t.Errorf("copies (-want +got):\n%s", diff)
			}
			header := at(distribution(t, r), "Origins", 0, "OriginCustomHeaders")
			wantHeader := []any{map[string]any{"HeaderName": "X-Origin-Verify", "HeaderValue": "{{resolve:secretsmanager:" + secret["Name"].(string) + ":SecretString}}"}}
			if diff := cmp.Diff(wantHeader, header); diff != "" {
				t.Errorf("the origin's headers (-want +got):\n%s", diff)
			}
		})
	}
	for _, name := range []string{"minimal", "internal-domain"} {
		require.Empty(t, render(t, name).regional().of("AWS::SecretsManager::Secret"), "%s: nobody else reaches an internal load balancer", name)
	}
}

func TestListeners(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		_, balancer := tpl.only(t, "AWS::ElasticLoadBalancingV2::LoadBalancer")
		public := balancer["Scheme"] == "internet-facing"
		var forwarding string
		for _, listener := range tpl.of("AWS::ElasticLoadBalancingV2::Listener") {
			p := tpl.Resources[listener].Properties
			actions := list(p["DefaultActions"])
			require.Len(t, actions, 1)
			if at(actions[0], "Type") == "redirect" {
				require.Equal(t, []any{80.0, "HTTPS", "443", "HTTP_301"}, []any{p["Port"], at(actions[0], "RedirectConfig", "Protocol"), at(actions[0], "RedirectConfig", "Port"), at(actions[0], "RedirectConfig", "StatusCode")})
				continue
			}
			forwarding = listener
			require.Equal(t, "403", at(actions[0], "FixedResponseConfig", "StatusCode"), "what no rule takes is refused")
			want := []any{443.0, "HTTPS"}
			if !public {
				want = []any{80.0, "HTTP"}
			}
			require.Equal(t, want, []any{p["Port"], p["Protocol"]})
			require.Equal(t, public, p["Certificates"] != nil)
		}
		rules := tpl.of("AWS::ElasticLoadBalancingV2::ListenerRule")
		require.Len(t, rules, len(r.Spec.Compute.Services))
		priorities := map[any]bool{}
		for _, rule := range rules {
			p := tpl.Resources[rule].Properties
			require.Equal(t, forwarding, id(p["ListenerArn"]))
			require.False(t, priorities[p["Priority"]], "two rules of one priority")
			priorities[p["Priority"]] = true
			demandsSecret(t, tpl, p, public)
			loginComesFirst(t, tpl, p, len(tpl.of("AWS::Cognito::UserPoolDomain")) > 0)
		}
	})
}

// demandsSecret holds each rule of an internet-facing load balancer to the header: CloudFront's
// addresses are those of every distribution of every account.
func demandsSecret(t *testing.T, tpl template, rule map[string]any, public bool) {
	t.Helper()
	var headers []any
	for _, condition := range list(rule["Conditions"]) {
		if at(condition, "Field") == "http-header" {
			headers = append(headers, at(condition, "HttpHeaderConfig"))
		}
	}
	if !public {
		require.Empty(t, headers)
		return
	}
	secret, _ := tpl.only(t, "AWS::SecretsManager::Secret")
	want := []any{map[string]any{"HttpHeaderName": "X-Origin-Verify", "Values": []any{"{{resolve:secretsmanager:${" + secret + "}:SecretString:::}}"}}}
	if diff := cmp.Diff(want, headers); diff != "" {
		t.Errorf("headers that the rule demands (-want +got):\n%s", diff)
	}
}

func loginComesFirst(t *testing.T, tpl template, rule map[string]any, login bool) {
	t.Helper()
	types := map[any]any{}
	for _, action := range list(rule["Actions"]) {
		order := at(action, "Order")
		if order == nil {
			order = 1.0
		}
		types[order] = at(action, "Type")
		if config := at(action, "AuthenticateCognitoConfig"); config != nil {
			require.Equal(t, "authenticate", at(config, "OnUnauthenticatedRequest"), "anything else lets strangers in")
			require.Equal(t, tpl.of("AWS::Cognito::UserPool"), ids(at(config, "UserPoolArn")))
		}
	}
	want := map[any]any{1.0: "forward"}
	if login {
		want = map[any]any{1.0: "authenticate-cognito", 2.0: "forward"}
	}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("actions by order (-want +got):\n%s", diff)
	}
}

// The distribution forwards every header, cookie and method, or WebSockets, logins and uploads fail, and caches nothing.
func TestTheDistributionForwardsEverything(t *testing.T) {
	const allViewer, cachingDisabled = "216adef6-5c7f-47e4-b989-5492eafa07d3", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
	eachSpec(t, func(t *testing.T, r rendered) {
		config := distribution(t, r)
		behavior := at(config, "DefaultCacheBehavior")
		require.Equal(t, []any{allViewer, cachingDisabled, "redirect-to-https"}, []any{at(behavior, "OriginRequestPolicyId"), at(behavior, "CachePolicyId"), at(behavior, "ViewerProtocolPolicy")})
		require.Len(t, at(behavior, "AllowedMethods"), 7)
		require.Len(t, list(config["Origins"]), 1)
		require.Equal(t, at(config, "Origins", 0, "Id"), at(behavior, "TargetOriginId"))
		if domain := r.Spec.Edge.Domain; domain == "" {
			require.Nil(t, config["Aliases"])
			require.Nil(t, config["ViewerCertificate"])
		} else {
			require.Equal(t, []any{domain}, config["Aliases"])
			require.Equal(t, "TLSv1.2_2021", at(config, "ViewerCertificate", "MinimumProtocolVersion"))
			require.NotEmpty(t, at(config, "ViewerCertificate", "AcmCertificateArn"))
		}
	})
}
