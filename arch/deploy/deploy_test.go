package deploy_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/rehearse"
)

const base = `{
 "Parameters": {"Cidr": {"Type": "String", "Default": "10.0.0.0/24"}},
 "Resources": {
  "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true}, "Metadata": {"aws:cdk:path": "base/Vpc"}},
  "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": {"Ref": "Cidr"}}},
  "Logs": {"Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Retain", "Properties": {"RetentionInDays": 30}},
  "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}
 },
 "Outputs": {"Vpc": {"Value": {"Ref": "Vpc"}}, "Logs": {"Value": {"Ref": "Logs"}}}
}`

const edge = `{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::GetStackOutput": {"StackName": "base", "OutputName": "Vpc", "Region": "eu-west-1"}}}}},
 "Outputs": {"Topic": {"Value": {"Ref": "Topic"}}}}`

// write makes a cloud assembly of two stacks in two Regions.
func write(t require.TestingT, dir, base, edge string) deploy.Assembly {
	stack := func(file, region string, more string) string {
		return fmt.Sprintf(`{"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/%s", "properties": {"templateFile": "%s"%s}`, region, file, more)
	}
	for name, text := range map[string]string{
		"base.json": base, "edge.json": edge,
		"manifest.json": `{"artifacts": {"edge": ` + stack("edge.json", "us-east-1", "") + `, "dependencies": ["base"]}, "base": ` + stack("base.json", "eu-west-1", `, "tags": {"team": "chat"}`) + `}}}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	a, err := deploy.Read(dir)
	require.NoError(t, err)
	return a
}

// at once: no test waits.
func atOnce(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// flaky answers the requests whose numbers are given with an error, before or after they are sent.
type flaky struct {
	http.RoundTripper
	sent   atomic.Int64
	break_ func(n int64, r *http.Request) (before, after error)
}

func (f *flaky) RoundTrip(r *http.Request) (*http.Response, error) {
	before, after := f.break_(f.sent.Add(1), r)
	if before != nil {
		return nil, before
	}
	out, err := f.RoundTripper.RoundTrip(r)
	if err == nil && after != nil {
		out.Body.Close()
		return nil, after
	}
	return out, err
}

func start(t require.TestingT, o rehearse.Options) *rehearse.Server {
	server, err := rehearse.Start(context.Background(), o)
	require.NoError(t, err)
	return server
}

func deployer(server *rehearse.Server, events *[]deploy.Event) deploy.Deployer {
	d := deploy.Deployer{Clients: deploy.Clients(server.Config("eu-west-1")), Wait: atOnce}
	if events != nil {
		d.Report = func(e deploy.Event) { *events = append(*events, e) }
	}
	return d
}

// account is all stacks of both Regions with their resources, outputs and tags, as a client sees them.
func account(t require.TestingT, server *rehearse.Server) map[string]string {
	all := map[string]string{}
	for _, region := range []string{"eu-west-1", "us-east-1"} {
		client := cloudformation.NewFromConfig(server.Config(region))
		stacks, err := client.DescribeStacks(context.Background(), &cloudformation.DescribeStacksInput{})
		require.NoError(t, err)
		for _, s := range stacks.Stacks {
			all[*s.StackName] = string(s.StackStatus)
			for _, o := range s.Outputs {
				all[*s.StackName+" output "+*o.OutputKey] = *o.OutputValue
			}
			for _, tag := range s.Tags {
				all[*s.StackName+" tag "+*tag.Key] = *tag.Value
			}
			sets, err := client.ListChangeSets(context.Background(), &cloudformation.ListChangeSetsInput{StackName: s.StackName})
			require.NoError(t, err)
			for _, set := range sets.Summaries {
				all[*s.StackName+" change set"] = *set.ChangeSetName
			}
			out, err := client.ListStackResources(context.Background(), &cloudformation.ListStackResourcesInput{StackName: s.StackName})
			require.NoError(t, err)
			for _, r := range out.StackResourceSummaries {
				all[*s.StackName+" resource "+*r.LogicalResourceId] = *r.PhysicalResourceId
			}
		}
	}
	return all
}

func actions(r deploy.Result) string {
	var all []string
	for _, s := range r.Stacks {
		all = append(all, s.Name+" "+string(s.Action))
	}
	return strings.Join(all, ", ")
}

func TestLifeOfTwoStacks(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	var events []deploy.Event
	d := deployer(server, &events)
	a := write(t, t.TempDir(), base, edge)

	plan, err := d.Plan(t.Context(), a)
	require.NoError(t, err)
	require.Equal(t, "base in eu-west-1: create, 4 to create\nedge in us-east-1: create, 1 to create\n  it reads what another stack will have made: this is its template\n", plan.String())
	require.Empty(t, account(t, server), "a plan leaves nothing behind")

	result, err := d.Deploy(t.Context(), a)
	require.NoError(t, err)
	require.Equal(t, "base create, edge create", actions(result))
	is := account(t, server)
	require.Equal(t, "CREATE_COMPLETE", is["edge"])
	require.Equal(t, "chat", is["base tag team"])
	require.Equal(t, []deploy.Output{{"Logs", is["base resource Logs"]}, {"Vpc", is["base resource Vpc"]}}, result.Stacks[0].Outputs)
	// Each resource is reported from its beginning to its end, between those of its stack.
	var story []string
	for _, e := range events {
		switch e.Kind {
		case deploy.ResourceChanged:
			if e.Status == "CREATE_COMPLETE" {
				story = append(story, e.LogicalID)
			}
		default:
			story = append(story, string(e.Kind)+" "+e.Stack)
		}
	}
	require.Equal(t, []string{"stack-started base", "Logs", "Role", "Vpc", "Subnet", "stack-finished base", "stack-started edge", "Topic", "stack-finished edge"}, story)

	events = nil
	result, err = d.Deploy(t.Context(), a)
	require.NoError(t, err)
	require.Equal(t, "base keep, edge keep", actions(result))
	require.False(t, result.Changed())
	require.Equal(t, is, account(t, server))

	// In place.
	result, err = d.Deploy(t.Context(), write(t, t.TempDir(), strings.Replace(base, `"RetentionInDays": 30`, `"RetentionInDays": 60`, 1), edge))
	require.NoError(t, err)
	require.Equal(t, "base update, edge keep", actions(result))

	// A new VPC would lose its address range: it is refused, and then told.
	moved := write(t, t.TempDir(), strings.Replace(base, "10.0.0.0/16", "10.0.0.0/20", 1), edge)
	before := account(t, server)
	_, err = d.Deploy(t.Context(), moved)
	require.ErrorIs(t, err, deploy.ErrReplaces)
	require.ErrorContains(t, err, "Vpc (AWS::EC2::VPC): replace")
	require.Equal(t, before, account(t, server), "what is refused changes nothing")
	plan, err = d.Plan(t.Context(), moved)
	require.NoError(t, err)
	require.Contains(t, plan.String(), "± Vpc (AWS::EC2::VPC) replace\n      CidrBlock: 10.0.0.0/16 → 10.0.0.0/20, which makes a new one\n")
	d.Replace = true
	result, err = d.Deploy(t.Context(), moved)
	require.NoError(t, err)
	require.Equal(t, "base update, edge update", actions(result), "the edge reads the new VPC's id")
	require.NotEqual(t, before["base resource Vpc"], account(t, server)["base resource Vpc"])

	result, err = d.Destroy(t.Context(), moved)
	require.NoError(t, err)
	require.Equal(t, "edge delete, base delete", actions(result))
	require.Len(t, result.Stacks[1].Left, 1)
	require.Equal(t, "Logs", result.Stacks[1].Left[0].LogicalID)
	require.Empty(t, account(t, server))
	result, err = d.Destroy(t.Context(), moved)
	require.NoError(t, err)
	require.Equal(t, "edge keep, base keep", actions(result))
}

// Wherever it fails, the error names the resource and what to do, and the account is as
// before: an update is rolled back, and a new stack is empty until it is told to be made anew.
func TestFailureAtEachPosition(t *testing.T) {
	for _, id := range []string{"Vpc", "Subnet", "Logs", "Role", "Topic"} {
		t.Run(id, func(t *testing.T) {
			server := start(t, rehearse.Options{Fail: []rehearse.Failure{{LogicalID: id, Reason: "no more of these", Times: 1}}})
			defer server.Close()
			d, a := deployer(server, nil), write(t, t.TempDir(), base, edge)
			_, err := d.Deploy(t.Context(), a)
			var failed *deploy.Failure
			require.ErrorAs(t, err, &failed)
			require.Equal(t, "ROLLBACK_COMPLETE", failed.Status)
			require.Len(t, failed.Causes, 1)
			require.Equal(t, id, failed.Causes[0].LogicalID)
			require.Equal(t, "no more of these", failed.Causes[0].Reason)
			require.ErrorContains(t, err, "-recreate")
			for key := range account(t, server) {
				if strings.HasPrefix(key, failed.Stack+" ") {
					require.NotContains(t, key, " resource ", "it is left")
				}
			}
			_, err = d.Deploy(t.Context(), a)
			require.ErrorAs(t, err, &failed, "it is not deleted without being told")
			require.Equal(t, id, failed.Causes[0].LogicalID, "and still says why")
			d.Recreate = true
			_, err = d.Deploy(t.Context(), a)
			require.NoError(t, err)
			require.Equal(t, "CREATE_COMPLETE", account(t, server)["edge"])
		})
	}
	for _, id := range []string{"Subnet", "Logs", "Role"} {
		t.Run("update of "+id, func(t *testing.T) {
			server := start(t, rehearse.Options{Fail: []rehearse.Failure{{LogicalID: id, Action: "update"}}})
			defer server.Close()
			d, dir := deployer(server, nil), t.TempDir()
			_, err := d.Deploy(t.Context(), write(t, dir, base, edge))
			require.NoError(t, err)
			before := account(t, server)
			next := strings.NewReplacer(`"RetentionInDays": 30`, `"RetentionInDays": 60`, `"AssumeRolePolicyDocument": {}`, `"AssumeRolePolicyDocument": {"Version": "2012-10-17"}`,
				`"CidrBlock": {"Ref": "Cidr"}`, `"CidrBlock": {"Ref": "Cidr"}, "MapPublicIpOnLaunch": false`).Replace(base)
			_, err = d.Deploy(t.Context(), write(t, dir, next, edge))
			require.ErrorContains(t, err, "stack base in eu-west-1 is UPDATE_ROLLBACK_COMPLETE\n  "+id+" ")
			before["base"] = "UPDATE_ROLLBACK_COMPLETE"
			require.Empty(t, cmp.Diff(before, account(t, server)))
		})
	}
}

// Killed at any request, before or after AWS has heard it, and run again: the end is the
// same as without.
func TestResumeAfterAKill(t *testing.T) {
	undisturbed := func(t require.TestingT) map[string]string {
		server := start(t, rehearse.Options{})
		defer server.Close()
		dir, err := os.MkdirTemp("", "deploy")
		require.NoError(t, err)
		defer os.RemoveAll(dir)
		_, err = deployer(server, nil).Deploy(context.Background(), write(t, dir, base, edge))
		require.NoError(t, err)
		return account(t, server)
	}
	want := undisturbed(t)
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		server := start(r, rehearse.Options{Steps: rapid.IntRange(1, 4).Draw(r, "steps")})
		defer server.Close()
		a := write(r, dir, base, edge)
		for range rapid.IntRange(1, 3).Draw(r, "kills") {
			at, after := int64(rapid.IntRange(1, 60).Draw(r, "request")), rapid.Bool().Draw(r, "after it was heard")
			ctx, kill := context.WithCancel(context.Background())
			config := server.Config("eu-west-1")
			config.HTTPClient = &http.Client{Transport: &flaky{RoundTripper: http.DefaultTransport, break_: func(n int64, _ *http.Request) (error, error) {
				if n < at {
					return nil, nil
				}
				kill()
				if n == at && after {
					return nil, errors.New("killed")
				}
				return errors.New("killed"), nil
			}}}
			_, err := deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce}.Deploy(ctx, a)
			if err != nil {
				require.ErrorIs(r, err, deploy.ErrStopped)
				require.ErrorContains(r, err, "run the same command")
			}
			kill()
		}
		_, err := deployer(server, nil).Deploy(context.Background(), a)
		require.NoError(r, err)
		got := account(r, server)
		require.Equal(r, sortedKeys(want), sortedKeys(got))
		require.Equal(r, "CREATE_COMPLETE", got["base"])
		require.Equal(r, "CREATE_COMPLETE", got["edge"])
	})
}

func sortedKeys(m map[string]string) []string {
	var all []string
	for key := range m {
		all = append(all, key)
	}
	slices.Sort(all)
	return all
}

// Throttles and dropped connections are waited out, and said.
func TestPassingErrors(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	config := server.Config("eu-west-1")
	config.RetryMaxAttempts = 1
	config.HTTPClient = &http.Client{Transport: &flaky{RoundTripper: http.DefaultTransport, break_: func(n int64, _ *http.Request) (error, error) {
		switch n % 3 {
		case 0:
			return errors.New("connection reset by peer"), nil
		case 1:
			return nil, errors.New("connection reset by peer") // AWS has heard it
		}
		return nil, nil
	}}}
	notes := 0
	d := deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce, Report: func(e deploy.Event) {
		if e.Kind == deploy.Noted && strings.Contains(e.Reason, "tried again in") {
			notes++
		}
	}}
	_, err := d.Deploy(t.Context(), write(t, t.TempDir(), base, edge))
	require.NoError(t, err)
	require.Greater(t, notes, 5)
	require.Equal(t, "CREATE_COMPLETE", account(t, server)["edge"])
}

// answer is a server that says one thing.
type answer struct {
	status int
	code   string
}

func (a answer) RoundTrip(*http.Request) (*http.Response, error) {
	body := "<ErrorResponse><Error><Code>" + a.code + "</Code><Message>no</Message></Error></ErrorResponse>"
	return &http.Response{StatusCode: a.status, Header: http.Header{"Content-Type": {"text/xml"}}, Body: readCloser{strings.NewReader(body)}}, nil
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

func TestCredentialsRunOut(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	config := server.Config("eu-west-1")
	for _, code := range []string{"ExpiredToken", "InvalidClientTokenId"} {
		config.HTTPClient = &http.Client{Transport: answer{403, code}}
		_, err := deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce}.Deploy(t.Context(), write(t, t.TempDir(), base, edge))
		require.ErrorIs(t, err, deploy.ErrCredentials)
		require.ErrorContains(t, err, "aws sso login")
	}
	config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return aws.Credentials{}, errors.New("none") })
	_, err := deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce}.Deploy(t.Context(), write(t, t.TempDir(), base, edge))
	require.ErrorIs(t, err, deploy.ErrCredentials)
	// What does not pass is not tried for long.
	config = server.Config("eu-west-1")
	config.HTTPClient = &http.Client{Transport: answer{400, "AccessDenied"}}
	_, err = deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce}.Deploy(t.Context(), write(t, t.TempDir(), base, edge))
	require.ErrorContains(t, err, "looking at stack base in eu-west-1")
	require.ErrorContains(t, err, "AccessDenied")
}

// The race for a role that AWS makes at the first use is run once more.
func TestServiceLinkedRole(t *testing.T) {
	server := start(t, rehearse.Options{Fail: []rehearse.Failure{{LogicalID: "Role", Times: 1, Reason: "Unable to assume the service linked role. Please verify that the ECS service linked role exists."}}})
	defer server.Close()
	_, err := deployer(server, nil).Deploy(t.Context(), write(t, t.TempDir(), base, edge))
	require.NoError(t, err)
	require.Equal(t, "CREATE_COMPLETE", account(t, server)["base"])
}

func TestRefusedTemplateLeavesNothing(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	_, err := deployer(server, nil).Deploy(t.Context(), write(t, t.TempDir(), strings.Replace(base, "RetentionInDays", "Retention", 1), edge))
	require.ErrorContains(t, err, "/Resources/Logs/Properties/Retention: extraneous key [Retention] is not permitted")
	require.Empty(t, account(t, server))
}

func TestDeclined(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	d := deployer(server, nil)
	asked := ""
	d.Confirm = func(p deploy.Plan) error { asked = p.String(); return deploy.ErrDeclined }
	_, err := d.Deploy(t.Context(), write(t, t.TempDir(), base, edge))
	require.ErrorIs(t, err, deploy.ErrDeclined)
	require.Contains(t, asked, "base in eu-west-1: create")
	require.Empty(t, account(t, server))
}

func TestRead(t *testing.T) {
	a := write(t, t.TempDir(), base, edge)
	require.Len(t, a.Stacks, 2)
	s := a.Stacks[0]
	require.Equal(t, "base", s.Name)
	require.Equal(t, "eu-west-1", s.Region)
	require.NotContains(t, s.Template, "aws:cdk:path")
	require.NotContains(t, s.Template, "\n")
	require.Equal(t, []string{"CAPABILITY_IAM"}, s.Capabilities)
	require.Equal(t, []string{"base"}, a.Stacks[1].Reads)
	var was, is map[string]any
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(base, `, "Metadata": {"aws:cdk:path": "base/Vpc"}`, "", 1)), &was))
	require.NoError(t, json.Unmarshal([]byte(s.Template), &is))
	require.Empty(t, cmp.Diff(was, is))
}

func TestUnfitAssemblies(t *testing.T) {
	custom := strings.Replace(base, `"AWS::IAM::Role"`, `"Custom::Thing"`, 1)
	for name, test := range map[string]struct {
		manifest, base string
		says           []string
	}{
		"nothing":       {"", base, []string{"manifest.json", "synthesize the stacks"}},
		"no JSON":       {"{", base, []string{"cannot be read"}},
		"no stack":      {`{"artifacts": {}}`, base, []string{"names no stack"}},
		"look-up":       {`{"missing": [{"key": "vpc-provider"}], "artifacts": {"b": {"type": "aws:cloudformation:stack", "environment": "aws://1/eu-west-1", "properties": {"templateFile": "base.json"}}}}`, custom, []string{"vpc-provider", "never looked up", "Custom::Thing"}},
		"no Region":     {`{"artifacts": {"b": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region", "properties": {"templateFile": "base.json"}}}}`, base, []string{"has no Region"}},
		"dummy":         {`{"artifacts": {"b": {"type": "aws:cloudformation:stack", "environment": "aws://1/eu-west-1", "properties": {"templateFile": "base.json"}}}}`, strings.Replace(base, "10.0.0.0/16", "pl-xxxxxxxx", 1), []string{"pl-xxxxxxxx", "give the real value"}},
		"assets":        {`{"artifacts": {"a": {"type": "cdk:asset-manifest", "properties": {"file": "assets.json"}}}}`, base, []string{"code.zip", "images"}},
		"circle":        {`{"artifacts": {"b": {"type": "aws:cloudformation:stack", "environment": "aws://1/eu-west-1", "properties": {"templateFile": "base.json"}, "dependencies": ["c"]}, "c": {"type": "aws:cloudformation:stack", "environment": "aws://1/eu-west-1", "properties": {"templateFile": "base.json"}, "dependencies": ["b"]}}}`, base, []string{"in a circle"}},
		"long template": {`{"artifacts": {"b": {"type": "aws:cloudformation:stack", "environment": "aws://1/eu-west-1", "properties": {"templateFile": "base.json"}}}}`, strings.Replace(base, "10.0.0.0/16", strings.Repeat("x", deploy.MaxTemplate), 1), []string{"part the stack"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if test.manifest != "" {
				require.NoError(t, os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(test.manifest), 0o644))
			}
			require.NoError(t, os.WriteFile(filepath.Join(dir, "base.json"), []byte(test.base), 0o644))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "assets.json"), []byte(`{"files": {"x": {"source": {"path": "code.zip"}}}, "dockerImages": {"y": {}}}`), 0o644))
			_, err := deploy.Read(dir)
			for _, want := range test.says {
				require.ErrorContains(t, err, want)
			}
		})
	}
}

