package rehearse_test

import (
	"context"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/rehearse"
)

const small = `{
 "Parameters": {"Cidr": {"Type": "String", "Default": "10.0.0.0/24"}, "Name": {"Type": "String", "Default": "logs"}},
 "Resources": {
  "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true}},
  "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": {"Ref": "Cidr"}, "AvailabilityZone": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}}},
  "Logs": {"Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Retain", "Properties": {"LogGroupName": {"Ref": "Name"}, "RetentionInDays": 30}},
  "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::Sub": "of ${Vpc}"}}}
 },
 "Outputs": {"Vpc": {"Value": {"Ref": "Vpc"}, "Export": {"Name": "the-vpc"}}, "Zone": {"Value": {"Fn::GetAtt": ["Subnet", "AvailabilityZone"]}}}
}`

func changesOf(set *cloudformation.DescribeChangeSetOutput) map[string]string {
	all := map[string]string{}
	for _, c := range set.Changes {
		r := c.ResourceChange
		text := string(r.Action)
		if r.Replacement != "" {
			text += " " + string(r.Replacement)
		}
		for _, d := range r.Details {
			text += " " + aws.ToString(d.Target.Name)
		}
		all[*r.LogicalResourceId] = text
	}
	return all
}

func TestNoChange(t *testing.T) {
	u := start(t, rehearse.Options{})
	u.deploy("eu-west-1", "s", small, nil)
	set, err := u.propose("eu-west-1", "s", small, nil)
	require.NoError(t, err)
	require.Equal(t, types.ChangeSetStatusFailed, set.Status)
	require.Contains(t, *set.StatusReason, "didn't contain changes")
}

// What is changed in place keeps its id; what is replaced gets another, and what refers to
// it follows. The change set says both beforehand.
func TestUpdate(t *testing.T) {
	u := start(t, rehearse.Options{})
	require.Equal(t, "eu-west-1a", *u.deploy("eu-west-1", "s", small, nil).Outputs[1].OutputValue)
	was := u.resources("eu-west-1", "s")

	inPlace := strings.Replace(small, `"EnableDnsSupport": true`, `"EnableDnsSupport": false`, 1)
	set, err := u.propose("eu-west-1", "s", inPlace, nil)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"Vpc": "Modify False EnableDnsSupport"}, changesOf(set))
	_, err = u.client("eu-west-1").DeleteChangeSet(t.Context(), &cloudformation.DeleteChangeSetInput{ChangeSetName: set.ChangeSetId})
	require.NoError(t, err)
	require.Equal(t, types.StackStatusUpdateComplete, u.deploy("eu-west-1", "s", inPlace, nil).StackStatus)
	require.Equal(t, was, u.resources("eu-west-1", "s"))

	moved := strings.Replace(inPlace, "10.0.0.0/16", "10.0.0.0/20", 1)
	set, err = u.propose("eu-west-1", "s", moved, nil)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"Vpc": "Modify True CidrBlock", "Subnet": "Modify Conditional VpcId", "Topic": "Modify False DisplayName"}, changesOf(set))
	_, err = u.client("eu-west-1").ExecuteChangeSet(t.Context(), &cloudformation.ExecuteChangeSetInput{ChangeSetName: set.ChangeSetId})
	require.NoError(t, err)
	require.Equal(t, types.StackStatusUpdateComplete, u.settle("eu-west-1", "s").StackStatus)
	is := u.resources("eu-west-1", "s")
	for id := range was {
		require.Equal(t, id == "Vpc" || id == "Subnet", was[id] != is[id], id)
	}
	// The old ones are deleted after all is made.
	var ends []string
	for _, e := range u.events("eu-west-1", "s") {
		if e.ResourceStatus == types.ResourceStatusDeleteComplete || e.ResourceStatus == "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" {
			ends = append(ends, *e.PhysicalResourceId)
		}
	}
	require.Equal(t, []string{was["Subnet"], was["Vpc"]}, ends[len(ends)-2:])
}

