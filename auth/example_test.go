package auth_test

import (
	"fmt"

	"github.com/archblocks/archblocks/auth"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// A login alone, in a stack of the user's own, for a load balancer that answers to a host name.
func ExampleNew() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("mine"), nil)
	login, err := auth.New(stack, "Auth", auth.Spec{MFA: auth.MFAOptional}, auth.Inputs{Name: "chat", Host: "chat.example.com"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(login.Plan.Spec.Mode, login.Plan.CallbackURL)
	// Output: load-balancer https://chat.example.com/oauth2/idpresponse
}
