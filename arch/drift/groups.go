package drift

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

// wears compares the security groups of what a node stands for with the band that it is
// drawn in. The first wearer says which group a band is; the others must wear the same.
func (s *scene) wears(node diagram.Node, r *cfn.Resource, path ...string) {
	v := s.get(r, path...)
	list, open := items(v)
	if open {
		s.open(node.ID, r, path, v)
		return
	}
	if len(list) == 0 && node.Wears != "" {
		s.say(Differs, node.ID, r, path, fmt.Sprintf("it is drawn in %s, and wears the VPC's default group", node.Wears), "name its security group")
	}
	for _, item := range list {
		group := s.refers(item, "AWS::EC2::SecurityGroup")
		switch {
		case group == nil && known(item):
			s.say(Differs, node.ID, r, path, fmt.Sprintf("it wears %s, which the templates do not make and the picture does not draw", cfn.Show(item)), "let it wear its own group alone")
		case group == nil:
			s.open(node.ID, r, path, item)
		case s.is(group, node.Wears):
		default:
			s.say(Differs, node.ID, r, path, fmt.Sprintf("it wears %s, which is not the group of %q", group.Ref, node.Wears), "let it wear the group of its band alone, or draw the other one")
		}
	}
}

// is tells whether a group is that of a band, which it becomes if both are free.
func (s *scene) is(group *cfn.Resource, band string) bool {
	if s.worn[band] == nil && s.bands[group.Ref] == "" && s.picture.groups[band].Kind == diagram.SecurityGroupBand {
		s.worn[band], s.bands[group.Ref], s.shown[group.Ref] = group, band, true
	}
	return s.worn[band] == group
}

// compareGroups compares the bands' texts with the rules of their groups, in both directions.
func (s *scene) compareGroups() {
	s.readRules()
	for _, band := range s.groupsOf(diagram.SecurityGroupBand) {
		if s.worn[band.ID] == nil {
			s.say(Missing, band.ID, nil, nil, "no security group of the templates is worn by what is drawn in it", "let the templates wear it, or take the band out of the picture")
			continue
		}
		drawn, err := s.says(band)
		if err != nil {
			s.say(BadDrawing, band.ID, nil, nil, err.Error(), `write the rules as "in 443 from CloudFront · out 8501 to sg app"`)
			continue
		}
		s.compareRules(band, drawn)
	}
}

func (s *scene) compareRules(band diagram.Group, drawn []rule) {
	made := s.rules[band.ID]
	blind := map[bool]bool{}
	for _, m := range made {
		if m.doubt != nil {
			blind[m.In] = true
			if id, _ := cfn.AsString(m.doubt); strings.HasPrefix(id, "pl-") {
				s.say(CannotTell, band.ID, m.resource, m.path, fmt.Sprintf("which prefix list %s is, is not known in %q", id, s.region(m.resource)), "name it in Checker.PrefixLists")
				continue
			}
			s.open(band.ID, m.resource, m.path, m.doubt)
			continue
		}
		found := false
		for _, d := range drawn {
			found = found || d == m.rule
		}
		if !found {
			s.say(RuleNotDrawn, band.ID, m.resource, m.path, fmt.Sprintf("the group lets pass what the text does not tell: %s", m.rule), fmt.Sprintf("draw it in the text of %s, or take the rule out", band.ID))
		}
	}
	for _, d := range drawn {
		found := blind[d.In]
		for _, m := range made {
			found = found || d == m.rule && m.doubt == nil
		}
		if !found {
			s.say(RuleMissing, band.ID, s.worn[band.ID], nil, fmt.Sprintf("the text tells of what the group does not let pass: %s", d), fmt.Sprintf("add the rule, or take it out of the text of %s", band.ID))
		}
	}
}
