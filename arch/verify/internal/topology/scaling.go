package topology

import (
	"strings"

	"github.com/archblocks/archblocks/internal/cfn"
)

// readScaling reads the fewest tasks that scaling may leave of a service.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html
func (t *Topology) readScaling(r *cfn.Resource) {
	space, spaceKnown := t.text(r, "ServiceNamespace")
	dimension, dimensionKnown := t.text(r, "ScalableDimension")
	if spaceKnown && space != "ecs" || dimensionKnown && dimension != "ecs:service:DesiredCount" {
		return
	}
	least, place, known := t.leastCapacity(r)
	for _, s := range t.Services {
		named := t.scales(r, s)
		switch {
		case named == cfn.No:
		case named == cfn.Maybe || !spaceKnown || !dimensionKnown:
			s.LeastDoubts = append(s.LeastDoubts, Doubt{at(r, "ResourceId"), r.Ref.String() + " may scale the service"})
		case !known:
			s.LeastDoubts = append(s.LeastDoubts, Doubt{place, "the least number of tasks is open"})
		case missing(t.get(s.Resource, "DesiredCount")) || least < s.Least:
			// Without a count of its own, the service has what scaling says.
			s.Least, s.LeastAt = least, place
		}
		if named != cfn.No && !missing(t.get(r, "SuspendedState")) {
			s.LeastDoubts = append(s.LeastDoubts, Doubt{at(r, "SuspendedState"), "scaling may be suspended"})
		}
	}
}

// leastCapacity is the smallest of the least capacities that the target or one of its
// scheduled actions sets; the greatest capacity bounds it too.
func (t *Topology) leastCapacity(r *cfn.Resource) (least int, place Place, known bool) {
	least, known = cfn.AsInt(t.get(r, "MinCapacity"))
	place = at(r, "MinCapacity")
	lower := func(v cfn.Value, at Place) {
		if missing(v) {
			return
		}
		n, isNumber := cfn.AsInt(v)
		known = known && isNumber
		if n < least || !isNumber {
			least, place = n, at
		}
	}
	lower(t.get(r, "MaxCapacity"), at(r, "MaxCapacity"))
	list, open := items(t.get(r, "ScheduledActions"))
	for _, item := range list {
		o, readable := item.(cfn.Object)
		action, isObject := o.Get("ScalableTargetAction").(cfn.Object)
		open = open || !readable || !isObject && !missing(o.Get("ScalableTargetAction"))
		lower(action.Get("MinCapacity"), at(r, "ScheduledActions"))
		lower(action.Get("MaxCapacity"), at(r, "ScheduledActions"))
	}
	if open {
		return 0, at(r, "ScheduledActions"), false
	}
	return least, place, known
}

// scales tells whether a scalable target is a service: its ResourceId is
// service/CLUSTER/NAME, by reference or as text.
func (t *Topology) scales(r *cfn.Resource, s *Service) cfn.Truth {
	id := t.get(r, "ResourceId")
	refs := cfn.References(id)
	for _, ref := range refs {
		if ref.Resource() == s.Ref {
			return cfn.Yes
		}
	}
	for _, ref := range refs {
		if target := t.Model.Resource(ref.Resource()); target != nil && target.Type == "AWS::ECS::Service" {
			return cfn.No
		}
	}
	name := t.get(s.Resource, "ServiceName")
	if missing(name) {
		// CloudFormation makes up a name that no text can foretell.
		if _, isText := cfn.AsString(id); isText {
			return cfn.No
		}
		return cfn.Maybe
	}
	whole, isText := cfn.AsString(id)
	if !isText {
		if parts, ok := id.(cfn.Concat); ok {
			last, _ := parts[len(parts)-1].(cfn.String)
			whole = string(last)
		}
	}
	rest, after, found := cutLast(whole, "/")
	if !found {
		return cfn.Maybe
	}
	if named := t.Model.Equal(cfn.String(after), name); named != cfn.Yes {
		return named
	}
	return t.inCluster(id, rest, s)
}

// inCluster tells whether the cluster in a ResourceId, by reference or as the text before
// the service's name, is a service's.
func (t *Topology) inCluster(id cfn.Value, rest string, s *Service) cfn.Truth {
	own, isRef := t.get(s.Resource, "Cluster").(cfn.ResourceRef)
	for _, ref := range cfn.References(id) {
		if target := t.Model.Resource(ref.Resource()); target != nil && target.Type == "AWS::ECS::Cluster" {
			if isRef && own.Resource() == ref.Resource() {
				return cfn.Yes
			}
			return cfn.Maybe
		}
	}
	_, cluster, found := cutLast(rest, "/")
	if !found || cluster == "" {
		return cfn.Maybe
	}
	name := t.get(s.Resource, "Cluster")
	if isRef {
		resource := t.Model.Resource(own.Resource())
		if resource == nil {
			return cfn.Maybe
		}
		if name = t.get(resource, "ClusterName"); missing(name) {
			// CloudFormation makes up a name that no text can foretell.
			return cfn.No
		}
	}
	return t.Model.Equal(cfn.String(cluster), name)
}

func cutLast(s, separator string) (before, after string, found bool) {
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(separator):], true
}

// readPlan doubts what a scaling plan, which names services as text, does to them.
func (t *Topology) readPlan(r *cfn.Resource) {
	for _, s := range t.Services {
		s.LeastDoubts = append(s.LeastDoubts, Doubt{at(r), r.Ref.String() + " may scale the service"})
	}
}
