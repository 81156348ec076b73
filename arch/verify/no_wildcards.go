package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var noWildcards = Property{
	ID:    "no-wildcards",
	Title: "Roles have no wildcards",
	Meaning: "No statement that allows something to the task role or the execution role of a service has * or ? in an action, NotAction or " +
		"NotResource, or a resource that is * or has a wildcard before its name, but for actions that take no resource.",
	Standards: []string{"FSBP IAM.1", "FSBP IAM.21", "Well-Architected SEC03-BP02"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, role := range c.taskRoles() {
			t := c.try(role.Ref)
			all, doubts := c.grants(role)
			for _, g := range all {
				if g.Allow {
					t.tight(g)
				}
			}
			t.doubt(doubts)
			t.proved("all actions and resources are named, in " + count(len(all), "statement"))
		}
		for _, s := range c.Services {
			// A role that cannot be followed is a subject of its own.
			if s.Task == nil || roleDoubt(s.Task) {
				c.try(s.Ref).doubt(s.Doubts, taskDoubts(s))
			} else if s.Task.TaskRole == nil && s.Task.ExecutionRole == nil {
				c.try(s.Ref).proved("its tasks have no role")
			}
		}
	},
}

func roleDoubt(task *topology.Task) bool {
	return slices.ContainsFunc(task.Doubts, func(d topology.Doubt) bool {
		return d.At == place(task.Ref, "TaskRoleArn") || d.At == place(task.Ref, "ExecutionRoleArn")
	})
}

// taskRoles are the task and execution roles of all services, each once.
func (f *facts) taskRoles() []*cfn.Resource {
	var found []*cfn.Resource
	for _, s := range f.Services {
		if s.Task == nil {
			continue
		}
		for _, role := range []*cfn.Resource{s.Task.TaskRole, s.Task.ExecutionRole} {
			if role != nil && !slices.Contains(found, role) {
				found = append(found, role)
			}
		}
	}
	return found
}

// tight judges one statement that allows something.
func (t *trial) tight(g grant) {
	say := func(step, what, hint string) {
		where := g.at
		if !g.managed {
			where = inside(g.at, step)
		}
		w := at(where, fmt.Sprintf("%s: %s", g.role.Ref, what), hint)
		t.refute(w)
	}
	switch {
	case len(g.Open) > 0:
		// Not read in full: what follows may not be all that it says.
		return
	case g.NotAction:
		say("NotAction", "NotAction allows every action but a few", "name the actions in Action")
	case g.NotResource:
		say("NotResource", "NotResource allows all resources but a few", "name the resources in Resource")
	}
	// Of actions that take no resource, any resource is right.
	taking := ""
	for _, action := range g.Actions {
		if policy.HasWildcard(action) {
			say("Action", "may call "+action, "name each action")
		}
		if _, none := policy.TakesNoResource(action); !none && taking == "" {
			taking = action
		}
	}
	if taking == "" {
		return
	}
	for _, v := range g.Resources {
		switch why := policy.BroadResource(v); {
		case why == "":
		case policy.BroadResource(closed(v)) == "":
			t.unsure(fmt.Sprintf("%s may act on %s, where an open value may be a wildcard", g.role.Ref, cfn.Show(v)))
		default:
			say("Resource", fmt.Sprintf("may call %s on %s: %s", taking, cfn.Show(v), why), "name the resource")
		}
	}
}

// closed puts text without wildcards in place of what is open.
func closed(v cfn.Value) cfn.Value {
	switch v := v.(type) {
	case cfn.Atom, cfn.Dynamic:
		return cfn.String("x")
	case cfn.Concat:
		parts := make(cfn.Concat, len(v))
		for i, part := range v {
			parts[i] = closed(part)
		}
		return parts
	}
	return v
}