// Wherever an update fails, resources, outputs and parameters are what they were.
func TestRollbackIsExact(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		server, err := rehearse.Start(t.Context(), rehearse.Options{
			Steps: rapid.IntRange(1, 20).Draw(r, "steps"),
			Fail:  []rehearse.Failure{{LogicalID: rapid.SampledFrom([]string{"Vpc", "Subnet", "Logs", "Topic", "More"}).Draw(r, "fails"), Action: rapid.SampledFrom([]string{"create", "update"}).Draw(r, "action"), Stack: "s"}},
		})
		require.NoError(r, err)
		defer server.Close()
		u := user{r, server}
		first := u.deploy("eu-west-1", "other", strings.ReplaceAll(small, "the-vpc", "other-vpc"), map[string]string{"Name": "other"})
		require.Equal(r, types.StackStatusCreateComplete, first.StackStatus)

		s := u.deploy("eu-west-1", "s", small, nil)
		if s.StackStatus != types.StackStatusCreateComplete {
			require.Equal(r, types.StackStatusRollbackComplete, s.StackStatus)
			for id := range u.resources("eu-west-1", "s") {
				require.Fail(r, "it is left", id)
			}
			return
		}
		was, outputs := u.resources("eu-west-1", "s"), s.Outputs
		next := strings.Replace(small, `"Topic": {`, `"More": {"Type": "AWS::SNS::Topic"}, "Topic": {`, 1)
		for _, edit := range [][2]string{{"10.0.0.0/16", "10.0.0.0/20"}, {`"RetentionInDays": 30`, `"RetentionInDays": 60`}, {"of ${Vpc}", "new ${Vpc}"}} {
			if rapid.Bool().Draw(r, edit[1]) {
				next = strings.Replace(next, edit[0], edit[1], 1)
			}
		}
		parameters := map[string]string{"Cidr": rapid.SampledFrom([]string{"10.0.0.0/24", "10.0.1.0/24"}).Draw(r, "cidr")}
		s = u.deploy("eu-west-1", "s", next, parameters)
		switch s.StackStatus {
		case types.StackStatusUpdateComplete:
			require.Empty(r, failures(u.events("eu-west-1", "s")))
		case types.StackStatusUpdateRollbackComplete:
			require.Equal(r, was, u.resources("eu-west-1", "s"))
			require.Equal(r, outputs, s.Outputs)
			require.NotEmpty(r, failures(u.events("eu-west-1", "s")))
			// And so the same change can be tried again, with the same outcome.
			set, err := u.propose("eu-west-1", "s", small, nil)
			require.NoError(r, err)
			require.Contains(r, *set.StatusReason, "didn't contain changes")
		default:
			require.Fail(r, "the stack ends", s.StackStatus)
		}
	})
}

// What is retained outlives its stack, holds its name, and nothing else is left.
func TestDelete(t *testing.T) {
	u := start(t, rehearse.Options{})
	s := u.deploy("eu-west-1", "s", small, nil)
	_, err := u.client("eu-west-1").DeleteStack(t.Context(), &cloudformation.DeleteStackInput{StackName: aws.String("s")})
	require.NoError(t, err)
	require.Equal(t, types.StackStatusDeleteComplete, u.settle("eu-west-1", *s.StackId).StackStatus)
	skipped := map[string]string{}
	for _, e := range u.events("eu-west-1", *s.StackId) {
		if e.ResourceStatus == types.ResourceStatusDeleteSkipped {
			skipped[*e.LogicalResourceId] = *e.PhysicalResourceId
		}
	}
	require.Equal(t, map[string]string{"Logs": "logs"}, skipped)
	_, err = u.client("eu-west-1").DescribeStacks(t.Context(), &cloudformation.DescribeStacksInput{StackName: aws.String("s")})
	var api smithy.APIError
	require.ErrorAs(t, err, &api)
	require.Equal(t, "ValidationError", api.ErrorCode())
	require.Contains(t, api.ErrorMessage(), "does not exist")

	again := u.deploy("eu-west-1", "s", small, nil)
	require.Equal(t, types.StackStatusRollbackComplete, again.StackStatus)
	require.Contains(t, strings.Join(failures(u.events("eu-west-1", "s")), "\n"), "Logs CREATE_FAILED: logs already exists in the account")
}

