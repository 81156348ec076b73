package compute

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"
)

// role makes a role, and as many managed policies as its statements fill, which it
// appends to needed.
func (r serviceRenderer) role(id string, role plan.Role, needed []constructs.IDependable) (awsiam.Role, []constructs.IDependable) {
	made := awsiam.NewRole(r.scope, &id, &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(&role.Service, nil), Description: cdkkit.Str("Of " + r.plan.Name + ": " + role.Reason.Text),
	})
	for i, statements := range plan.Split(role.Statements, plan.PolicySize) {
		policyID := id + "Policy"
		if i > 0 {
			policyID += strconv.Itoa(i + 1)
		}
		needed = append(needed, r.policy(policyID, statements, made))
	}
	return made, needed
}

func (r serviceRenderer) policy(id string, statements []plan.Statement, role awsiam.Role) awsiam.CfnManagedPolicy {
	logs := *r.in.LogGroups[r.plan.Name].LogGroupArn()
	rendered := make([]plan.Statement, len(statements))
	var exceptions []cdkkit.Exception
	for i, s := range statements {
		s.Resources = slices.Clone(s.Resources)
		for j, resource := range s.Resources {
			// The log group's own ARN ties the policy to it, and says the same as the plan's.
			if resource == r.plan.LogGroup.ARN() {
				s.Resources[j] = logs
			}
		}
		if slices.ContainsFunc(s.Resources, func(resource string) bool { return strings.HasSuffix(resource, "*") }) {
			exceptions = append(exceptions, cdkkit.Exception{Rule: "AwsSolutions-IAM5", Reason: s.Sid + ": " + s.Reason})
		}
		rendered[i] = s
	}
	policy := awsiam.NewCfnManagedPolicy(r.scope, &id, &awsiam.CfnManagedPolicyProps{
		PolicyDocument: cdkkit.Policy(rendered, r.values), Roles: cdkkit.List(*role.RoleName()),
	})
	if len(exceptions) > 0 {
		cdkkit.Explain(policy, exceptions...)
	}
	return policy
}
