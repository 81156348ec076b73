package drift

import (
	"maps"
	"slices"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// noteDrawn remembers which resources each element of the picture stands for.
func (s *scene) noteDrawn() {
	note := func(id string, all ...*cfn.Resource) {
		for _, r := range all {
			if r == nil {
				continue
			}
			if s.report.Drawn == nil {
				s.report.Drawn = map[string][]string{}
			}
			if name := r.Ref.String(); !slices.Contains(s.report.Drawn[id], name) {
				s.report.Drawn[id] = append(s.report.Drawn[id], name)
			}
		}
	}
	for _, byID := range []map[string]*cfn.Resource{s.subnets, s.worn, s.endpoints} {
		for _, id := range slices.Sorted(maps.Keys(byID)) {
			note(id, byID[id])
		}
	}
	for id, r := range s.subnets {
		note(id, s.tables[r.Ref])
	}
	for _, group := range s.groupsOf(diagram.VPCGroup) {
		note(group.ID, s.vpc)
	}
	for _, name := range s.serviceNames() {
		for _, node := range s.tasks(name) {
			if r := s.services[name]; r != nil {
				note(node.ID, r, s.refers(s.get(r, "TaskDefinition"), "AWS::ECS::TaskDefinition"))
			}
		}
	}
	note(diagram.LoadBalancerID, s.balancer)
	note(diagram.CloudFrontID, s.distribution)
	note(diagram.WAFID, s.acl)
	note(diagram.CognitoID, s.pool)
}