// Each is refused with what AWS would say, or with what the rehearsal cannot do.
func TestRefused(t *testing.T) {
	resource := func(kind, properties string) string {
		return `{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}, "A": {"Type": "` + kind + `", "Properties": ` + properties + `}}}`
	}
	for name, test := range map[string]struct{ region, template, says string }{
		"unknown type":         {"eu-west-1", resource("AWS::Lambda::Function", `{}`), "validation failed"},
		"unknown property":     {"eu-west-1", resource("AWS::SNS::Topic", `{"Colour": "red"}`), "validation failed"},
		"missing property":     {"eu-west-1", resource("AWS::EC2::Subnet", `{}`), "validation failed"},
		"no template":          {"eu-west-1", `{`, "Template format error"},
		"cycle":                {"eu-west-1", `{"Resources": {"A": {"Type": "AWS::SNS::Topic", "DependsOn": "B"}, "B": {"Type": "AWS::SNS::Topic", "DependsOn": "A"}}}`, "each other"},
		"no such export":       {"eu-west-1", resource("AWS::SNS::Topic", `{"DisplayName": {"Fn::ImportValue": "none"}}`), "No export named none found"},
		"no such stack":        {"eu-west-1", resource("AWS::SNS::Topic", `{"DisplayName": {"Fn::GetStackOutput": {"StackName": "none", "OutputName": "X", "Region": "eu-west-1"}}}`), "Stack none does not exist"},
		"outside the VPC":      {"eu-west-1", resource("AWS::EC2::Subnet", `{"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.1.0.0/24"}`), "not inside the VPC"},
		"WAF of another place": {"eu-west-1", resource("AWS::WAFv2::WebACL", `{"Scope": "CLOUDFRONT", "DefaultAction": {"Allow": {}}, "VisibilityConfig": {"CloudWatchMetricsEnabled": true, "MetricName": "m", "SampledRequestsEnabled": true}}`), "The scope is not valid"},
		"Fargate pair":         {"eu-west-1", resource("AWS::ECS::TaskDefinition", `{"RequiresCompatibilities": ["FARGATE"], "Cpu": "256", "Memory": "4096"}`), "No Fargate configuration exists"},
		"one zone": {"eu-west-1", `{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
			"S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "eu-west-1a"}},
			"A": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Subnets": [{"Ref": "S"}]}}}}`, "two different Availability Zones"},
		"two prefix lists": {"eu-west-1", `{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
			"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g", "VpcId": {"Ref": "Vpc"}}},
			"P": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Ref": "G"}, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "SourcePrefixListId": "pl-4fa04526"}},
			"A": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Ref": "G"}, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourcePrefixListId": "pl-4fa04526"}}}}`, "maximum number of rules"},
	} {
		t.Run(name, func(t *testing.T) {
			u := start(t, rehearse.Options{})
			set, err := u.propose(test.region, "s", test.template, nil)
			require.NoError(t, err)
			if set.Status == types.ChangeSetStatusFailed {
				require.Contains(t, *set.StatusReason, test.says)
				if strings.Contains(test.says, "validation") {
					out, err := u.client(test.region).DescribeEvents(t.Context(), &cloudformation.DescribeEventsInput{ChangeSetName: set.ChangeSetId})
					require.NoError(t, err)
					require.Contains(t, aws.ToString(out.OperationEvents[0].ValidationPath), "/Resources/A")
				}
				return
			}
			_, err = u.client(test.region).ExecuteChangeSet(t.Context(), &cloudformation.ExecuteChangeSetInput{ChangeSetName: set.ChangeSetId})
			require.NoError(t, err)
			require.Equal(t, types.StackStatusRollbackComplete, u.settle(test.region, "s").StackStatus)
			require.Contains(t, strings.Join(failures(u.events(test.region, "s")), "\n"), test.says)
		})
	}
}

