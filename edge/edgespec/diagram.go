package edgespec

import (
	"cmp"
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
)

// Diagram is the edge's part of the picture: users, CloudFront, WAF, and the way to the load balancer.
func (p Plan) Diagram() diagram.Graph {
	enter := diagram.Edge{
		ID: diagram.EdgeBetween(diagram.UsersID, diagram.CloudFrontID), From: diagram.UsersID, To: diagram.CloudFrontID,
		Kind: diagram.RequestEdge, Label: "HTTPS 443",
	}
	inspect := diagram.Edge{
		ID: diagram.EdgeBetween(diagram.CloudFrontID, diagram.WAFID), From: diagram.CloudFrontID, To: diagram.WAFID,
		Kind: diagram.InspectEdge, Path: "managedRules",
	}
	label, way := "HTTPS 443", "over TLS, with a secret header that proves the distribution"
	if p.Inputs.OriginPort != 443 {
		label = fmt.Sprintf("HTTP %d", p.Inputs.OriginPort)
	}
	if p.Inputs.PrivateOrigin {
		way = "through a VPC origin: the load balancer has no public address"
	}
	forward := diagram.Edge{
		ID: diagram.EdgeBetween(diagram.CloudFrontID, diagram.LoadBalancerID), From: diagram.CloudFrontID, To: diagram.LoadBalancerID,
		Kind: diagram.RequestEdge, Label: label,
	}
	return diagram.Graph{
		Groups: []diagram.Group{
			{ID: diagram.CloudID, Kind: diagram.CloudGroup, Title: "AWS Cloud"},
			{ID: diagram.EdgeID, Parent: diagram.CloudID, Kind: diagram.EdgeGroup, Title: "Edge (global)"},
		},
		Nodes: []diagram.Node{
			{ID: diagram.UsersID, Kind: diagram.UsersNode, Title: "Users"},
			{ID: diagram.CloudFrontID, Kind: diagram.CloudFrontNode, Title: "CloudFront", Detail: cmp.Or(p.Spec.Domain, "cloudfront.net"), Groups: []string{diagram.EdgeID}, Path: "domain",
				Facts: []string{"Ends the viewers' TLS and forwards every header; it caches nothing of the application."}},
			{ID: diagram.WAFID, Kind: diagram.WAFNode, Title: "AWS WAF", Detail: fmt.Sprintf("%d rules", len(p.Rules)), Groups: []string{diagram.EdgeID}, Path: "managedRules", Facts: p.facts()},
			{ID: diagram.LoadBalancerID},
		},
		Edges: []diagram.Edge{enter, inspect, forward},
		Steps: []diagram.Step{
			{ID: "enter", Order: 10, Edges: []string{enter.ID}, Text: "Users connect over HTTPS to the CloudFront distribution."},
			{ID: "inspect", Order: 20, Edges: []string{inspect.ID}, Text: "AWS WAF judges the request before CloudFront goes on."},
			{ID: "forward", Order: 30, Edges: []string{forward.ID}, Text: "CloudFront forwards it to the load balancer " + way + "."},
		},
	}
}

func (p Plan) facts() []string {
	var facts []string
	for _, r := range p.Rules {
		facts = append(facts, r.ID+" "+r.Does+".")
	}
	return facts
}
