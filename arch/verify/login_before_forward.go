package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

var loginBeforeForward = Property{
	ID:    "login-before-forward",
	Title: "Nobody reaches a task without a login",
	Meaning: "Every listener rule or default action that forwards to a service authenticates first, and denies or redirects who is not logged in, but for the " +
		"public paths that are given. Delegated where no listener authenticates and a container has the ids of a Cognito user pool and its client.",
	Standards: []string{"Well-Architected SEC02-BP04", "Well-Architected SEC05-BP03"},
	subject:   "ECS service behind a load balancer",
	judge: func(c *court) {
		for _, s := range c.Services {
			ways := c.waysTo(s)
			if len(s.Links) == 0 && len(s.Doubts) == 0 {
				continue
			}
			t := c.try(s.Ref)
			if len(ways) == 0 {
				t.unsure("no load balancer of the templates forwards to it")
			}
			c.login(t, s, ways)
			t.doubt(s.Doubts)
		}
	},
}

// login judges all paths to a service.
func (c *court) login(t *trial, s *topology.Service, ways []topology.Balanced) {
	var asked, open []*topology.ListenerRoute
	public := 0
	var listenerDoubts []topology.Doubt
	for _, w := range ways {
		for _, l := range w.Balancer.Listeners {
			for i, r := range l.Routes {
				if !slices.Contains(r.Targets, w.Link.Target) || slices.Contains(asked, r) || slices.Contains(open, r) || shadowed(l.Routes[:i], r) {
					continue
				}
				if c.publicPath(r) {
					public++
					continue
				}
				switch c.authenticates(t, r) {
				case cfn.Yes:
					asked = append(asked, r)
				case cfn.No:
					open = append(open, r)
				}
			}
			listenerDoubts = append(listenerDoubts, l.Doubts...)
		}
		listenerDoubts = append(listenerDoubts, w.Balancer.Doubts...)
	}
	t.doubt(listenerDoubts)
	if len(open) == 0 {
		t.proved(fmt.Sprintf("%s it, and %s from public paths alone", countVerb(len(asked), "rule authenticates before", "rules authenticate before"), countVerb(public, "leads", "lead")))
		if public == 0 {
			t.proved("every rule that leads to it authenticates first")
		}
		return
	}
	r := open[0]
	property := "Actions"
	if r.Default {
		property = "DefaultActions"
	}
	w := at(place(r.Ref, property), fmt.Sprintf("a request without a login reaches the tasks of %s through %s", s.Ref, r.Ref), "authenticate before the forward action, or name its path as public")
	w.Packet = &Packet{Protocol: "tcp", Source: "anyone", Destination: s.Ref.String(), Port: uint16(s.Links[0].Port)}
	w.Hops = []Hop{{r.Ref.String(), "forwards to " + r.Targets[0].Ref.String() + " without a login"}}
	if len(asked) > 0 {
		t.refute(w)
		return
	}
	switch container := c.loginInside(s); {
	case container != "":
		t.delegate(fmt.Sprintf("no listener asks for a login: container %s of %s, which has the ids of the user pool and its client, must", container, s.Ref))
	case s.Task == nil:
		t.missing(w, s.Doubts)
	default:
		w.Hint += "; or hand the ids of a user pool and its client to the container that logs users in"
		t.missing(w, s.Task.Doubts)
	}
}

// authenticates tells whether a rule lets nobody pass without a login.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
func (c *court) authenticates(t *trial, r *topology.ListenerRoute) cfn.Truth {
	answer := cfn.No
	for i, item := range r.Actions {
		o := object(item)
		kind, _ := cfn.AsString(o.Get("Type"))
		config := o.Get("AuthenticateCognitoConfig")
		switch kind {
		case "authenticate-cognito":
		case "authenticate-oidc":
			config = o.Get("AuthenticateOidcConfig")
		case "jwt-validation":
			// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
			answer = cfn.Yes
			continue
		default:
			continue
		}
		v := object(config).Get("OnUnauthenticatedRequest")
		switch text, known := cfn.AsString(v); {
		case !given(v), text == "authenticate", text == "deny":
			answer = cfn.Yes
		case !known:
			t.unsure(fmt.Sprintf("what %s does with who is not logged in is open: %s", r.Ref, cfn.Show(v)))
			return cfn.Maybe
		default:
			property := "Actions"
			if r.Default {
				property = "DefaultActions"
			}
			t.refute(at(place(r.Ref, fmt.Sprintf("%s[%d]", property, i)), fmt.Sprintf("%s lets requests pass that are not logged in (%s)", r.Ref, text), "set OnUnauthenticatedRequest to authenticate"))
			return cfn.Maybe
		}
	}
	return answer
}

// publicPath tells whether a rule takes requests of public paths alone, and leaves their
// path as it is.
func (c *court) publicPath(r *topology.ListenerRoute) bool {
	if r.Rewrites {
		return false
	}
	for _, condition := range r.Conditions {
		o := object(condition)
		if field, _ := cfn.AsString(o.Get("Field")); field != "path-pattern" {
			continue
		}
		config := object(o.Get("PathPatternConfig"))
		values := append(slices.Clone(items(o.Get("Values"))), items(config.Get("Values"))...)
		if len(values) == 0 || given(config.Get("RegexValues")) {
			continue
		}
		if !slices.ContainsFunc(values, func(v cfn.Value) bool { return !c.isPublic(v) }) {
			return true
		}
	}
	return false
}

func (c *court) isPublic(path cfn.Value) bool {
	text, known := cfn.AsString(path)
	return known && slices.ContainsFunc(c.options.PublicPaths, func(glob string) bool { return policy.GlobCovers(glob, text) })
}

// loginInside is the container that has the ids of a user pool and of its client, or empty.
func (c *court) loginInside(s *topology.Service) string {
	if s.Task == nil {
		return ""
	}
	for _, container := range s.Task.Containers {
		if !slices.ContainsFunc(s.Links, func(l topology.Link) bool { return l.Container == container.Name }) {
			// No request reaches it.
			continue
		}
		var pools, clients []*cfn.Resource
		for _, item := range items(container.Properties.Get("Environment")) {
			v := object(item).Get("Value")
			if pool := c.idOf(v, "AWS::Cognito::UserPool", "UserPoolId"); pool != nil {
				pools = append(pools, pool)
			}
			if client := c.idOf(v, "AWS::Cognito::UserPoolClient", "ClientId"); client != nil {
				clients = append(clients, client)
			}
		}
		for _, client := range clients {
			if slices.Contains(pools, c.idOf(c.get(client, "UserPoolId"), "AWS::Cognito::UserPool", "UserPoolId")) {
				return strings.TrimSpace(container.Name)
			}
		}
	}
	return ""
}

// idOf is the resource of a type whose id the value is.
func (c *court) idOf(v cfn.Value, resourceType, attribute string) *cfn.Resource {
	if ref, ok := v.(cfn.ResourceRef); ok && (ref.Attribute == "" || ref.Attribute == attribute) {
		return c.refersTo(v, resourceType)
	}
	return nil
}
