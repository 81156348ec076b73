package drift

import (
	"slices"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/internal/cfn"
)

const poolType = "AWS::Cognito::UserPool"

// poolDetail is what the login's node says if it is a user pool of the templates, and not
// just where an endpoint leads.
const poolDetail = "user pool"

// compareLogin compares the drawn user pool.
func (s *scene) compareLogin() {
	for _, node := range s.nodesOf(diagram.LoginNode) {
		if node.Detail != poolDetail {
			continue
		}
		if all := s.byType[poolType]; len(all) > 0 && s.pool == nil {
			s.pool = all[0]
			s.shown[s.pool.Ref] = true
			continue
		}
		s.say(Missing, node.ID, nil, nil, "a user pool is drawn, and the templates have none", "make the user pool, or take it out of the picture")
	}
	for _, r := range s.byType[poolType] {
		if r != s.pool {
			s.undrawn(r, "the user pool is not drawn")
		}
	}
}

// logins are the actions by which the load balancer lets users log in.
func (s *scene) logins() []action {
	var all []action
	for _, a := range s.actions(s.balancer) {
		if a.kind == "authenticate-cognito" || a.kind == "authenticate-oidc" {
			all = append(all, a)
		}
	}
	return all
}

// compareLogins compares the pool that each action names with the drawn one, and looks for
// requests that are forwarded without a login.
func (s *scene) compareLogins(edge string) {
	logins := s.logins()
	for _, a := range logins {
		if a.kind == "authenticate-cognito" {
			s.loginAt(edge, a, "AuthenticateCognitoConfig", "UserPoolArn")
		} else {
			s.loginAt(edge, a, "AuthenticateOidcConfig", "Issuer")
		}
	}
	for _, f := range s.forwards(s.balancer) {
		if !slices.ContainsFunc(logins, func(a action) bool { return a.resource == f.resource }) {
			s.say(NotCarried, edge, f.resource, f.path, "the action forwards without a login", "add an authenticate-cognito action before it")
		}
	}
}

// loginAt compares where users log in, which a pool's own issuer names too, with the drawn pool.
func (s *scene) loginAt(edge string, a action, path ...string) {
	v := object(a.value.Get(path[0])).Get(path[1])
	path = append(slices.Clone(a.path), path...)
	refs := cfn.References(v)
	switch {
	case s.pool != nil && slices.ContainsFunc(refs, func(r cfn.ResourceRef) bool { return r.Resource() == s.pool.Ref }):
	case len(refs) > 0 || known(v):
		s.say(Differs, edge, a.resource, path, "users log in at "+cfn.Show(v)+", which is not the drawn user pool", "name the drawn pool")
	default:
		s.open(edge, a.resource, path, v)
	}
}