// Protection that would stop a deletion half-way is taken off first; that of what is kept stays.
func TestDestroyTakesProtectionOff(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	d := deployer(server, nil)
	protected := strings.Replace(base, `"Role": {`, `"Pool": {"Type": "AWS::Cognito::UserPool", "Properties": {"DeletionProtection": "ACTIVE"}},
  "Kept": {"Type": "AWS::Cognito::UserPool", "DeletionPolicy": "Retain", "Properties": {"DeletionProtection": "ACTIVE"}},
  "Balancer": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"LoadBalancerAttributes": [{"Key": "deletion_protection.enabled", "Value": "true"}]}},
  "Role": {`, 1)
	a := write(t, t.TempDir(), protected, edge)
	_, err := d.Deploy(t.Context(), a)
	require.NoError(t, err)
	said := ""
	d.Confirm = func(p deploy.Plan) error { said = p.String(); return nil }
	result, err := d.Destroy(t.Context(), a)
	require.NoError(t, err)
	require.Contains(t, said, "  the deletion protection of Balancer is taken off first\n  the deletion protection of Pool is taken off first\n")
	require.NotContains(t, said, "Kept")
	require.Len(t, result.Stacks[1].Left, 2)
	require.Empty(t, account(t, server))
}

// A template that is too long for a request is refused without a place for it, and read from there with one.
func TestLongTemplate(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	d := deployer(server, nil)
	long := strings.Replace(base, `"EnableDnsSupport": true`, `"Tags": [{"Key": "k", "Value": "`+strings.Repeat("x", deploy.MaxInline)+`"}]`, 1)
	a := write(t, t.TempDir(), long, edge)
	_, err := d.Deploy(t.Context(), a)
	require.ErrorIs(t, err, deploy.TemplateTooLong)
	require.ErrorContains(t, err, "-template-bucket")
	require.Empty(t, account(t, server))
	d.Templates = server
	_, err = d.Deploy(t.Context(), a)
	require.NoError(t, err)
	require.Equal(t, "CREATE_COMPLETE", account(t, server)["base"])
	result, err := d.Deploy(t.Context(), a)
	require.NoError(t, err)
	require.False(t, result.Changed())
}
