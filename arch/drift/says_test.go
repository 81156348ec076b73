package drift

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/diagram"
)

func bands(names ...string) picture {
	g := diagram.Graph{Groups: []diagram.Group{
		{ID: diagram.LoadBalancersID, Kind: diagram.SecurityGroupBand, Title: "sg load-balancer"},
		{ID: diagram.EndpointsID, Kind: diagram.SecurityGroupBand, Title: "sg endpoints"},
	}}
	for _, name := range names {
		band := diagram.SecurityGroupID("service-" + name)
		g.Groups = append(g.Groups, diagram.Group{ID: band, Kind: diagram.SecurityGroupBand, Title: "sg " + name + " · ECS Fargate"})
		g.Nodes = append(g.Nodes, diagram.Node{ID: diagram.TaskID(name, 1), Kind: diagram.TaskNode, Wears: band})
	}
	return index(g)
}

func TestSays(t *testing.T) {
	in := func(port int, peer string) rule {
		return rule{In: true, Protocol: "tcp", From: port, To: port, Peer: peer}
	}
	out := func(port int, peer string) rule { return rule{Protocol: "tcp", From: port, To: port, Peer: peer} }
	tests := []struct {
		of, text string
		want     []rule
	}{
		{"sg/load-balancer", "", nil},
		{"sg/load-balancer", "in 443 from CloudFront · out 8501 to sg app, 443 to the login",
			[]rule{in(443, "CloudFront"), out(8501, "sg/service-app"), out(443, "0.0.0.0/0")}},
		{"sg/load-balancer", "in 80 from CloudFront · out 8501 to sg app, 9000 to sg api",
			[]rule{in(80, "CloudFront"), out(8501, "sg/service-app"), out(9000, "sg/service-api")}},
		{"sg/load-balancer", "in 80, 443 from CloudFront", []rule{in(80, "CloudFront"), in(443, "CloudFront")}},
		{"sg/load-balancer", "in 80 and 443 from CloudFront", []rule{in(80, "CloudFront"), in(443, "CloudFront")}},
		// Services may be called as the other bands are.
		{"sg/load-balancer", "out 1 to sg endpoints, 2 to sg load-balancer", []rule{out(1, "sg/service-endpoints"), out(2, "sg/service-load-balancer")}},
		{"sg/service-endpoints", "in 1 from sg load-balancer · out 443 to sg endpoints and S3", []rule{in(1, "sg/load-balancer"), out(443, "sg/endpoints"), out(443, "S3")}},
		{"sg/endpoints", "in 443 from the tasks",
			[]rule{in(443, "sg/service-app"), in(443, "sg/service-api"), in(443, "sg/service-endpoints"), in(443, "sg/service-load-balancer")}},
	}
	p := bands("app", "api", "endpoints", "load-balancer")
	for _, test := range tests {
		got, err := p.says(diagram.Group{ID: test.of, Detail: test.text})
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s says %q: %v (-want +got):\n%s", test.of, test.text, err, diff)
		}
	}
}

func TestSaysNothing(t *testing.T) {
	p := bands("app")
	for _, text := range []string{
		"443 from CloudFront", "in", "in ", "in 443", "in 443 to CloudFront", "out 443 from S3", "in 99999 from S3", "in -1 from S3", "in x from S3", "in 443 from ",
		"in 443 from somebody", "in 443 from app", "in 443 from sg web", "in 443 from CloudFront ·out 1 to S3", "in 443 from CloudFront, 80", "In 443 from S3", " · ", "in 443 from S3 and",
	} {
		if got, err := p.says(diagram.Group{Detail: text}); err == nil {
			t.Errorf("%q says %v", text, got)
		}
	}
}

func FuzzSays(f *testing.F) {
	for _, seed := range []string{"in 443 from CloudFront · out 8501 to sg app, 443 to the login", "in 443 from the tasks", " · ", "in , from and "} {
		f.Add(seed)
	}
	p := bands("app")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := p.says(diagram.Group{ID: "x", Detail: text})
		if err != nil && rules != nil || err == nil && text != "" && len(rules) == 0 {
			t.Errorf("%q says %v and %v", text, rules, err)
		}
	})
}

// A type is in one table, and the reason is a sentence without its full stop.
func TestTypes(t *testing.T) {
	for kind, reason := range leftOut {
		if mustDraw[kind] && kind != "AWS::CloudFront::VpcOrigin" || reason == "" || reason[len(reason)-1] == '.' {
			t.Errorf("%s: %q", kind, reason)
		}
	}
	for _, kind := range []string{
		"AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::VPCEndpoint",
		"AWS::EC2::NatGateway", "AWS::EC2::EIP", "AWS::EC2::VPNGateway", "AWS::EC2::VPCPeeringConnection", "AWS::EC2::TransitGatewayAttachment",
		"AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ECS::Service", "AWS::EC2::Instance", "AWS::RDS::DBInstance", "AWS::Lambda::Function",
		"AWS::CloudFront::Distribution", "AWS::WAFv2::WebACL", "AWS::Cognito::UserPool", "AWS::EC2::EgressOnlyInternetGateway", "AWS::EC2::Route",
	} {
		if _, left := leftOut[kind]; left || !mustDraw[kind] {
			t.Errorf("%s may be left out", kind)
		}
	}
}