// Wherever the program ends, the next one goes on from the file, to the same end.
func TestAKilledRehearsalGoesOn(t *testing.T) {
	whole := start(t, rehearse.Options{State: filepath.Join(t.TempDir(), "a.json")})
	whole.deploy("eu-west-1", "s", small, nil)
	want := whole.resources("eu-west-1", "s")
	for steps := 1; steps < 12; steps++ {
		file := filepath.Join(t.TempDir(), "state.json")
		open := func() user {
			server, err := rehearse.Start(t.Context(), rehearse.Options{State: file, Steps: 1})
			require.NoError(t, err)
			return user{t, server}
		}
		u := open()
		set, err := u.propose("eu-west-1", "s", small, nil)
		require.NoError(t, err)
		_, err = u.client("eu-west-1").ExecuteChangeSet(t.Context(), &cloudformation.ExecuteChangeSetInput{ChangeSetName: set.ChangeSetId})
		require.NoError(t, err)
		for range steps {
			_, err := u.client("eu-west-1").DescribeStacks(t.Context(), &cloudformation.DescribeStacksInput{StackName: aws.String("s")})
			require.NoError(t, err)
		}
		require.NoError(t, u.server.Close())
		u = open()
		require.Equal(t, types.StackStatusCreateComplete, u.settle("eu-west-1", "s").StackStatus)
		got := u.resources("eu-west-1", "s")
		require.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)))
		require.NoError(t, u.server.Close())
	}
}

func TestStateIsHeldAndChecked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	u := start(t, rehearse.Options{State: file})
	_, err := rehearse.Start(t.Context(), rehearse.Options{State: file})
	require.ErrorContains(t, err, "is held by another run")
	require.NoError(t, u.server.Close())
	require.NoError(t, os.WriteFile(file, []byte(`{"Version": 7}`), 0o644))
	_, err = rehearse.Start(t.Context(), rehearse.Options{State: file})
	require.ErrorContains(t, err, "delete it to begin anew")
	require.NoError(t, os.WriteFile(file, []byte(`{`), 0o644))
	_, err = rehearse.Start(t.Context(), rehearse.Options{State: file})
	require.ErrorContains(t, err, file)
	_, err = rehearse.Start(t.Context(), rehearse.Options{Account: "mine"})
	require.ErrorContains(t, err, "12 digits")
}

// The same deployment leaves the same bytes.
func TestStateIsDeterministic(t *testing.T) {
	var states []string
	for range 2 {
		file := filepath.Join(t.TempDir(), "state.json")
		u := start(t, rehearse.Options{State: file})
		u.deploy("eu-west-1", "s", small, nil)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		states = append(states, string(text))
	}
	require.Equal(t, states[0], states[1])
}

func TestNothingLeaks(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 5 {
		u := start(t, rehearse.Options{})
		u.deploy("eu-west-1", "s", small, nil)
		require.NoError(t, u.server.Close())
	}
	http.DefaultClient.CloseIdleConnections()
	require.LessOrEqual(t, runtime.NumGoroutine(), before+30, "connections of the clients may still close")
}

// Whatever is sent, the server answers and stays.
func FuzzRequest(f *testing.F) {
	f.Add("Action=CreateChangeSet&StackName=s&ChangeSetName=c&ChangeSetType=CREATE&TemplateBody={}")
	f.Add("Action=DescribeStacks&NextToken=rehearsal--5")
	f.Add("%zz")
	server, err := rehearse.Start(context.Background(), rehearse.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { server.Close() })
	f.Fuzz(func(t *testing.T, body string) {
		r, err := http.NewRequest(http.MethodPost, server.URL(), strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/cloudformation/aws4_request")
		out, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.NoError(t, out.Body.Close())
		require.Less(t, out.StatusCode, 500)
	})
}
