// Package auth makes the login of a topology: a Cognito user pool, its client, and,
// where the load balancer does the login, the pool's domain.
//
// It makes AWS::Cognito::UserPool, UserPoolClient and UserPoolDomain.
//
//	login, err := auth.New(stack, "Auth", auth.Spec{}, auth.Inputs{Name: "chat", Host: "chat.example.com"})
//
// Modes that AWS refuses, or that break without a word in this topology, are not
// offered: a pool with a domain refuses calls through the cognito-idp endpoint, and an
// internal load balancer cannot reach the login page's token endpoint.
package auth
