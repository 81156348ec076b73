package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var readyBeforeStart = Property{
	ID:    "ready-before-start",
	Title: "All that the first task needs is there before it",
	Meaning: "What a service depends on, directly or through others, is enough for its first task to start and turn healthy: endpoints, routes to S3, " +
		"security group rules, role policies and a listener rule for each target group.",
	Standards: []string{"Well-Architected OPS06-BP03"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			before := c.before(s.Resource)
			v := view{has: func(ref cfn.ResourceRef) bool { return before[ref] }}
			late := func(needed cfn.ResourceRef, what string) {
				t.refute(at(topology.Place{Resource: s.Ref, Path: "Resources." + s.Ref.LogicalID + ".DependsOn"},
					fmt.Sprintf("the first task of %s may start before %s, %s", s.Ref, needed, what), "add "+needed.LogicalID+" to DependsOn"))
			}
			c.policiesBefore(t, s, v, late)
			c.forwardBefore(s, v, late)
			c.resourcesBefore(t, s, v, late)
			c.namedBefore(s, v, late)
			t.doubt(s.Doubts, taskDoubts(s))
			t.proved("it depends on all that its first task needs")
		}
	},
}

// before are the resources that are there when CloudFormation starts to make one: those it
// depends on, of its own stack, and all of stacks that were made earlier.
func (c *court) before(r *cfn.Resource) map[cfn.ResourceRef]bool {
	all := map[cfn.ResourceRef]bool{}
	own := c.Model.Stack(r.Ref.Stack)
	needs := map[string][]string{}
	for _, e := range own.Edges {
		if c.World.Holds(e.When) {
			needs[e.From] = append(needs[e.From], e.To)
		}
	}
	queue := []string{r.Ref.LogicalID}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, to := range needs[id] {
			ref := cfn.ResourceRef{Stack: own.ID, LogicalID: to}
			if !all[ref] {
				all[ref] = true
				queue = append(queue, to)
			}
		}
	}
	for _, id := range c.earlier(own, map[string]bool{own.ID: true}) {
		for _, r := range c.Model.Stack(id).Resources {
			all[r.Ref] = true
		}
	}
	return all
}

// earlier are the stacks that must be there before one, since it reads their outputs in this world.
func (c *court) earlier(s *cfn.Stack, seen map[string]bool) []string {
	now, ever := map[string]bool{}, map[string]bool{}
	for _, r := range s.Resources {
		for _, ref := range cfn.References(r.Properties) {
			ever[ref.Stack] = true
		}
		if c.World.Exists(r) {
			for _, ref := range cfn.References(c.World.Value(r.Properties)) {
				now[ref.Stack] = true
			}
		}
	}
	var found []string
	for _, id := range s.Needs {
		other := c.Model.Stack(id)
		// An output without a reference inside is text, of which the world says nothing.
		if other == nil || seen[id] || ever[id] && !now[id] || slices.Contains(other.Needs, s.ID) {
			continue
		}
		seen[id] = true
		found = append(append(found, id), c.earlier(other, seen)...)
	}
	return found
}

func (c *court) policiesBefore(t *trial, s *topology.Service, v view, late func(cfn.ResourceRef, string)) {
	if s.Task == nil {
		return
	}
	for _, role := range []*cfn.Resource{s.Task.TaskRole, s.Task.ExecutionRole} {
		if role == nil {
			continue
		}
		policies, doubts := c.Policies(role)
		for _, p := range policies {
			if !v.there(p.At.Resource) && c.allows(p) {
				late(p.At.Resource, "a policy of "+role.Ref.String())
			}
		}
		t.doubt(doubts)
	}
}

// allows tells whether a policy may allow something: one that only denies nobody waits for.
func (c *court) allows(p topology.Policy) bool {
	return p.Document == nil || slices.ContainsFunc(policy.Parse(c.Model, c.World, p.At.Path, p.Document), func(s policy.Statement) bool { return s.Allow || len(s.Open) > 0 })
}

// forwardBefore judges that ECS finds each target group behind a listener: it refuses the service otherwise.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
func (c *court) forwardBefore(s *topology.Service, v view, late func(cfn.ResourceRef, string)) {
	for _, link := range s.Links {
		var routes []*topology.ListenerRoute
		for _, w := range c.waysTo(s) {
			for _, l := range w.Balancer.Listeners {
				for _, r := range l.Routes {
					if slices.Contains(r.Targets, link.Target) {
						routes = append(routes, r)
					}
				}
			}
		}
		if len(routes) > 0 && !slices.ContainsFunc(routes, func(r *topology.ListenerRoute) bool { return v.there(r.Ref) }) {
			late(routes[0].Ref, "which joins "+link.Target.Ref.String()+" to its load balancer")
		}
	}
}

// resourcesBefore judges what carries packets. What is missing in the whole is no matter of order: other properties judge it.
func (c *court) resourcesBefore(t *trial, s *topology.Service, v view, late func(cfn.ResourceRef, string)) {
	for _, vpc := range vpcs(s.Interface) {
		for _, e := range c.Endpoints {
			used := e.VPC == vpc && slices.ContainsFunc(c.usage(s).needs, func(n need) bool { return slices.Contains(n.any, e.Service) })
			if v.there(e.Ref) {
				continue
			}
			if used {
				late(e.Ref, "the endpoint of "+e.Service)
			} else if e.VPC == vpc {
				t.doubt(c.usage(s).doubts)
			}
		}
	}
	for _, subnet := range s.Interface.Subnets {
		if subnet.TableBy != nil && !v.there(*subnet.TableBy) {
			late(*subnet.TableBy, "which joins "+subnet.Ref.String()+" to its route table")
		}
	}
	c.rulesBefore(t, s, v, late)
}

