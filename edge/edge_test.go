package edge_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/edge"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const loadBalancer = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/mine/0123456789abcdef"

var (
	public  = edge.Origin{DNSName: "origin.example.com", Port: 443, SecretName: "mine/origin-verify"}
	private = edge.Origin{DNSName: "internal-mine.eu-west-1.elb.amazonaws.com", ARN: loadBalancer}
)

// groups are log groups of the user's own.
func groups(stack awscdk.Stack) map[string]awslogs.LogGroup {
	made := map[string]awslogs.LogGroup{}
	for id, name := range map[string]string{"waf": "aws-waf-logs-mine", "cloudfront": "/mine/cloudfront"} {
		made[id] = awslogs.NewLogGroup(stack, jsii.String("Logs-"+id), &awslogs.LogGroupProps{LogGroupName: &name})
	}
	return made
}

func TestResources(t *testing.T) {
	always := map[string]int{
		"AWS::CloudFront::Distribution": 1, "AWS::WAFv2::WebACL": 1, "AWS::WAFv2::LoggingConfiguration": 1,
		"AWS::Logs::LogGroup": 2, "AWS::Logs::ResourcePolicy": 1, "AWS::Logs::Delivery": 1, "AWS::Logs::DeliverySource": 1, "AWS::Logs::DeliveryDestination": 1,
	}
	const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
	tests := map[string]struct {
		spec   edge.Spec
		origin edge.Origin
		differ map[string]int
	}{
		"internet-facing": {origin: public},
		"internal":        {origin: private, differ: map[string]int{"AWS::CloudFront::VpcOrigin": 1}},
		"hosted zone": {spec: edge.Spec{Domain: "chat.example.com", HostedZoneID: "Z0123456789ABCDEFGHIJ"}, origin: public, differ: map[string]int{
			"AWS::CertificateManager::Certificate": 1, "AWS::Route53::RecordSet": 2,
		}},
		"certificate": {spec: edge.Spec{Domain: "chat.example.com", ViewerCertificateARN: certificate}, origin: public},
		"certificate and zone": {spec: edge.Spec{Domain: "chat.example.com", HostedZoneID: "Z0123456789ABCDEFGHIJ", ViewerCertificateARN: certificate}, origin: public, differ: map[string]int{
			"AWS::Route53::RecordSet": 2,
		}},
		"no WAF logs": {spec: edge.Spec{DisableWAFLogs: true}, origin: private, differ: map[string]int{"AWS::CloudFront::VpcOrigin": 1, "AWS::WAFv2::LoggingConfiguration": 0}},
		"no access logs": {spec: edge.Spec{DisableAccessLogs: true}, origin: public, differ: map[string]int{
			"AWS::Logs::Delivery": 0, "AWS::Logs::DeliverySource": 0, "AWS::Logs::DeliveryDestination": 0,
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stack := cdktest.NewStack(t, "us-east-1")
			e, err := edge.New(stack, "Edge", test.spec, edge.Inputs{Name: "mine", Origin: test.origin, LogGroups: groups(stack)})
			require.NoError(t, err)
			want := map[string]int{}
			for _, counts := range []map[string]int{always, test.differ} {
				for kind, n := range counts {
					if want[kind] = n; n == 0 {
						delete(want, kind)
					}
				}
			}
			if diff := cmp.Diff(want, cdktest.Synth(t, stack).Count()); diff != "" {
				t.Errorf("resources (-want +got):\n%s", diff)
			}
			require.Equal(t, want["AWS::CertificateManager::Certificate"] == 0, e.Certificate == nil)
			require.NotEmpty(t, e.Refs["distribution"])
			if test.spec.Domain != "" {
				require.Equal(t, "https://"+test.spec.Domain, e.URL)
			}
		})
	}
}

func TestOrigins(t *testing.T) {
	tests := map[string]struct {
		origin edge.Origin
		want   map[string]any
	}{
		"internet-facing": {public, map[string]any{
			"DomainName": "origin.example.com",
			"CustomOriginConfig": map[string]any{
				"HTTPPort": 80.0, "HTTPSPort": 443.0, "OriginProtocolPolicy": "https-only", "OriginSSLProtocols": []any{"TLSv1.2"}, "OriginReadTimeout": 60.0, "OriginKeepaliveTimeout": 60.0,
			},
			"OriginCustomHeaders": []any{map[string]any{"HeaderName": "X-Origin-Verify", "HeaderValue": "{{resolve:secretsmanager:mine/origin-verify:SecretString}}"}},
		}},
		"internal": {private, map[string]any{
			"DomainName":      "internal-mine.eu-west-1.elb.amazonaws.com",
			"VpcOriginConfig": map[string]any{"VpcOriginId": map[string]any{"Fn::GetAtt": []any{"EdgeVpcOrigin8A8DCD36", "Id"}}, "OriginReadTimeout": 60.0, "OriginKeepaliveTimeout": 60.0},
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stack := cdktest.NewStack(t, "us-east-1")
			_, err := edge.New(stack, "Edge", edge.Spec{}, edge.Inputs{Name: "mine", Origin: test.origin, LogGroups: groups(stack)})
			require.NoError(t, err)
			tpl := cdktest.Synth(t, stack)
			_, d := tpl.Only(t, "AWS::CloudFront::Distribution")
			origin := cdktest.At(d.Properties, "DistributionConfig", "Origins", 0).(map[string]any)
			delete(origin, "Id")
			if diff := cmp.Diff(test.want, origin); diff != "" {
				t.Errorf("origin (-want +got):\n%s", diff)
			}
			if test.origin.ARN == "" {
				return
			}
			_, v := tpl.Only(t, "AWS::CloudFront::VpcOrigin")
			want := map[string]any{"Arn": loadBalancer, "Name": "mine", "OriginProtocolPolicy": "http-only", "HTTPPort": 80.0, "HTTPSPort": 443.0}
			if diff := cmp.Diff(want, v.Properties["VpcOriginEndpointConfig"]); diff != "" {
				t.Errorf("VPC origin (-want +got):\n%s", diff)
			}
		})
	}
}

