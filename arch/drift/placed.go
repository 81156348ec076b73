package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// placed compares the subnets that a list names with the groups that something is drawn in.
func (s *scene) placed(drawn string, want []string, r *cfn.Resource, path ...string) {
	v := s.get(r, path...)
	list, open := items(v)
	if open {
		s.open(drawn, r, path, v)
		return
	}
	var have []string
	for _, item := range list {
		subnet := s.refers(item, "AWS::EC2::Subnet")
		switch {
		case subnet != nil && s.subnetID[subnet.Ref] != "":
			have = append(have, s.subnetID[subnet.Ref])
		case subnet != nil || known(item):
			s.say(Differs, drawn, r, path, fmt.Sprintf("it is in the subnet %s, which is not drawn", cfn.Show(item)), "put it in the subnets that it is drawn in")
		default:
			s.open(drawn, r, path, item)
			open = true
		}
	}
	s.sameSubnets(drawn, want, have, open, r, path)
}

func (s *scene) sameSubnets(drawn string, want, have []string, open bool, r *cfn.Resource, path []string) {
	want, have = sorted(want), sorted(have)
	if open || slices.Equal(want, have) {
		return
	}
	for _, id := range want {
		if s.subnets[id] == nil && s.groups[id].ID != "" {
			// That the subnet is missing is said already.
			return
		}
	}
	s.say(Differs, drawn, r, path, fmt.Sprintf("it is drawn in %s, and is in %s", places(want), places(have)), "draw it where it is, or put it in the subnets that it is drawn in")
}

func sorted(ids []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(ids)))
}

func places(ids []string) string {
	if len(ids) == 0 {
		return "no subnet"
	}
	return strings.Join(ids, ", ")
}
