package topology

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/internal/cfn"
)

func (t *Topology) readTargetGroup(r *cfn.Resource) {
	g := &TargetGroup{Ref: r.Ref, Resource: r, VPC: t.vpcOf(r), Type: "instance"}
	if kind, known := t.text(r, "TargetType"); kind != "" || !known {
		// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html
		g.Type = kind
	}
	if v := t.get(r, "IpAddressType"); !missing(v) && v != cfn.Value(cfn.String("ipv4")) {
		g.Doubts = append(g.Doubts, Doubt{at(r, "IpAddressType"), "whether its targets have IPv4 addresses is open or denied"})
	}
	health := t.get(r, "HealthCheckPort")
	if text, ok := cfn.AsString(health); !missing(health) && text != "traffic-port" {
		if n, isNumber := cfn.AsInt(health); ok && isNumber {
			g.HealthPort = n
		} else {
			g.Doubts = append(g.Doubts, t.open(r, "HealthCheckPort"))
		}
	}
	t.targets[r.Ref] = g
	t.TargetGroups = append(t.TargetGroups, g)
}

// readTargets looks for load balancers that are targets of others: what reaches them so is
// not followed. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func (t *Topology) readTargets(r *cfn.Resource) {
	kind, known := t.text(r, "TargetType")
	list, open := items(t.get(r, "Targets"))
	for i, item := range list {
		o, _ := item.(cfn.Object)
		place := at(r, "Targets", fmt.Sprintf("[%d]", i))
		if found := t.refers(o.Get("Id"), "AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn"); found != nil {
			b := t.balancer[found.Ref]
			b.Doubts = append(b.Doubts, Doubt{place, r.Ref.String() + " sends to it, and what comes that way is not followed"})
			continue
		}
		if t.refers(o.Get("Id"), "AWS::Lambda::Function", "Arn") != nil || t.refers(o.Get("Id"), "AWS::EC2::Instance", "InstanceId") != nil || kind == "lambda" || kind == "instance" {
			continue
		}
		_, isText := cfn.AsString(o.Get("Id"))
		open = open || !isText
		// An address may be a task's.
		t.addressed = append(t.addressed, Doubt{place, r.Ref.String() + " sends to a target that is not followed: " + cfn.Show(o.Get("Id"))})
	}
	if open && (!known || kind == "alb") {
		for _, b := range t.Balancers {
			b.Doubts = append(b.Doubts, Doubt{at(r, "Targets"), r.Ref.String() + " may send to it, and what comes that way is not followed"})
		}
	}
}

// readBalancer reads a load balancer.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
func (t *Topology) readBalancer(r *cfn.Resource) {
	b := &Balancer{Ref: r.Ref, Resource: r, Type: "application"}
	if kind, known := t.text(r, "Type"); !known {
		b.Doubts = append(b.Doubts, t.open(r, "Type"))
	} else if kind != "" {
		b.Type = kind
	}
	// Without a scheme a load balancer faces the internet.
	scheme, known := t.text(r, "Scheme")
	b.Public, b.PublicKnown = scheme != "internal", known
	if !known {
		b.Doubts = append(b.Doubts, t.open(r, "Scheme"))
	}
	subnets, path := t.get(r, "Subnets"), "Subnets"
	if missing(subnets) {
		path = "SubnetMappings"
		list, open := items(t.get(r, path))
		ids := cfn.List{}
		for _, item := range list {
			o, _ := item.(cfn.Object)
			ids = append(ids, o.Get("SubnetId"))
		}
		if subnets = ids; open {
			subnets = t.get(r, path)
		}
	}
	b.Interface = t.wear(r, nil, t.get(r, "SecurityGroups"), subnets, "SecurityGroups", path)
	if b.Type == "network" && missing(t.get(r, "SecurityGroups")) {
		// A network load balancer can do without any, and then lets everything pass.
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
		for _, g := range b.Interface.Groups {
			g.WornBy = g.WornBy[:len(g.WornBy)-1]
		}
		b.Interface.Groups = nil
		b.Interface.GroupDoubts = append(b.Interface.GroupDoubts, Doubt{at(r), "a network load balancer without security groups lets everything pass"})
	}
	if b.Type != "application" {
		b.Doubts = append(b.Doubts, Doubt{at(r, "Type"), "only load balancers of type application are judged"})
	}
	t.balancer[r.Ref] = b
	t.Balancers = append(t.Balancers, b)
}

