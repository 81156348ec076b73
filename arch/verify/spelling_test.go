package verify_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/verify"
)

// asAttribute are attributes that return what Ref returns, by the pages of the types in
// docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference.
var asAttribute = map[string]string{
	"AWS::EC2::VPC": "VpcId", "AWS::EC2::Subnet": "SubnetId", "AWS::EC2::RouteTable": "RouteTableId", "AWS::EC2::InternetGateway": "InternetGatewayId",
	"AWS::ElasticLoadBalancingV2::LoadBalancer": "LoadBalancerArn", "AWS::ElasticLoadBalancingV2::Listener": "ListenerArn",
	"AWS::ElasticLoadBalancingV2::TargetGroup": "TargetGroupArn", "AWS::ECS::TaskDefinition": "TaskDefinitionArn",
	"AWS::SNS::Topic": "TopicArn", "AWS::Cognito::UserPool": "UserPoolId", "AWS::Cognito::UserPoolClient": "ClientId", "AWS::SecretsManager::Secret": "Id",
}

// However a reference is spelled, the verdicts are the same.
func TestReferencesByAttribute(t *testing.T) {
	for _, name := range []string{"chat", "hello"} {
		before := verdictsBy(t, name, "")
		for _, kind := range slices.Sorted(maps.Keys(asAttribute)) {
			t.Run(name+" "+kind, func(t *testing.T) {
				require.Equal(t, before, verdictsBy(t, name, kind))
			})
		}
	}
}

// verdictsBy are those of an application in which every Ref to one kind of resource is written as GetAtt.
func verdictsBy(t *testing.T, name, kind string) []string {
	t.Helper()
	a := &draft{t: t, app: applicationOf(t, name, name+"-edge"), regions: maps.Clone(regions)}
	count := 0
	for i := range a.app {
		resources := a.resources(i)
		for _, r := range resources {
			if r := r.(map[string]any); r["Properties"] != nil {
				r["Properties"] = respelled(r["Properties"], resources, kind, &count)
			}
		}
	}
	if _, isEmpty := asAttribute[kind]; isEmpty && count == 0 {
		t.Skip("nothing refers to one here")
	}
	report, err := verify.Check(a.templates()...)
	require.NoError(t, err)
	var all []string
	for _, r := range report.Results {
		all = append(all, r.Property+" of "+r.Subject+": "+string(r.Verdict))
	}
	return all
}

func respelled(v any, resources map[string]any, kind string, count *int) any {
	switch v := v.(type) {
	case map[string]any:
		if id, isRef := v["Ref"].(string); isRef && len(v) == 1 {
			if r, of := resources[id].(map[string]any); of && r["Type"] == kind {
				*count++
				return map[string]any{"Fn::GetAtt": []any{id, asAttribute[kind]}}
			}
		}
		for k := range v {
			v[k] = respelled(v[k], resources, kind, count)
		}
	case []any:
		for i := range v {
			v[i] = respelled(v[i], resources, kind, count)
		}
	}
	return v
}
