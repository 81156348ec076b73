package preflight_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	bedrocktypes "github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	quotatypes "github.com/aws/aws-sdk-go-v2/service/servicequotas/types"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/deploy/preflight"
	"github.com/archblocks/archblocks/arch/problem"
)

// land is a Region as it is told.
type land struct {
	lists      map[string]string
	offered    map[string][]string
	zones      []string
	have       int
	quota      float64
	denied     error
	authorized bedrocktypes.AuthorizationStatus
}

func (l land) PrefixList(_ context.Context, id string) (string, error) { return l.lists[id], l.denied }
func (l land) ServiceZones(_ context.Context, service string) ([]string, bool, error) {
	zones, ok := l.offered[service[strings.LastIndex(service, ".")+1:]]
	return zones, ok, l.denied
}
func (l land) Zones(context.Context) ([]string, error) { return l.zones, l.denied }
func (l land) VPCs(context.Context) (int, error)       { return l.have, l.denied }
func (l land) GetServiceQuota(context.Context, *servicequotas.GetServiceQuotaInput, ...func(*servicequotas.Options)) (*servicequotas.GetServiceQuotaOutput, error) {
	return &servicequotas.GetServiceQuotaOutput{Quota: &quotatypes.ServiceQuota{Value: &l.quota}}, l.denied
}
func (l land) GetFoundationModelAvailability(context.Context, *bedrock.GetFoundationModelAvailabilityInput, ...func(*bedrock.Options)) (*bedrock.GetFoundationModelAvailabilityOutput, error) {
	return &bedrock.GetFoundationModelAvailabilityOutput{AuthorizationStatus: l.authorized}, l.denied
}

func (l land) clouds() preflight.Clouds {
	return preflight.Clouds{
		STS: func(string) preflight.STS { return &cloud{} }, EC2: func(string) preflight.EC2 { return l },
		Quotas: func(string) preflight.Quotas { return l }, Bedrock: func(string) preflight.Bedrock { return l },
	}
}

func fine() land {
	both := []string{"eu-west-1a", "eu-west-1b"}
	return land{
		lists:   map[string]string{"pl-4fa04526": "com.amazonaws.global.cloudfront.origin-facing", "pl-6da54004": "com.amazonaws.eu-west-1.s3"},
		offered: map[string][]string{"api": both, "dkr": both, "logs": both, "monitoring": both, "bedrock-runtime": both},
		zones:   []string{"eu-west-1b", "eu-west-1a", "eu-west-1c"}, quota: 5, authorized: bedrocktypes.AuthorizationStatusAuthorized,
	}
}

// The needs are read from the template that examples/full renders, and held against the Region.
func TestRegion(t *testing.T) {
	for name, test := range map[string]struct {
		edit func(*land)
		want []problem.Code
	}{
		"fine":                   {func(*land) {}, nil},
		"another Region's list":  {func(l *land) { delete(l.lists, "pl-4fa04526") }, []problem.Code{preflight.PrefixListMissing}},
		"a user's own list":      {func(l *land) { l.lists["pl-6da54004"] = "mine" }, []problem.Code{preflight.PrefixListMissing}},
		"no endpoint":            {func(l *land) { delete(l.offered, "bedrock-runtime") }, []problem.Code{preflight.EndpointMissing}},
		"not in the second zone": {func(l *land) { l.offered["logs"] = []string{"eu-west-1a", "eu-west-1c"} }, []problem.Code{preflight.EndpointNotInZone}},
		"one zone":               {func(l *land) { l.zones = []string{"eu-west-1a"} }, slices.Repeat([]problem.Code{preflight.EndpointNotInZone}, 5)},
		"no room for a VPC":      {func(l *land) { l.have = 5 }, []problem.Code{preflight.VPCQuotaReached}},
		"no model":               {func(l *land) { l.authorized = bedrocktypes.AuthorizationStatusNotAuthorized }, []problem.Code{preflight.ModelNotAccessible}},
	} {
		t.Run(name, func(t *testing.T) {
			l := fine()
			test.edit(&l)
			r := preflight.Run(t.Context(), l.clouds(), chat(t))
			var found problem.List
			for _, c := range r.Checks[2:] { // after samples and credentials
				found = append(found, c.Found...)
				require.Empty(t, c.Skipped, c.Name)
			}
			require.Equal(t, test.want, codes(found), r.Text())
			require.Len(t, r.Checks, 2+2+5+1+1, "two lists, five services, a quota and a model:\n%s", r.Text())
		})
	}
	l := fine()
	l.denied = api("UnauthorizedOperation")
	r := preflight.Run(t.Context(), l.clouds(), chat(t))
	for _, c := range r.Checks[2:] {
		require.Contains(t, c.Skipped, "the credentials may not do "+c.Action, c.Name)
	}
	l.denied = errors.New("no route to host")
	require.Contains(t, preflight.Run(t.Context(), l.clouds(), chat(t)).Text(), "skipped  prefix list pl-4fa04526 in eu-west-1: no route to host")
}