// The fields are what other constructs take, and the edge is a scope like any other.
func TestEscapeHatches(t *testing.T) {
	stack := cdktest.NewStack(t, "us-east-1")
	e, err := edge.New(stack, "Edge", edge.Spec{}, edge.Inputs{Name: "mine", Origin: private, LogGroups: groups(stack)})
	require.NoError(t, err)
	e.Distribution.AddBehavior(jsii.String("/static/*"), awscloudfrontorigins.NewHttpOrigin(jsii.String("static.example.com"), nil), &awscloudfront.AddBehaviorOptions{
		CachePolicy: awscloudfront.CachePolicy_CACHING_OPTIMIZED(),
	})
	e.WebACL.AddPropertyOverride(jsii.String("CaptchaConfig.ImmunityTimeProperty.ImmunityTime"), 600)
	awssns.NewTopic(e, jsii.String("Child"), nil)
	tpl := cdktest.Synth(t, stack)
	_, d := tpl.Only(t, "AWS::CloudFront::Distribution")
	require.Len(t, cdktest.At(d.Properties, "DistributionConfig", "Origins"), 2)
	require.Equal(t, "/static/*", cdktest.At(d.Properties, "DistributionConfig", "CacheBehaviors", 0, "PathPattern"))
	_, acl := tpl.Only(t, "AWS::WAFv2::WebACL")
	require.NotNil(t, acl.Properties["CaptchaConfig"])
	require.Equal(t, 1, tpl.Count()["AWS::SNS::Topic"])
}

func TestMissingInputs(t *testing.T) {
	tests := map[string]struct {
		spec edge.Spec
		in   edge.Inputs
		want string
	}{
		"origin":     {want: "edge: Inputs.Origin.DNSName is missing; take it from compute.New, or from your own load balancer"},
		"secret":     {in: edge.Inputs{Origin: edge.Origin{DNSName: "a.example.com"}}, want: "edge: Inputs.Origin.SecretName is missing; an internet-facing load balancer must know its own distribution by a secret"},
		"WAF logs":   {in: edge.Inputs{Origin: public}, want: `edge: Inputs.LogGroups["waf"] is missing; make one with observability.New or awslogs.NewLogGroup, named aws-waf-logs-app`},
		"access log": {spec: edge.Spec{DisableWAFLogs: true}, in: edge.Inputs{Name: "mine", Origin: public}, want: `edge: Inputs.LogGroups["cloudfront"] is missing; make one with observability.New or awslogs.NewLogGroup, named /mine/cloudfront`},
	}
	stack := cdktest.NewStack(t, "us-east-1")
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := edge.New(stack, "Edge", test.spec, test.in)
			require.EqualError(t, err, test.want)
			require.Empty(t, *stack.Node().Children())
		})
	}
}

func TestErrors(t *testing.T) {
	stack := cdktest.NewStack(t, "us-east-1")
	_, err := edge.New(stack, "Edge", edge.Spec{RateLimit: 1}, edge.Inputs{Origin: private})
	_, invalid := problem.Of(err)
	require.True(t, invalid, err)
	require.Empty(t, *stack.Node().Children(), "nothing is made of a bad spec")

	logs := groups(stack)
	for i := range 2 {
		_, err = edge.New(stack, "Edge", edge.Spec{}, edge.Inputs{Origin: private, LogGroups: logs})
		require.Equal(t, i > 0, err != nil)
	}
	require.ErrorContains(t, err, "edge: ")
	require.NotContains(t, err.Error(), "\n")
}

// Everything of the edge lives in us-east-1, and a load balancer listens on two ports alone.
func TestPlaceAndPort(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	_, err := edge.New(stack, "Edge", edge.Spec{}, edge.Inputs{Origin: private, LogGroups: groups(stack)})
	require.EqualError(t, err, "edge: the stack is in eu-west-1; everything of the edge lives in us-east-1, so put it into a stack of that Region")

	stack = cdktest.NewStack(t, "us-east-1")
	origin := private
	origin.Port = 8080
	_, err = edge.New(stack, "Edge", edge.Spec{}, edge.Inputs{Origin: origin, LogGroups: groups(stack)})
	require.EqualError(t, err, "edge: Inputs.Origin.Port is 8080; a load balancer's listener is on 443 for HTTPS or 80 for HTTP")
}
