package compute

import (
	"strings"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"
)

// role makes a role and one managed policy with all its statements, which it appends to needed.
func (r serviceRenderer) role(id string, role plan.Role, needed []constructs.IDependable) (awsiam.Role, []constructs.IDependable) {
	made := awsiam.NewRole(r.scope, &id, &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(&role.Service, nil), Description: cdkkit.Str("Of " + r.plan.Name + ": " + role.Reason.Text),
	})
	if len(role.Statements) == 0 {
		return made, needed
	}
	// The log group's own ARN ties the policy to it, and says the same as the plan's.
	statements := make([]plan.Statement, len(role.Statements))
	var exceptions []cdkkit.Exception
	for i, st := range role.Statements {
		resources := make([]string, len(st.Resources))
		for j, resource := range st.Resources {
			if resources[j] = resource; resource == r.plan.LogGroup.ARN() {
				resources[j] = *r.in.LogGroups[r.plan.Name].LogGroupArn()
			}
		}
		st.Resources = resources
		statements[i] = st
		for _, resource := range resources {
			if strings.HasSuffix(resource, "*") {
				exceptions = append(exceptions, cdkkit.Exception{Rule: "AwsSolutions-IAM5", Reason: st.Sid + ": " + st.Reason})
				break
			}
		}
	}
	policy := awsiam.NewCfnManagedPolicy(r.scope, cdkkit.Str(id+"Policy"), &awsiam.CfnManagedPolicyProps{
		PolicyDocument: cdkkit.Policy(statements, r.values), Roles: cdkkit.List(*made.RoleName()),
	})
	if len(exceptions) > 0 {
		cdkkit.Explain(policy, exceptions...)
	}
	return made, append(needed, policy)
}