// namedBefore judges what the task definition names as text, which makes no dependency: log groups and parameters.
func (c *court) namedBefore(s *topology.Service, v view, late func(cfn.ResourceRef, string)) {
	if s.Task == nil {
		return
	}
	wait := func(name cfn.Value, resourceType, what string) {
		if !given(name) {
			return
		}
		for _, r := range c.there(resourceType) {
			if c.isNamed(name, r) && c.region(r.Ref) == s.Region && !v.there(r.Ref) {
				late(r.Ref, what)
			}
		}
	}
	for _, container := range s.Task.Containers {
		options := object(object(container.Properties.Get("LogConfiguration")).Get("Options"))
		if made, _ := cfn.AsBool(options.Get("awslogs-create-group")); !made {
			wait(options.Get("awslogs-group"), "AWS::Logs::LogGroup", "the log group of container "+container.Name)
		}
		for _, item := range items(container.Properties.Get("Secrets")) {
			wait(object(item).Get("ValueFrom"), "AWS::SSM::Parameter", "a secret of container "+container.Name)
			wait(object(item).Get("ValueFrom"), "AWS::SecretsManager::Secret", "a secret of container "+container.Name)
		}
	}
}

// isNamed tells whether text is the name of a resource, or an ARN with it: of a parameter
// after "parameter", of a secret after "secret:", with or without the six characters that
// AWS adds.
func (c *court) isNamed(text cfn.Value, r *cfn.Resource) bool {
	sketch := c.sketch(text)
	if r.Type == "AWS::SecretsManager::Secret" {
		name, known := cfn.AsString(c.get(r, "Name"))
		_, after, isARN := strings.Cut(sketch, ":secret:")
		after, _, _ = strings.Cut(after, ":")
		return known && isARN && (after == name || len(after) == len(name)+7 && strings.HasPrefix(after, name+"-"))
	}
	if _, path, isARN := strings.Cut(sketch, ":parameter"); isARN {
		name, known := cfn.AsString(c.get(r, "Name"))
		return known && (path == name || path == "/"+name)
	}
	return c.Model.Equal(policy.Normalise(c.Model, c.World, text), policy.Normalise(c.Model, c.World, r.Ref)) == cfn.Yes
}

// rulesBefore judges the security group rules: without those that are late, each path must still be open.
func (c *court) rulesBefore(t *trial, s *topology.Service, v view, late func(cfn.ResourceRef, string)) {
	for _, p := range []struct {
		name  string
		judge func(*trial, view)
	}{
		{"tasks-reach-endpoints", func(t *trial, v view) { c.reachEndpoints(t, s, v) }},
		{"s3-gateway-everywhere", func(t *trial, v view) { c.reachS3(t, s, v) }},
		{"alb-reaches-tasks", func(t *trial, v view) { c.reachTasks(t, s, v) }},
	} {
		whole, then := &trial{verdict: Proved, partial: t.partial}, &trial{verdict: Proved, partial: t.partial}
		p.judge(whole, view{})
		if whole.verdict == Refuted {
			continue
		}
		p.judge(then, v)
		if then.verdict == Refuted {
			if ref, found := c.lateRule(s, v); found {
				late(ref, "a rule on the way ("+p.name+"): "+then.why)
				continue
			}
			late(cfn.ResourceRef{Stack: then.witness.Stack, LogicalID: then.witness.Resource}, "what is on the way: "+then.why)
		} else if then.verdict != whole.verdict {
			t.unsure(then.why)
		}
	}
}

// lateRule is the first rule between the service and what it talks with that the service does
// not depend on: of a security group, or of a network ACL.
func (c *court) lateRule(s *topology.Service, v view) (cfn.ResourceRef, bool) {
	groups, subnets := c.around(s)
	for _, g := range groups {
		for _, r := range slices.Concat(g.In, g.Out) {
			ours := slices.Contains(s.Interface.Groups, g) || r.Group != nil && slices.Contains(s.Interface.Groups, r.Group)
			if ours && !v.there(r.At.Resource) {
				return r.At.Resource, true
			}
		}
	}
	for _, subnet := range subnets {
		for _, e := range slices.Concat(subnet.ACL.In, subnet.ACL.Out) {
			if !v.there(e.At.Resource) {
				return e.At.Resource, true
			}
		}
	}
	return cfn.ResourceRef{}, false
}

// around are the groups and subnets of a service, of its endpoints and of its load balancers.
func (c *court) around(s *topology.Service) (groups []*topology.Group, subnets []*topology.Subnet) {
	all := []*topology.Interface{s.Interface}
	for _, vpc := range vpcs(s.Interface) {
		for _, e := range c.used(s, vpc, view{}) {
			all = append(all, e.Interface)
		}
	}
	for _, w := range c.waysTo(s) {
		all = append(all, w.Balancer.Interface)
	}
	for _, i := range all {
		groups, subnets = append(groups, i.Groups...), append(subnets, i.Subnets...)
	}
	return groups, subnets
}
