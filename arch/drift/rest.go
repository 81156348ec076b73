package drift

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// compareRest says of every resource that is not drawn why it need not be, or that it must.
func (s *scene) compareRest() {
	for _, stack := range s.model.Stacks {
		for _, r := range stack.Resources {
			if !s.world.Exists(r) || s.shown[r.Ref] || r.Type == ignored {
				continue
			}
			reason, left := leftOut[r.Type]
			switch {
			case left && !s.opens(r):
				s.report.leaveOut(r.Type, reason, r.Ref.String())
			case left || mustDraw[r.Type]:
				s.undrawn(r, fmt.Sprintf("%s is not drawn, and must be", r.Type))
			default:
				s.say(UnknownType, "", r, nil, fmt.Sprintf("%s is not known: nobody has said whether it must be drawn", r.Type), "draw it, or list it in arch/drift/types.go with a reason")
			}
		}
	}
}

// opens tells of a resource that its type alone does not excuse: a gateway of another kind,
// or an origin that leads elsewhere.
func (s *scene) opens(r *cfn.Resource) bool {
	switch r.Type {
	case "AWS::EC2::VPCGatewayAttachment":
		return !missing(s.get(r, "VpnGatewayId")) || missing(s.get(r, "InternetGatewayId"))
	case "AWS::CloudFront::VpcOrigin":
		to := s.refers(s.get(r, "VpcOriginEndpointConfig", "Arn"), balancerType)
		return to == nil || to != s.balancer
	}
	return false
}

// compareDrawing looks for what is drawn and was not compared.
func (s *scene) compareDrawing() {
	for _, group := range s.graph.Groups {
		s.drawnGroup(group)
	}
	for _, node := range s.graph.Nodes {
		s.drawnNode(node)
	}
}

func (s *scene) drawnGroup(group diagram.Group) {
	switch group.Kind {
	case diagram.CloudGroup, diagram.EdgeGroup, diagram.ServicesGroup, diagram.RegionGroup, diagram.VPCGroup, diagram.ZoneGroup, diagram.SecurityGroupBand:
	case diagram.PublicSubnetGroup, diagram.PrivateSubnetGroup:
		if s.groups[group.Parent].Kind != diagram.ZoneGroup {
			s.say(BadDrawing, group.ID, nil, nil, "the subnet is drawn in no zone", "draw it in its zone")
		}
	default:
		s.say(BadDrawing, group.ID, nil, nil, fmt.Sprintf("nobody has said what a group of the kind %q stands for", group.Kind), "teach arch/drift what it stands for, or take it out")
	}
}

func (s *scene) drawnNode(node diagram.Node) {
	name, id := "", node.ID
	switch node.Kind {
	case diagram.UsersNode, diagram.CloudFrontNode, diagram.WAFNode, diagram.LoadBalancerNode:
		return
	case diagram.TaskNode:
		name, _ = service(node)
		name += " task"
	case diagram.EndpointNode:
		name, id = node.Title, diagram.EndpointID(node.Title)
	case diagram.StorageNode, diagram.ModelNode, diagram.RegistryNode, diagram.MonitoringNode, diagram.LoginNode, diagram.SecretsNode, diagram.OtherNode:
		name, id = node.Title, diagram.ServiceID(node.Title)
		if !s.led(node) {
			s.say(Missing, node.ID, nil, nil, "no endpoint of the templates leads to the service", "make the endpoint, or take the service out of the picture")
		}
	default:
		s.say(BadDrawing, node.ID, nil, nil, fmt.Sprintf("nobody has said what a node of the kind %q stands for", node.Kind), "teach arch/drift what it stands for, or take it out")
		return
	}
	if node.Title != name || node.ID != id {
		s.say(BadDrawing, node.ID, nil, nil, fmt.Sprintf("the title %q is not what the node's id says", node.Title), "let both name the same")
	}
}

// led tells whether the templates have something of a service beside the VPC: an endpoint
// that leads to it, the user pool, or what CloudWatch keeps.
func (s *scene) led(node diagram.Node) bool {
	if node.Kind == diagram.LoginNode && node.Detail == poolDetail {
		return true // compared on its own
	}
	if node.ID == diagram.CloudWatchID && len(s.byType["AWS::Logs::LogGroup"])+len(s.byType["AWS::CloudWatch::Alarm"]) > 0 {
		return true
	}
	for _, e := range s.nodesOf(diagram.EndpointNode) {
		if s.endpoints[e.ID] != nil && diagram.ServiceID(family(e)) == node.ID {
			return true
		}
	}
	return false
}
