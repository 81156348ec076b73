package drift

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
)

// compareACL takes the web ACL that the distribution names, or else the first one.
func (s *scene) compareACL() {
	node, drawn := s.one(diagram.WAFNode)
	all := s.byType[aclType]
	if s.acl = s.refers(s.config("WebACLId"), aclType); s.acl == nil && len(all) > 0 {
		s.acl = all[0]
	}
	if !drawn {
		s.acl = nil
	}
	for _, r := range all {
		if r != s.acl {
			s.undrawn(r, "the web ACL is not drawn")
		}
	}
	switch {
	case !drawn:
	case s.acl == nil:
		s.say(Missing, node.ID, nil, nil, "a web ACL is drawn, and the templates have none", "make the web ACL, or take it out of the picture")
	default:
		s.shown[s.acl.Ref] = true
		rules, open := items(s.get(s.acl, "Rules"))
		if open {
			s.open(node.ID, s.acl, []string{"Rules"}, s.get(s.acl, "Rules"))
		} else if text := fmt.Sprintf("%d rules", len(rules)); text != node.Detail {
			s.say(Differs, node.ID, s.acl, []string{"Rules"}, fmt.Sprintf("%q is drawn, and the web ACL has %s", node.Detail, text), "draw the number of rules")
		}
	}
}
