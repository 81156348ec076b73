package mutate

import (
	"slices"
	"strconv"
	"strings"
)

const (
	noWildcards   = "no-wildcards"
	tightPolicies = "endpoint-policies-tight"
)

// statement is one statement of a policy document.
type statement struct {
	node
	index int
}

func document(a App, n node) obj { return sub(n.props(a), "PolicyDocument") }

func (st statement) in(a App) obj { return items(document(a, st.node)["Statement"])[st.index].(obj) }

// name is the statement's Sid, else its place.
func (st statement) name(a App) string {
	if sid := text(st.in(a)["Sid"]); sid != "" {
		return st.id + "." + sid
	}
	return st.id + "." + strconv.Itoa(st.index)
}

func (st statement) everyResource(a App) bool {
	return slices.Contains(items(st.in(a)["Resource"]), "*")
}

// statements are the statements of policies whose document is written out.
func (s scene) statements(nodes []node) []statement {
	var found []statement
	for _, n := range nodes {
		for i := range items(s.prop(n, "PolicyDocument", "Statement")) {
			found = append(found, statement{n, i})
		}
	}
	return found
}

// granted is the set of actions of the tasks' roles.
func (s scene) granted() map[string]bool {
	set := map[string]bool{}
	for _, st := range s.statements(s.rolePolicies()) {
		for _, action := range items(st.in(s.app)["Action"]) {
			set[text(action)] = true
		}
	}
	return set
}

// service is the part of a statement's first action before the colon.
func (st statement) service(a App) string {
	prefix, _, _ := strings.Cut(text(get(items(st.in(a)["Action"]), 0)), ":")
	return prefix
}

func roleOperators() []Operator {
	return []Operator{
		{
			Name:    "role-widen",
			Doc:     "Widens a statement of a task's or execution role: wildcards in actions, their negations, every resource where the action takes one.",
			Refutes: []string{noWildcards},
			run: func(s scene, c *collector) {
				for _, st := range s.statements(s.rolePolicies()) {
					name, service := st.name(s.app), st.service(s.app)
					set := func(place string, change func(m obj)) {
						c.add(name+" "+place, func(a App) { change(st.in(a)) })
					}
					set("Action *", func(m obj) { m["Action"] = "*" })
					set("Action of a service", func(m obj) { m["Action"] = service + ":*" })
					set("Action of a prefix beside", func(m obj) { appendTo(m, "Action", service+":Get*") })
					set("Action with ?", func(m obj) { appendTo(m, "Action", service+":GetObjec?") })
					set("NotAction", func(m obj) { delete(m, "Action"); m["NotAction"] = "iam:CreateUser" })
					set("NotResource", func(m obj) { delete(m, "Resource"); m["NotResource"] = "arn:aws:s3:::none" })
					c.add(name+" Action on an undecided condition", func(a App) {
						m := st.in(a)
						m["Action"] = list{items(m["Action"])[0], either(a, st.stack, service+":*", noValue())}
					})
					if !st.everyResource(s.app) {
						set("Resource *", func(m obj) { m["Resource"] = "*" })
						set("Resource * beside", func(m obj) { appendTo(m, "Resource", "*") })
					}
				}
			},
		},
		{
			Name:    "role-policy-more",
			Doc:     "Gives a role another policy: in-line or separate with wildcards, or a managed one whose text is not in the template.",
			Refutes: []string{noWildcards},
			run: func(s scene, c *collector) {
				all := obj{"Version": "2012-10-17", "Statement": list{obj{"Effect": "Allow", "Action": "*", "Resource": "*"}}}
				for _, role := range s.roles() {
					c.add(role.id+" in-line", func(a App) {
						appendTo(role.props(a), "Policies", obj{"PolicyName": "more", "PolicyDocument": copyOf(all)})
					})
					for _, kind := range []string{"Policy", "ManagedPolicy", "RolePolicy"} {
						c.add(role.id+" separate "+kind, func(a App) {
							p := create(a, role.stack, "More", "AWS::IAM::"+kind, obj{"PolicyName": "more", "PolicyDocument": copyOf(all), "Roles": list{role.ref()}})
							switch kind {
							case "ManagedPolicy":
								delete(p.props(a), "PolicyName")
							case "RolePolicy":
								delete(p.props(a), "Roles")
								p.props(a)["RoleName"] = role.ref()
							}
						})
					}
					managed := func(name string) {
						c.addAs(unproved(noWildcards), role.id+" "+name, func(a App) {
							appendTo(role.props(a), "ManagedPolicyArns", "arn:aws:iam::aws:policy/"+name)
						})
					}
					managed("AdministratorAccess")
					managed("SomePolicyOfTomorrow")
				}
			},
		},
	}
}
