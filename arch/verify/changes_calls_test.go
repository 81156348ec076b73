package verify_test

import (
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
)

// The endpoint that an action is called over, by the pages of each service and by
// docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html.
var endpointOf = map[string]string{
	"appconfig:GetLatestConfiguration":      "appconfigdata",
	"appconfig:StartConfigurationSession":   "appconfigdata",
	"bedrock:ApplyGuardrail":                "bedrock-runtime",
	"bedrock:Converse":                      "bedrock-runtime",
	"bedrock:CountTokens":                   "bedrock-runtime",
	"bedrock:GetAsyncInvoke":                "bedrock-runtime",
	"bedrock:InvokeAgent":                   "bedrock-agent-runtime",
	"bedrock:InvokeFlow":                    "bedrock-agent-runtime",
	"bedrock:InvokeModelWithResponseStream": "bedrock-runtime",
	"bedrock:Rerank":                        "bedrock-agent-runtime",
	"bedrock:RetrieveAndGenerate":           "bedrock-agent-runtime",
	"bedrock:ListFoundationModels":          "bedrock or bedrock-agent or bedrock-agent-runtime",
	"cloudwatch:GetMetricData":              "monitoring",
	"cognito-idp:AdminGetUser":              "cognito-idp",
	"dynamodb:GetItem":                      "dynamodb",
	"ecr:BatchGetImage":                     "ecr.api",
	"ecs:DescribeTasks":                     "ecs",
	"lambda:InvokeFunction":                 "lambda",
	"logs:PutLogEvents":                     "logs",
	"s3:GetObject":                          "s3",
	"sagemaker:DescribeEndpoint":            "sagemaker.api",
	"sagemaker:InvokeEndpoint":              "sagemaker.runtime",
	"sagemaker:InvokeEndpointAsync":         "sagemaker.runtime",
	"secretsmanager:GetSecretValue":         "secretsmanager",
	"sns:Publish":                           "sns",
	"sqs:SendMessage":                       "sqs",
	"ssm:GetParameter":                      "ssm",
	"sts:AssumeRole":                        "sts",
	"BEDROCK:invokemodel":                   "bedrock-runtime",
	"elasticache:Connect":                   "",
	"elasticfilesystem:ClientMount":         "",
	"iam:PassRole":                          "",
	"rds-db:connect":                        "",
}

// Without its endpoint an action cannot be called, with it it can.
func TestChangesOfCalls(t *testing.T) {
	var changes []change
	for action, endpoint := range endpointOf {
		grant := func(a *draft) {
			for id := range a.resources(0) {
				if strings.HasPrefix(id, "NetworkEndpoint") && id != a.id("NetworkEndpointGroup") {
					delete(a.resources(0), id)
				}
			}
			a.cut(task, "ExecutionRoleArn")
			a.set(task, container+"LogConfiguration", `null`)
			a.set(taskRole, "PolicyDocument.Statement", `[{"Effect": "Allow", "Action": "`+action+`", "Resource": "arn:aws:x:eu-west-1:111122223333:y/z"}]`)
			a.resource(service)["DependsOn"] = []any{}
		}
		// The image needs its own ones.
		for i, name := range []string{"ecr.api", "ecr.dkr"} {
			grant = and(grant, func(a *draft) { a.serve([]string{"RegistryA", "RegistryB"}[i], name) })
		}
		grant = and(grant, func(a *draft) {
			a.add("Layers", "AWS::EC2::VPCEndpoint", `{"VpcId": "!Ref @NetworkVpc", "ServiceName": "com.amazonaws.eu-west-1.s3", "RouteTableIds": ["!Ref @NetworkPrivateRouteTable1", "!Ref @NetworkPrivateRouteTable2"]}`)
		})
		if endpoint == "" || endpoint == "s3" || endpoint == "ecr.api" {
			changes = append(changes, change{action, "chat", "services-have-endpoints", verify.Proved, "nothing more is called", grant})
			continue
		}
		changes = append(changes,
			change{action, "chat", "services-have-endpoints", verify.Refuted, "it is called over " + endpoint,
				and(grant, func(a *draft) { a.shown = "needs " + endpoint + " (" })},
			change{action + " served", "chat", "services-have-endpoints", verify.Proved, "it is called over " + endpoint,
				and(grant, func(a *draft) {
					first, _, _ := strings.Cut(endpoint, " or ")
					a.serve("Served", first)
				})})
	}
	judgeChanges(t, changes)
}

func and(first, then func(*draft)) func(*draft) {
	return func(a *draft) {
		first(a)
		then(a)
	}
}

// serve adds an interface endpoint.
func (a *draft) serve(id, name string) {
	a.add(id, "AWS::EC2::VPCEndpoint", `{"VpcEndpointType": "Interface", "VpcId": "!Ref @NetworkVpc", "ServiceName": "com.amazonaws.eu-west-1.`+name+`", "PrivateDnsEnabled": true,
		"SubnetIds": ["!Ref @NetworkPrivateSubnet1", "!Ref @NetworkPrivateSubnet2"], "SecurityGroupIds": ["!GetAtt @NetworkEndpointGroup.GroupId"]}`)
}