func settings(endpoint string) aws.Config {
	return aws.Config{Region: "eu-west-1", BaseEndpoint: &endpoint, Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
	})}
}

// The calls of EC2 as AWS documents them: what is sent, and how answers and errors are read.
func TestEC2Query(t *testing.T) {
	answers := map[string]string{
		"DescribeManagedPrefixLists":  `<R><prefixListSet><item><prefixListName>com.amazonaws.eu-west-1.s3</prefixListName></item></prefixListSet></R>`,
		"DescribeVpcEndpointServices": `<R><serviceDetailSet><item><availabilityZoneSet><item>eu-west-1a</item><item>eu-west-1b</item></availabilityZoneSet></item></serviceDetailSet></R>`,
		"DescribeAvailabilityZones":   `<R><availabilityZoneInfo><item><zoneName>eu-west-1a</zoneName></item></availabilityZoneInfo></R>`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(body))
		if !strings.Contains(r.Header.Get("Authorization"), "/eu-west-1/ec2/aws4_request") || form.Get("Version") != "2016-11-15" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if form.Get("Action") == "DescribeVpcs" {
			if form.Get("NextToken") == "" {
				io.WriteString(w, `<R><vpcSet><item><vpcId>a</vpcId></item><item><vpcId>b</vpcId></item></vpcSet><nextToken>t</nextToken></R>`)
			} else {
				io.WriteString(w, `<R><vpcSet><item><vpcId>c</vpcId></item></vpcSet></R>`)
			}
			return
		}
		if form.Get("PrefixListId.1") == "pl-none" {
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, `<Response><Errors><Error><Code>InvalidPrefixListID.NotFound</Code><Message>no</Message></Error></Errors></Response>`)
			return
		}
		if form.Get("ServiceName.1") == "denied" {
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>`)
			return
		}
		io.WriteString(w, answers[form.Get("Action")])
	}))
	defer server.Close()
	c := preflight.Clients(settings(server.URL)).EC2("eu-west-1")
	name, err := c.PrefixList(t.Context(), "pl-1")
	require.NoError(t, err)
	require.Equal(t, "com.amazonaws.eu-west-1.s3", name)
	name, err = c.PrefixList(t.Context(), "pl-none")
	require.NoError(t, err)
	require.Empty(t, name)
	zones, known, err := c.ServiceZones(t.Context(), "com.amazonaws.eu-west-1.logs")
	require.NoError(t, err)
	require.True(t, known)
	require.Equal(t, []string{"eu-west-1a", "eu-west-1b"}, zones)
	_, _, err = c.ServiceZones(t.Context(), "denied")
	require.ErrorContains(t, err, "UnauthorizedOperation")
	all, err := c.Zones(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{"eu-west-1a"}, all)
	n, err := c.VPCs(t.Context())
	require.NoError(t, err)
	require.Equal(t, 3, n)
}

// Another's stand-in for AWS takes the same calls.
func TestEC2AgainstMoto(t *testing.T) {
	program, err := exec.LookPath("moto_server")
	if err != nil {
		t.Skip("moto_server is not installed: pip install 'moto[server,ec2]'")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	host, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	command := exec.Command(program, "-H", host, "-p", port)
	require.NoError(t, command.Start())
	t.Cleanup(func() { command.Process.Kill(); command.Wait() })
	address := "http://" + net.JoinHostPort(host, port)
	for range 150 {
		if out, err := http.Get(address); err == nil {
			out.Body.Close()
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	c := preflight.Clients(settings(address)).EC2("eu-west-1")
	zones, err := c.Zones(t.Context())
	require.NoError(t, err)
	require.Contains(t, zones, "eu-west-1a")
	offered, known, err := c.ServiceZones(t.Context(), "com.amazonaws.eu-west-1.logs")
	require.NoError(t, err)
	require.True(t, known)
	require.NotEmpty(t, offered)
	n, err := c.VPCs(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n, "the default VPC")
	name, err := c.PrefixList(t.Context(), "pl-0123456789abcdef0")
	require.NoError(t, err)
	require.Empty(t, name)
}
