package cfntypes_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/cfntypes"
)

// Every type that the topology renders is in the table.
func TestRenderedTypesAreKnown(t *testing.T) {
	files, err := filepath.Glob("../../arch/testdata/logical-ids/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	seen := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, name := range regexp.MustCompile(`AWS::\w+::\w+`).FindAllString(string(text), -1) {
			_, ok := cfntypes.Lookup(name)
			require.True(t, ok, name)
			seen++
		}
	}
	require.Greater(t, seen, 100)
	_, ok := cfntypes.Lookup("AWS::CloudFormation::CustomResource")
	require.False(t, ok)
}

// The facts are those of AWS's reference pages, looked up by hand.
func TestFacts(t *testing.T) {
	vpc, _ := cfntypes.Lookup("AWS::EC2::VPC")
	require.Equal(t, cfntypes.Always, vpc.Recreates("CidrBlock", "10.0.0.0/16", "10.1.0.0/16"))
	require.Equal(t, cfntypes.Never, vpc.Recreates("EnableDnsSupport", "true", "false"))
	require.True(t, vpc.Takes("CidrBlock"))
	require.False(t, vpc.Takes("VpcId"))
	require.False(t, vpc.Takes("Colour"))
	balancer, _ := cfntypes.Lookup("AWS::ElasticLoadBalancingV2::LoadBalancer")
	require.Equal(t, cfntypes.Always, balancer.Recreates("Scheme", "internal", "internet-facing"))
	require.Equal(t, cfntypes.Never, balancer.Recreates("Subnets", nil, nil))
	service, _ := cfntypes.Lookup("AWS::ECS::Service")
	require.Equal(t, cfntypes.Conditionally, service.Recreates("LaunchType", "EC2", "FARGATE"))
	require.Equal(t, cfntypes.Never, service.Recreates("DesiredCount", "1", "2"))
	endpoint, _ := cfntypes.Lookup("AWS::EC2::VPCEndpoint")
	require.Contains(t, endpoint.Required, "VpcId")
	// Only the nested property replaces.
	dns := func(preference, ip string) map[string]any {
		return map[string]any{"PrivateDnsPreference": preference, "DnsRecordIpType": ip}
	}
	require.Equal(t, cfntypes.Always, endpoint.Recreates("DnsOptions", dns("a", "ipv4"), dns("b", "ipv4")))
	require.Equal(t, cfntypes.Never, endpoint.Recreates("DnsOptions", dns("a", "ipv4"), dns("a", "dualstack")))
}