// Actions of which the endpoint is not known.
func TestChangesOfUnknownCalls(t *testing.T) {
	grant := func(action string) func(*draft) {
		return func(a *draft) {
			a.set(taskRole, statement+"+", `{"Effect": "Allow", "Action": "`+action+`", "Resource": "arn:aws:x:eu-west-1:111122223333:y/z"}`)
		}
	}
	const have = "services-have-endpoints"
	judgeChanges(t, []change{
		{"a service that is not known", "chat", have, verify.Unknown, "which endpoint serves it is not known", grant("unheardof:Do")},
		{"a service that is not known, with an endpoint of its name", "chat", have, verify.Proved, "the endpoint is called after the prefix",
			and(grant("unheardof:Do"), func(a *draft) { a.serve("Unheard", "unheardof") })},
		{"all services", "chat", have, verify.Unknown, "which ones are called is not known", grant("*")},
		{"all but a few", "chat", have, verify.Unknown, "which ones are called is not known",
			func(a *draft) {
				a.set(taskRole, statement+"+", `{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}`)
			}},
		{"keys", "chat", have, unproved, "kms has no endpoint, and whether other services call it for the tasks is not said", grant("kms:Decrypt")},
		{"keys over an endpoint", "chat", have, verify.Proved, "kms has one", and(grant("kms:Decrypt"), func(a *draft) { a.serve("Keys", "kms") })},
		{"the interface endpoint of S3 alone", "chat", have, verify.Unknown, "its DNS options decide: docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns",
			func(a *draft) { a.drop("NetworkEndpointS3"); a.serve("S3", "s3") }},
		{"a secret of the templates", "chat", have, verify.Proved, "the endpoint of secretsmanager serves it",
			func(a *draft) {
				a.serve("Secrets", "secretsmanager")
				a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": "!Ref @ComputeOriginSecret"}]`)
			}},
		{"a key of a secret of the templates", "chat", have, verify.Refuted, "secretsmanager has no endpoint",
			func(a *draft) {
				a.shown = "needs secretsmanager"
				a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": {"Fn::Sub": "${@ComputeOriginSecret}:key::"}}]`)
			}},
		{"a parameter of the templates", "chat", have, verify.Refuted, "ssm has no endpoint",
			func(a *draft) {
				a.shown = "needs ssm"
				a.add("Setting", "AWS::SSM::Parameter", `{"Type": "String", "Value": "x"}`)
				a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": "!Ref Setting"}]`)
			}},
		{"an open secret", "chat", have, verify.Unknown, "where it comes from is not said",
			func(a *draft) {
				a.parameter("Secret", "String")
				a.set(task, container+"Secrets", `[{"Name": "X", "ValueFrom": "!Ref Secret"}]`)
			}},
		{"a secret of the log driver", "chat", have, verify.Refuted, "secretsmanager has no endpoint",
			func(a *draft) {
				a.shown = "needs secretsmanager"
				a.set(task, container+"LogConfiguration.SecretOptions", `[{"Name": "X", "ValueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x"}]`)
			}},
		{"credentials of the registry", "chat", have, verify.Refuted, "secretsmanager has no endpoint",
			func(a *draft) {
				a.shown = "needs secretsmanager"
				a.set(task, container+"RepositoryCredentials", `{"CredentialsParameter": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x"}`)
			}},
		{"an environment file", "chat", have, verify.Proved, "the gateway of S3 serves it",
			func(a *draft) {
				a.set(task, container+"EnvironmentFiles", `[{"Type": "s3", "Value": "arn:aws:s3:::b/x.env"}]`)
			}},
		{"a file system", "chat", have, verify.Unknown, "the mount goes over the network",
			func(a *draft) {
				a.set(task, "Volumes.+", `{"Name": "e", "EFSVolumeConfiguration": {"FilesystemId": "fs-1"}}`)
			}},
		{"an endpoint of the log's own", "chat", have, verify.Unknown, "where it leads is not followed",
			func(a *draft) { a.set(task, container+"LogConfiguration.Options.awslogs-endpoint", `"https://x"`) }},
		{"a log without a Region", "chat", have, verify.Proved, "it goes to the own one",
			func(a *draft) { a.cut(task, container+"LogConfiguration.Options.awslogs-region") }},
		{"no task role", "chat", have + " no-wildcards", verify.Proved, "the containers call nothing", func(a *draft) { a.cut(task, "TaskRoleArn") }},
		{"the image's registry by functions", "chat", have, verify.Proved, "account and Region are the own ones",
			func(a *draft) {
				a.set(task, container+"Image", `{"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/chat:1"}`)
			}},
		{"an open registry", "chat", have, verify.Unknown, "it may be anywhere",
			func(a *draft) {
				a.parameter("Host", "String")
				a.set(task, container+"Image", `{"Fn::Sub": "${Host}/chat:1"}`)
			}},
		{"an open cache", "chat", have, verify.Unknown, "its prefix may be the image's",
			func(a *draft) {
				a.parameter("Prefix", "String")
				a.add("Cache", "AWS::ECR::PullThroughCacheRule", `{"EcrRepositoryPrefix": "!Ref Prefix", "UpstreamRegistryUrl": "public.ecr.aws"}`)
			}},
	})
}
