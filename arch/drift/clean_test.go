package drift_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/drift"
)

func TestOurOwn(t *testing.T) {
	for name := range specs() {
		t.Run(name, func(t *testing.T) {
			d := draftOf(t, name)
			report := d.check()
			require.True(t, report.OK(), report.Findings())
			require.Equal(t, 0, report.ExitStatus())
			for _, l := range report.LeftOut {
				if l.Type == "" || l.Reason == "" || len(l.Resources) == 0 {
					t.Errorf("%+v does not say what is left out, and why", l)
				}
			}
		})
	}
}

// Where the ids of prefix lists are parameters, the report says what it takes them for.
func TestParametersAreAssumptions(t *testing.T) {
	report := draftOf(t, "unknown-lists").check()
	for _, want := range []string{
		"The parameter CloudFrontPrefixListId holds the id of the prefix list of CloudFront.",
		"The parameter S3PrefixListId holds the id of the prefix list of S3.",
	} {
		require.Contains(t, report.Assumptions, want)
	}
}

// The names of the parameters are the plan's.
func TestDeclaredLists(t *testing.T) {
	lists, err := specs()["unknown-lists"].Plan()
	require.NoError(t, err)
	require.Equal(t, 2, len(lists.PrefixLists()))
	d := draftOf(t, "unknown-lists")
	d.lists = lists.PrefixLists()
	require.True(t, d.check().OK(), d.check().Findings())
	d.lists = map[string]string{"S3PrefixListId": "com.amazonaws.il-central-1.dynamodb"}
	require.Equal(t, []string{
		"not-carried task/app/1>endpoint/s3", "not-carried task/app/2>endpoint/s3", "rule-missing sg/service-app", "rule-not-drawn sg/service-app",
	}, ids(d.check()))
}

// A list that is not known can be declared, and the report says how.
func TestUnknownList(t *testing.T) {
	d := draftOf(t, "chat")
	d.set(fromCloudFront, "SourcePrefixListId", `"pl-0123456789abcdef0"`)
	report := d.check()
	require.Equal(t, 3, report.ExitStatus())
	require.Contains(t, report.Findings(), "Checker.PrefixLists")
}

// What the full example leaves out, type by type.
func TestLeftOut(t *testing.T) {
	var got []string
	for _, l := range draftOf(t, "chat").check().LeftOut {
		got = append(got, l.Type)
	}
	want := []string{
		"AWS::ApplicationAutoScaling::ScalableTarget", "AWS::ApplicationAutoScaling::ScalingPolicy", "AWS::CertificateManager::Certificate",
		"AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolDomain", "AWS::EC2::FlowLog",
		"AWS::EC2::InternetGateway", "AWS::EC2::RouteTable", "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::VPCGatewayAttachment", "AWS::ECS::Cluster",
		"AWS::ECS::TaskDefinition", "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ElasticLoadBalancingV2::TargetGroup",
		"AWS::IAM::ManagedPolicy", "AWS::IAM::Role", "AWS::KMS::Key", "AWS::Logs::Delivery", "AWS::Logs::DeliveryDestination", "AWS::Logs::DeliverySource",
		"AWS::Logs::LogGroup", "AWS::Logs::ResourcePolicy", "AWS::Route53::RecordSet", "AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::SNS::Topic",
		"AWS::SNS::TopicPolicy", "AWS::SecretsManager::Secret", "AWS::WAFv2::LoggingConfiguration",
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}

// The picture of one example is not that of another.
func TestOtherPicture(t *testing.T) {
	d := draftOf(t, "chat")
	d.graph = graphOf(t, "hello")
	got := ids(d.check())
	for _, want := range []string{"differs load-balancer", "missing endpoint/cognito-idp", "not-drawn chat/NetworkEndpointBedrockRuntimeD6EB9461", "differs cloudfront", "not-drawn load-balancer>aws/Amazon Cognito"} {
		require.Contains(t, got, want)
	}
}

func TestTwiceTheSame(t *testing.T) {
	d := draftOf(t, "chat")
	d.graph = graphOf(t, "services")
	first := d.check()
	require.NotEmpty(t, first.All)
	for range 5 {
		require.Equal(t, first, d.check())
	}
}

// What differs in every world is said once.
func TestWorldsAreJoined(t *testing.T) {
	d := draftOf(t, "chat")
	d.stacks[0].Template["Parameters"] = value(t, `{"Stage": {"Type": "String"}}`)
	d.stacks[0].Template["Conditions"] = value(t, `{"Test": {"Fn::Equals": [{"Ref": "Stage"}, "test"]}}`)
	d.add("Topic", "AWS::SNS::Topic", `{}`)
	d.resources("Topic")["Topic"].(map[string]any)["Condition"] = "Test"
	require.True(t, d.check().OK(), d.check().Findings())
	d.group("vpc").Detail = "10.1.0.0/16"
	require.Len(t, d.check().All, 1)
}

func BenchmarkCheck(b *testing.B) {
	d := draftOf(b, "chat")
	templates := d.templates()
	for b.Loop() {
		if _, err := drift.Check(d.graph, templates...); err != nil {
			b.Fatal(err)
		}
	}
}
