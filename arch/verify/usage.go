package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/verify/internal/policy"
	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// need is an AWS service that the tasks of a service use.
type need struct {
	// any of these endpoint services will do.
	any []string
	// why is who needs it; at is where the template says so.
	why string
	at  topology.Place
}

func (n need) String() string { return strings.Join(n.any, " or ") }

// usage is what the tasks of a service use, derived from their definition and role.
type usage struct {
	needs []need
	// beyond are uses that no endpoint can serve.
	beyond []*Witness
	doubts []topology.Doubt
}

// usage of a service, found out once in a world.
func (f *facts) usage(s *topology.Service) *usage {
	if u, known := f.needs[s]; known {
		return u
	}
	u := &usage{}
	f.needs[s] = u
	u.doubts = slices.Concat(s.Doubts, taskDoubts(s))
	u.doubts = append(u.doubts, s.ExecDoubts...)
	if s.Exec {
		u.add("ECS Exec", s.ExecAt, "ssmmessages")
	}
	if awsservice.ECSOverEndpoints(s.Region) {
		for _, service := range []string{"ecs", "ecs-agent", "ecs-telemetry"} {
			if f.anyEndpoint(service) {
				u.add("the agent of Fargate", root(s.Ref), service)
			} else {
				u.doubt(root(s.Ref), "in Region %s tasks may need the endpoint %s, of ECS itself", s.Region, service)
			}
		}
	}
	if s.Task == nil {
		return u
	}
	for _, c := range s.Task.Containers {
		f.image(u, s, c)
		f.log(u, s, c)
		f.secrets(u, s, c)
	}
	if given(f.get(s.Task.Resource, "Volumes")) {
		f.volumes(u, s.Task)
	}
	f.actions(u, s.Task.TaskRole)
	return u
}

func (u *usage) add(why string, at topology.Place, services ...string) {
	for _, n := range u.needs {
		if slices.Equal(n.any, services) {
			return
		}
	}
	u.needs = append(u.needs, need{services, why, at})
}

func (u *usage) doubt(at topology.Place, format string, args ...any) {
	u.doubts = append(u.doubts, topology.Doubt{At: at, Why: fmt.Sprintf(format, args...)})
}

func inside(p topology.Place, steps string) topology.Place {
	p.Path += "." + steps
	return p
}

// actions are what the containers may call. What the execution role may call counts only
// as far as ECS does so, which the task definition says.
func (f *facts) actions(u *usage, role *cfn.Resource) {
	if role == nil {
		return
	}
	all, doubts := f.grants(role)
	u.doubts = append(u.doubts, doubts...)
	for _, g := range all {
		if !g.Allow || viaService(g.Statement) {
			continue
		}
		if g.NotAction {
			u.doubt(g.at, "NotAction allows calls of every service")
			continue
		}
		for _, action := range g.Actions {
			groups, known := endpointsOf(action)
			switch {
			case !known && strings.Contains(action, ":") && !policy.HasWildcard(prefixOf(action)):
				// The endpoint may be called after the prefix, or there may be none.
				if f.anyEndpoint(prefixOf(action)) {
					u.add(g.of(action), g.at, prefixOf(action))
				} else {
					u.doubt(g.at, "which endpoint serves %s is not known", action)
				}
			case !known:
				u.doubt(g.at, "which services %s calls is not known", action)
			case denied(all, action) || f.bounded(role) || byOthers(action):
				for _, group := range groups {
					if !slices.ContainsFunc(group, f.anyEndpoint) {
						u.doubt(g.at, "whether tasks call %s themselves is not said: it may be denied, or called by other services for them", action)
					} else {
						u.add(g.of(action), g.at, group...)
					}
				}
			default:
				for _, group := range groups {
					u.add(g.of(action), g.at, group...)
				}
			}
		}
	}
}

// byOthers tells whether an action is one that services such as S3 call for a task: with a key.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
func byOthers(action string) bool {
	operation, of := strings.CutPrefix(strings.ToLower(action), "kms:")
	for _, name := range []string{"decrypt", "encrypt", "generatedatakey", "reencrypt", "describekey"} {
		if of && strings.HasPrefix(operation, name) {
			return true
		}
	}
	return false
}

func prefixOf(action string) string {
	prefix, _, _ := strings.Cut(strings.ToLower(action), ":")
	return prefix
}

// anyEndpoint tells whether an endpoint of a service is anywhere in the templates.
func (f *facts) anyEndpoint(service string) bool {
	return slices.ContainsFunc(f.Endpoints, func(e *topology.Endpoint) bool { return e.Service == service })
}
