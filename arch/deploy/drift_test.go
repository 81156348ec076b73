package deploy_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/rehearse"
)

func TestNothingDriftsInARehearsal(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	d, a := deployer(server, nil), write(t, t.TempDir(), base, edge)
	_, err := d.Drift(t.Context(), a)
	require.ErrorContains(t, err, "does not exist")
	_, err = d.Deploy(t.Context(), a)
	require.NoError(t, err)
	drifted, err := d.Drift(t.Context(), a)
	require.NoError(t, err)
	require.Empty(t, drifted)
}

// drifting answers as CloudFormation does where somebody has been at a security group.
type drifting struct{ asked int }

func (d *drifting) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	answer := `<R><DetectStackDriftResult><StackDriftDetectionId>1</StackDriftDetectionId></DetectStackDriftResult></R>`
	switch text := string(body); {
	case strings.Contains(text, "Action=DescribeStackDriftDetectionStatus"):
		status := "DETECTION_IN_PROGRESS"
		if d.asked++; d.asked > 1 {
			status = "DETECTION_COMPLETE"
		}
		answer = `<R><DescribeStackDriftDetectionStatusResult><DetectionStatus>` + status + `</DetectionStatus></DescribeStackDriftDetectionStatusResult></R>`
	case strings.Contains(text, "Action=DescribeStackResourceDrifts"):
		answer = `<R><DescribeStackResourceDriftsResult><StackResourceDrifts><member><LogicalResourceId>Group</LogicalResourceId><ResourceType>AWS::EC2::SecurityGroup</ResourceType>
		 <StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus><PropertyDifferences><member><PropertyPath>/GroupDescription</PropertyPath><ExpectedValue>a</ExpectedValue><ActualValue>b</ActualValue><DifferenceType>NOT_EQUAL</DifferenceType></member></PropertyDifferences></member></StackResourceDrifts></DescribeStackResourceDriftsResult></R>`
	}
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/xml"}}, Body: readCloser{strings.NewReader(answer)}}, nil
}

func TestDrift(t *testing.T) {
	server := start(t, rehearse.Options{})
	defer server.Close()
	config := server.Config("eu-west-1")
	config.HTTPClient = &http.Client{Transport: &drifting{}}
	a := write(t, t.TempDir(), base, edge)
	a.Stacks = a.Stacks[:1]
	drifted, err := deploy.Deployer{Clients: deploy.Clients(config), Wait: atOnce}.Drift(t.Context(), a)
	require.NoError(t, err)
	require.Len(t, drifted, 1)
	require.Equal(t, "base in eu-west-1: Group (AWS::EC2::SecurityGroup) is MODIFIED\n  /GroupDescription: a → b", drifted[0].String())
}
