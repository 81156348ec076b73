package drift

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

func (s *scene) compareNetwork() {
	s.compareVPC()
	s.compareRegion()
	s.matchSubnets()
	for _, zone := range s.groupsOf(diagram.ZoneGroup) {
		s.compareZone(zone)
	}
	s.readTables()
	for _, group := range s.groupsOf(diagram.PublicSubnetGroup, diagram.PrivateSubnetGroup) {
		s.compareRoutes(group)
	}
	s.strayRoutes()
}

// compareVPC takes the VPC with the drawn range, or else the only one.
func (s *scene) compareVPC() {
	all := s.byType["AWS::EC2::VPC"]
	groups := s.groupsOf(diagram.VPCGroup)
	for i, group := range groups {
		if i > 0 {
			s.say(BadDrawing, group.ID, nil, nil, "a second VPC is drawn, and only one is compared", "draw one VPC")
			continue
		}
		for _, r := range all {
			if text, _ := cfn.AsString(s.get(r, "CidrBlock")); text == group.Detail {
				s.vpc = r
				break
			}
		}
		if s.vpc == nil && len(all) > 0 {
			s.vpc = all[0]
			s.compareText(group.ID, s.vpc, []string{"CidrBlock"}, group.Detail, "the VPC has the range")
		}
		if s.vpc == nil {
			s.say(Missing, group.ID, nil, nil, "a VPC is drawn, and the templates have none", "make the VPC, or take it out of the picture")
			continue
		}
		s.shown[s.vpc.Ref] = true
	}
}

// compareText compares a property with what is drawn; what says what the property tells.
func (s *scene) compareText(drawn string, r *cfn.Resource, path []string, want, what string) {
	v := s.get(r, path...)
	text, known := cfn.AsString(v)
	switch {
	case missing(v):
		s.say(Differs, drawn, r, path, fmt.Sprintf("%s %q in the picture, and none in the template", what, want), "draw what the template makes, or change the template")
	case !known:
		s.open(drawn, r, path, v)
	case text != want:
		s.say(Differs, drawn, r, path, fmt.Sprintf("%s %q in the picture, and %q in the template", what, want, text), "draw what the template makes, or change the template")
	}
}

func (s *scene) compareRegion() {
	groups := s.groupsOf(diagram.RegionGroup)
	if s.vpc == nil {
		return
	}
	region := s.region(s.vpc)
	if len(groups) == 0 {
		s.say(NotDrawn, diagram.RegionID, s.vpc, nil, fmt.Sprintf("no Region is drawn around the VPC, which is in %q", region), "draw the Region")
	}
	for _, group := range groups {
		switch {
		case region == "":
			s.say(CannotTell, group.ID, s.vpc, nil, fmt.Sprintf("the Region of stack %s is not known, and %q is drawn", s.vpc.Ref.Stack, group.Detail), "give the template its Region: read the folder of the cloud assembly")
		case region != group.Detail:
			s.say(Differs, group.ID, s.vpc, nil, fmt.Sprintf("stack %s is in %s, and %q is drawn", s.vpc.Ref.Stack, region, group.Detail), "draw the stack's Region, or move the stack")
		}
	}
}

// matchSubnets finds each drawn subnet by its range.
func (s *scene) matchSubnets() {
	all := s.byType["AWS::EC2::Subnet"]
	for _, group := range s.groupsOf(diagram.PublicSubnetGroup, diagram.PrivateSubnetGroup) {
		for _, r := range all {
			if text, _ := cfn.AsString(s.get(r, "CidrBlock")); text == group.Detail && !s.shown[r.Ref] && s.vpc != nil && s.refers(s.get(r, "VpcId"), "AWS::EC2::VPC") == s.vpc {
				s.subnets[group.ID], s.subnetID[r.Ref], s.shown[r.Ref] = r, group.ID, true
				break
			}
		}
		if s.subnets[group.ID] == nil {
			s.say(Missing, group.ID, nil, nil, fmt.Sprintf("the VPC has no subnet %q", group.Detail), "make the subnet, or draw the range that the template gives it")
		}
	}
	for _, r := range all {
		if s.shown[r.Ref] {
			continue
		}
		if v := s.get(r, "CidrBlock"); !known(v) {
			s.shown[r.Ref] = true
			s.open("", r, []string{"CidrBlock"}, v)
			continue
		}
		s.undrawn(r, fmt.Sprintf("the subnet %s is not drawn", cfn.Show(s.get(r, "CidrBlock"))))
	}
}

func known(v cfn.Value) bool {
	_, known := cfn.AsString(v)
	return known
}

// compareZone compares the zone of all subnets drawn in it: by its name, or by its number
// where AWS chooses.
func (s *scene) compareZone(zone diagram.Group) {
	for _, group := range s.groupsOf(diagram.PublicSubnetGroup, diagram.PrivateSubnetGroup) {
		r := s.subnets[group.ID]
		if group.Parent != zone.ID || r == nil {
			continue
		}
		path := []string{"AvailabilityZone"}
		v := s.get(r, path...)
		if zone.Detail != "" {
			s.compareText(zone.ID, r, path, zone.Detail, "the zone is")
			continue
		}
		atom, isAtom := v.(cfn.Atom)
		switch {
		case isAtom && atom.Origin == cfn.FromZone && zone.Title == fmt.Sprintf("Availability Zone %d", atom.Index+1):
		case isAtom && atom.Origin == cfn.FromZone || known(v):
			s.say(Differs, zone.ID, r, path, fmt.Sprintf("%s is drawn in %q without a name, and is in %s", group.ID, zone.Title, cfn.Show(v)), "draw the subnet in its zone, with the zone's name if it has one")
		default:
			s.open(zone.ID, r, path, v)
		}
	}
}
