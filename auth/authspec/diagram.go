package authspec

import "github.com/archblocks/archblocks/arch/diagram"

// Diagram is auth's part of the picture: Cognito, and who asks it.
func (p Plan) Diagram() diagram.Graph {
	if p.Spec.Mode == ModeNone {
		return diagram.Graph{}
	}
	g := diagram.Graph{
		Groups: []diagram.Group{{ID: diagram.ServicesID, Parent: diagram.RegionID, Kind: diagram.ServicesGroup}},
		Nodes: []diagram.Node{{
			ID: diagram.CognitoID, Kind: diagram.LoginNode, Title: "Amazon Cognito", Detail: "user pool",
			Groups: []string{diagram.ServicesID}, Path: "mode",
			Facts: []string{"Holds the users. Second factor: " + string(p.Spec.MFA) + "."},
		}},
	}
	if p.Spec.Mode == ModeInApp {
		g.Steps = []diagram.Step{{ID: diagram.LoginStep, Order: 70, Text: "The application logs users in through Amazon Cognito, over the cognito-idp endpoint."}}
		return g
	}
	edge := diagram.Edge{
		ID: diagram.EdgeBetween(diagram.LoadBalancerID, diagram.CognitoID), From: diagram.LoadBalancerID, To: diagram.CognitoID,
		Kind: diagram.InspectEdge, Label: "login", Path: "mode",
	}
	g.Edges = []diagram.Edge{edge}
	g.Steps = []diagram.Step{{
		ID: diagram.LoginStep, Order: 35, Edges: []string{edge.ID},
		Text: "The load balancer lets users log in at Amazon Cognito before it forwards anything.",
	}}
	return g
}
