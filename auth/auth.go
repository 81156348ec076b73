package auth

import (
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/constructs-go/constructs/v10"
)

// Inputs is what auth needs from others. The zero value is fine.
type Inputs struct {
	// Name is the topology's name. Default "app".
	Name string
	// Region is the stack's AWS Region. Default unknown.
	Region string
	// Host is the host name that viewers use. Default none: the login is the application's.
	Host string
}

// Auth is the rendered login.
type Auth struct {
	constructs.Construct
	// Plan is what was rendered.
	Plan authspec.Plan
	// UserPool holds the users; nil in ModeNone.
	UserPool awscognito.UserPool
	// Client is what logs users in; nil in ModeNone.
	Client awscognito.UserPoolClient
	// Domain is the login page's; nil but in ModeLoadBalancer.
	Domain awscognito.UserPoolDomain
	// Values are what the plan's placeholders stand for.
	Values map[string]string
}

// ToString returns the construct's path. It also is the overriding method without
// which jsii refuses a Go struct that embeds a construct.
func (a *Auth) ToString() *string { return a.Node().Path() }

// New makes the login in scope. The error holds all problems of the spec, or what
// the CDK said; nothing is to be synthesized then.
func New(scope constructs.Construct, id string, spec Spec, in Inputs) (*Auth, error) {
	pure := authspec.Inputs{Name: in.Name, Region: in.Region, Host: in.Host}
	if err := spec.Validate(pure); err != nil {
		return nil, err
	}
	a := &Auth{Plan: spec.Plan(pure), Values: map[string]string{}}
	err := cdkkit.Try("auth", func() {
		constructs.NewConstruct_Override(a, scope, &id)
		if a.Plan.Spec.Mode != authspec.ModeNone {
			a.render()
		}
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}