func (t *Topology) readListener(r *cfn.Resource) {
	found := t.refers(t.get(r, "LoadBalancerArn"), "AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn")
	if found == nil {
		t.stray(anyListener, r, "LoadBalancerArn")
		return
	}
	b := t.balancer[found.Ref]
	l := &Listener{Ref: r.Ref, Resource: r}
	var known bool
	if l.Port, known = cfn.AsInt(t.get(r, "Port")); !known {
		l.Doubts = append(l.Doubts, t.open(r, "Port"))
	}
	if l.Protocol, known = t.text(r, "Protocol"); !known {
		l.Doubts = append(l.Doubts, t.open(r, "Protocol"))
	}
	route := &ListenerRoute{Ref: r.Ref, Resource: r, Default: true, Priority: 1 << 20}
	t.readActions(l, route, "DefaultActions")
	l.Routes = append(l.Routes, route)
	b.Listeners = append(b.Listeners, l)
}

func (t *Topology) readListenerRule(r *cfn.Resource) {
	l := t.listener(t.get(r, "ListenerArn"))
	if l == nil {
		t.stray(anyListener, r, "ListenerArn")
		return
	}
	route := &ListenerRoute{Ref: r.Ref, Resource: r}
	var known bool
	if route.Priority, known = cfn.AsInt(t.get(r, "Priority")); !known {
		l.Doubts = append(l.Doubts, t.open(r, "Priority"))
	}
	list, open := items(t.get(r, "Conditions"))
	if route.Conditions, route.OpenConditions = list, open; open {
		l.Doubts = append(l.Doubts, t.open(r, "Conditions"))
	}
	route.Rewrites = t.rewrites(r)
	t.readActions(l, route, "Actions")
	l.Routes = append(l.Routes, route)
	slices.SortStableFunc(l.Routes, func(a, b *ListenerRoute) int { return cmp.Compare(a.Priority, b.Priority) })
}

// rewrites tells whether a rule changes the path that the target sees.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
func (t *Topology) rewrites(r *cfn.Resource) bool {
	list, open := items(t.get(r, "Transforms"))
	for _, item := range list {
		o, _ := item.(cfn.Object)
		if kind, _ := cfn.AsString(o.Get("Type")); kind != "host-header-rewrite" {
			return true
		}
	}
	return open
}

func (t *Topology) listener(v cfn.Value) *Listener {
	found := t.refers(v, "AWS::ElasticLoadBalancingV2::Listener", "ListenerArn")
	if found == nil {
		return nil
	}
	for _, b := range t.Balancers {
		for _, l := range b.Listeners {
			if l.Ref == found.Ref {
				return l
			}
		}
	}
	return nil
}

// readActions finds the target groups that a route forwards to.
func (t *Topology) readActions(l *Listener, route *ListenerRoute, property string) {
	list, open := items(t.get(route.Resource, property))
	if open {
		l.Doubts = append(l.Doubts, t.open(route.Resource, property))
	}
	route.Actions = list
	for i, item := range list {
		place := at(route.Resource, property, fmt.Sprintf("[%d]", i))
		o, ok := item.(cfn.Object)
		kind, known := cfn.AsString(o.Get("Type"))
		if !ok || !known {
			l.Doubts = append(l.Doubts, Doubt{place, "the action is open"})
			continue
		}
		if kind != "forward" {
			continue
		}
		groups := []cfn.Value{o.Get("TargetGroupArn")}
		if config, ok := o.Get("ForwardConfig").(cfn.Object); ok {
			more, open := items(config.Get("TargetGroups"))
			if open {
				l.Doubts = append(l.Doubts, Doubt{place, "the target groups are open"})
			}
			for _, m := range more {
				tuple, _ := m.(cfn.Object)
				groups = append(groups, tuple.Get("TargetGroupArn"))
			}
		}
		for _, v := range groups {
			if missing(v) {
				continue
			}
			if found := t.refers(v, "AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn"); found != nil {
				if target := t.targets[found.Ref]; !slices.Contains(route.Targets, target) {
					route.Targets = append(route.Targets, target)
				}
			} else {
				l.Doubts = append(l.Doubts, Doubt{place, "the target group is not in the templates: " + cfn.Show(v)})
			}
		}
	}
}
