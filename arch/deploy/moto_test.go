package deploy_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
)

// motoConfig starts moto_server, another's stand-in for AWS, where it is installed.
func motoConfig(t *testing.T) aws.Config {
	program, err := exec.LookPath("moto_server")
	if err != nil {
		t.Skip("moto_server is not installed: pip install 'moto[server,cloudformation]'")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())
	host, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	command := exec.Command(program, "-H", host, "-p", port)
	require.NoError(t, command.Start())
	t.Cleanup(func() { command.Process.Kill(); command.Wait() })
	for range 150 {
		if out, err := http.Get("http://" + address); err == nil {
			out.Body.Close()
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return aws.Config{
		Region: "eu-west-1", BaseEndpoint: aws.String("http://" + address),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
		}),
	}
}

// Another's server reads the requests and gives answers that the deployer reads. What it
// makes of templates is its own: it skips types and does not roll back.
func TestAgainstMoto(t *testing.T) {
	config := motoConfig(t)
	const template = `{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "one"}}}, "Outputs": {"Topic": {"Value": {"Ref": "Topic"}}}}`
	read := func(template string) deploy.Assembly {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "t.json"), []byte(template), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(`{"artifacts": {"moto": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/eu-west-1", "properties": {"templateFile": "t.json", "tags": {"team": "chat"}}}}}`), 0o644))
		a, err := deploy.Read(dir)
		require.NoError(t, err)
		return a
	}
	var events []deploy.Event
	d := deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce, Report: func(e deploy.Event) { events = append(events, e) }}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	plan, err := d.Plan(ctx, read(template))
	require.NoError(t, err)
	require.Equal(t, "moto in eu-west-1: create, 1 to create\n", plan.String())
	result, err := d.Deploy(ctx, read(template))
	require.NoError(t, err)
	require.Equal(t, "moto create", actions(result))
	require.NotEmpty(t, events)
	there, err := cloudformation.NewFromConfig(config).DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: aws.String("moto")})
	require.NoError(t, err)
	require.Equal(t, "CREATE_COMPLETE", string(there.Stacks[0].StackStatus))
	require.Equal(t, "chat", *there.Stacks[0].Tags[0].Value)
	_, err = d.Destroy(ctx, read(template))
	require.NoError(t, err)
	_, err = cloudformation.NewFromConfig(config).DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: aws.String("moto")})
	require.ErrorContains(t, err, "does not exist")
}
