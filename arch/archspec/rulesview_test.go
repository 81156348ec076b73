package archspec_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

// templateRules are the rules of a template in the words of the picture, each as "from > to: port", by way.
func templateRules(t *testing.T, file string) (in, out map[string]bool) {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var template struct {
		Resources map[string]struct {
			Type       string
			Properties map[string]any
		}
	}
	require.NoError(t, json.Unmarshal(text, &template))
	name := func(ref any) string {
		id := fmt.Sprint(ref)
		for part, band := range map[string]string{"LoadBalancer": diagram.LoadBalancersID, "EndpointGroup": diagram.EndpointsID, "ServiceApp": "sg/service-app"} {
			if strings.Contains(id, part) {
				return band
			}
		}
		t.Fatalf("a rule speaks of %s", id)
		return ""
	}
	in, out = map[string]bool{}, map[string]bool{}
	for _, r := range template.Resources {
		p := r.Properties
		own := ""
		if strings.HasPrefix(r.Type, "AWS::EC2::SecurityGroup") && r.Type != "AWS::EC2::SecurityGroup" {
			own = name(p["GroupId"])
			require.Equal(t, p["FromPort"], p["ToPort"])
			require.Equal(t, "tcp", p["IpProtocol"])
		}
		switch r.Type {
		case "AWS::EC2::SecurityGroupIngress":
			from := diagram.CloudFrontID
			if p["SourcePrefixListId"] == nil {
				from = name(p["SourceSecurityGroupId"])
			}
			in[fmt.Sprintf("%s > %s: TCP %v", from, own, p["FromPort"])] = true
		case "AWS::EC2::SecurityGroupEgress":
			to := archspec.AnyAddressID
			if p["DestinationPrefixListId"] != nil {
				to = diagram.EndpointID("s3")
			} else if p["CidrIp"] == nil {
				to = name(p["DestinationSecurityGroupId"])
			}
			out[fmt.Sprintf("%s > %s: TCP %v", own, to, p["FromPort"])] = true
		}
	}
	return in, out
}

// The edges of the security groups' picture are the rules of the template that the same spec renders.
func TestSecurityGroupDiagram(t *testing.T) {
	spec := archspec.Spec{
		Name: "chat", Region: "eu-west-1",
		Edge:    edgespec.Spec{Domain: "chat.example.com", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		Compute: computespec.Spec{Services: []computespec.Service{{Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.0.0"}}},
	}
	p, err := spec.Plan()
	require.NoError(t, err)
	g := p.SecurityGroupDiagram()
	require.NoError(t, g.Check())
	require.Empty(t, g.Layout().Omitted)
	ends := map[string]string{}
	for _, n := range g.Nodes {
		ends[n.ID] = n.ID
		if n.Wears != "" {
			ends[n.ID] = n.Wears
		}
	}
	drawn := map[string]bool{}
	for _, e := range g.Edges {
		drawn[fmt.Sprintf("%s > %s: %s", ends[e.From], ends[e.To], e.Label)] = true
	}
	in, out := templateRules(t, "../../internal/cfn/testdata/chat.template.json")
	require.Len(t, in, 3)
	require.Len(t, out, 4)
	both := maps.Clone(in)
	maps.Copy(both, out)
	require.Equal(t, slices.Sorted(maps.Keys(both)), slices.Sorted(maps.Keys(drawn)))

	// Without its counterpart a rule lets nothing pass, and the picture says so.
	p.Compute.Rules = slices.DeleteFunc(slices.Clone(p.Compute.Rules), func(r plan.Rule) bool { return r.ID == "AppFromLoadBalancer" })
	for _, e := range p.SecurityGroupDiagram().Edges {
		if e.From == diagram.LoadBalancerID && strings.HasPrefix(e.To, "task/") {
			require.Equal(t, "TCP 8501, out alone", e.Label)
		} else {
			require.NotContains(t, e.Label, "alone")
		}
	}
}
