package compute_test

import (
	"time"

	"maps"
	"slices"
	"testing"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute"
	"github.com/archblocks/archblocks/internal/cdktest"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// own leaves out what the test's own inputs make.
func own(tpl cdktest.Template) map[string]int {
	got := tpl.Count()
	for _, kind := range []string{"AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::RouteTable", "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::Route",
		"AWS::EC2::InternetGateway", "AWS::EC2::VPCGatewayAttachment", "AWS::KMS::Key", "AWS::Logs::LogGroup"} {
		delete(got, kind)
	}
	got["AWS::EC2::SecurityGroup"]--
	return got
}

func TestResources(t *testing.T) {
	one := map[string]int{
		"AWS::ECS::Cluster": 1, "AWS::ECS::Service": 1, "AWS::ECS::TaskDefinition": 1, "AWS::IAM::Role": 2, "AWS::IAM::ManagedPolicy": 2,
		"AWS::ElasticLoadBalancingV2::LoadBalancer": 1, "AWS::ElasticLoadBalancingV2::Listener": 1, "AWS::ElasticLoadBalancingV2::ListenerRule": 1, "AWS::ElasticLoadBalancingV2::TargetGroup": 1,
		"AWS::EC2::SecurityGroup": 2, "AWS::EC2::SecurityGroupIngress": 3, "AWS::EC2::SecurityGroupEgress": 3,
		"AWS::ApplicationAutoScaling::ScalableTarget": 1, "AWS::ApplicationAutoScaling::ScalingPolicy": 1,
	}
	tests := map[string]struct {
		names  []string
		change func(*compute.Spec, *compute.Inputs)
		differ map[string]int
	}{
		"internal": {},
		"certificate": {
			change: func(s *compute.Spec, _ *compute.Inputs) { s.LoadBalancer.CertificateARN = certificate },
			differ: map[string]int{"AWS::SecretsManager::Secret": 1},
		},
		"certificate to make": {
			change: func(s *compute.Spec, in *compute.Inputs) {
				s.LoadBalancer.Scheme, in.Host, in.HostedZoneID = compute.InternetFacing, "chat.example.com", "Z0123456789ABCDEFGHIJ"
			},
			differ: map[string]int{"AWS::SecretsManager::Secret": 1, "AWS::CertificateManager::Certificate": 1},
		},
		"bucket": {
			change: func(s *compute.Spec, _ *compute.Inputs) {
				s.Services[0].Buckets = []compute.Bucket{{Name: "docs"}, {Name: "old", Existing: "acme-old"}}
			},
			differ: map[string]int{"AWS::S3::Bucket": 1, "AWS::S3::BucketPolicy": 1},
		},
		"nothing to do": {
			change: func(s *compute.Spec, _ *compute.Inputs) { s.Services[0].DisableMetrics = true },
			differ: map[string]int{"AWS::IAM::ManagedPolicy": 1},
		},
		"requests": {
			change: func(s *compute.Spec, _ *compute.Inputs) { s.Services[0].TargetRequests = 100 },
			differ: map[string]int{"AWS::ApplicationAutoScaling::ScalingPolicy": 2},
		},
		"two": {
			names: []string{"app", "my-tool"},
			differ: map[string]int{
				"AWS::ECS::Service": 2, "AWS::ECS::TaskDefinition": 2, "AWS::IAM::Role": 4, "AWS::IAM::ManagedPolicy": 4,
				"AWS::ElasticLoadBalancingV2::ListenerRule": 2, "AWS::ElasticLoadBalancingV2::TargetGroup": 2,
				"AWS::EC2::SecurityGroup": 3, "AWS::EC2::SecurityGroupIngress": 5, "AWS::EC2::SecurityGroupEgress": 6,
				"AWS::ApplicationAutoScaling::ScalableTarget": 2, "AWS::ApplicationAutoScaling::ScalingPolicy": 2,
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.names == nil {
				test.names = []string{"app"}
			}
			stack := cdktest.NewStack(t, "eu-west-1")
			spec, in := services(test.names...), inputs(stack, test.names...)
			if test.change != nil {
				test.change(&spec, &in)
			}
			c, err := compute.New(stack, "Compute", spec, in)
			require.NoError(t, err)
			want := maps.Clone(one)
			maps.Copy(want, test.differ)
			if diff := cmp.Diff(want, own(cdktest.Synth(t, stack))); diff != "" {
				t.Errorf("resources (-want +got):\n%s", diff)
			}
			require.ElementsMatch(t, test.names, slices.Collect(maps.Keys(c.Services)))
			require.Equal(t, want["AWS::SecretsManager::Secret"] == 0, c.OriginSecretName == "")
			refs := []string{"cluster", "load-balancer"}
			for _, service := range test.names {
				refs = append(refs, "service/"+service, "target-group/"+service)
			}
			slices.Sort(refs)
			require.Equal(t, refs, slices.Sorted(maps.Keys(c.Refs)))
		})
	}
}

func TestContainer(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	spec, in := services("app"), inputs(stack, "app")
	spec.Services[0].Secrets = map[string]string{"KEY": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine/key-AbCdEf"}
	spec.Services[0].Environment = map[string]string{"STAGE": "test"}
	in.Environment, in.Values = map[string]string{"POOL": "${UserPool}"}, map[string]string{"UserPool": "eu-west-1_abc"}
	_, err := compute.New(stack, "Compute", spec, in)
	require.NoError(t, err)
	_, task := cdktest.Synth(t, stack).Only(t, "AWS::ECS::TaskDefinition")
	got := map[string]any{}
	for _, name := range []string{"Environment", "Secrets", "ReadonlyRootFilesystem", "MountPoints", "PortMappings", "Name", "Image", "Essential", "Ulimits"} {
		got[name] = cdktest.At(task.Properties, "ContainerDefinitions", 0, name)
	}
	want := map[string]any{
		"Environment": []any{
			map[string]any{"Name": "METRIC_NAMESPACE", "Value": "mine/app"}, map[string]any{"Name": "POOL", "Value": "eu-west-1_abc"}, map[string]any{"Name": "STAGE", "Value": "test"},
		},
		"Secrets":                []any{map[string]any{"Name": "KEY", "ValueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine/key-AbCdEf"}},
		"ReadonlyRootFilesystem": true,
		"MountPoints":            []any{map[string]any{"ContainerPath": "/tmp", "SourceVolume": "tmp", "ReadOnly": false}},
		"PortMappings":           []any{map[string]any{"ContainerPort": 8501.0, "Protocol": "tcp"}},
		"Name":                   "app", "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0", "Essential": true, "Ulimits": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("container (-want +got):\n%s", diff)
	}
}

// Login puts Cognito before the forward, and the way to it into the load balancer's rules.
func TestLogin(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	spec, in := services("app"), inputs(stack, "app")
	spec.LoadBalancer.CertificateARN = certificate
	pool := awscognito.NewUserPool(stack, jsii.String("Pool"), nil)
	in.Login = &compute.Login{
		UserPool: pool, Client: pool.AddClient(jsii.String("Client"), nil), SessionTime: time.Hour,
		Domain: pool.AddDomain(jsii.String("Domain"), &awscognito.UserPoolDomainOptions{CognitoDomain: &awscognito.CognitoDomainOptions{DomainPrefix: jsii.String("mine")}}),
	}
	_, err := compute.New(stack, "Compute", spec, in)
	require.NoError(t, err)
	tpl := cdktest.Synth(t, stack)
	_, rule := tpl.Only(t, "AWS::ElasticLoadBalancingV2::ListenerRule")
	require.Equal(t, "authenticate-cognito", cdktest.At(rule.Properties, "Actions", 0, "Type"))
	require.Equal(t, 3600.0, cdktest.At(rule.Properties, "Actions", 0, "AuthenticateCognitoConfig", "SessionTimeout"))
	require.Equal(t, "forward", cdktest.At(rule.Properties, "Actions", 1, "Type"))
	open := 0
	for _, r := range tpl.Resources {
		if r.Type == "AWS::EC2::SecurityGroupEgress" && r.Properties["CidrIp"] == "0.0.0.0/0" {
			open++
		}
	}
	require.Equal(t, 1, open)
}

// The fields are what other constructs take, and compute is a scope like any other.
func TestEscapeHatches(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	spec, in := services("app"), inputs(stack, "app")
	spec.Services[0].Buckets = []compute.Bucket{{Name: "docs"}}
	c, err := compute.New(stack, "Compute", spec, in)
	require.NoError(t, err)
	app := c.Services["app"]
	queue := awssqs.NewQueue(c, jsii.String("Jobs"), nil)
	queue.GrantConsumeMessages(app.TaskRole)
	app.Container.AddEnvironment(jsii.String("QUEUE_URL"), queue.QueueUrl())
	app.Container.AddUlimits(&awsecs.Ulimit{Name: awsecs.UlimitName_NOFILE, SoftLimit: jsii.Number(4096), HardLimit: jsii.Number(4096)})
	app.TargetGroup.SetAttribute(jsii.String("slow_start.duration_seconds"), jsii.String("60"))
	app.Scaling.ScaleOnMemoryUtilization(jsii.String("Memory"), &awsecs.MemoryUtilizationScalingProps{TargetUtilizationPercent: jsii.Number(70)})
	c.LoadBalancer.SetAttribute(jsii.String("routing.http2.enabled"), jsii.String("true"))
	c.Buckets["docs"].AddLifecycleRule(&awss3.LifecycleRule{Expiration: awscdk.Duration_Days(jsii.Number(30))})
	awssns.NewTopic(c, jsii.String("Child"), nil)

	tpl := cdktest.Synth(t, stack)
	id, _ := tpl.Only(t, "AWS::SQS::Queue")
	_, task := tpl.Only(t, "AWS::ECS::TaskDefinition")
	require.Equal(t, []any{map[string]any{"Name": "nofile", "SoftLimit": 4096.0, "HardLimit": 4096.0}}, cdktest.At(task.Properties, "ContainerDefinitions", 0, "Ulimits"))
	require.Contains(t, cdktest.At(task.Properties, "ContainerDefinitions", 0, "Environment"), map[string]any{"Name": "QUEUE_URL", "Value": map[string]any{"Ref": id}})
	_, policy := tpl.Only(t, "AWS::IAM::Policy")
	require.Contains(t, cdktest.At(policy.Properties, "PolicyDocument", "Statement", 0, "Action"), "sqs:ReceiveMessage")
	_, bucket := tpl.Only(t, "AWS::S3::Bucket")
	require.Len(t, cdktest.At(bucket.Properties, "LifecycleConfiguration", "Rules"), 2)
	require.Equal(t, 2, tpl.Count()["AWS::ApplicationAutoScaling::ScalingPolicy"])
	require.Equal(t, 1, tpl.Count()["AWS::SNS::Topic"])
}

// A grant of another block reaches every task role, with its placeholders filled in.
func TestGrants(t *testing.T) {
	stack := cdktest.NewStack(t, "eu-west-1")
	spec, in := services("app", "my-tool"), inputs(stack, "app", "my-tool")
	in.Grants = []plan.Statement{{Sid: "SignIn", Actions: []string{"cognito-idp:AdminGetUser"}, Resources: []string{"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${UserPool}"}}}
	in.Values = map[string]string{"UserPool": "eu-west-1_abc"}
	_, err := compute.New(stack, "Compute", spec, in)
	require.NoError(t, err)
	granted := 0
	for _, r := range cdktest.Synth(t, stack).Resources {
		if r.Type != "AWS::IAM::ManagedPolicy" {
			continue
		}
		for _, s := range cdktest.At(r.Properties, "PolicyDocument", "Statement").([]any) {
			if cdktest.At(s, "Sid") == "SignIn" {
				granted++
				require.Equal(t, map[string]any{"Fn::Sub": []any{"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${UserPool}", map[string]any{"UserPool": "eu-west-1_abc"}}}, cdktest.At(s, "Resource"))
			}
		}
	}
	require.Equal(t, 2, granted)
}
