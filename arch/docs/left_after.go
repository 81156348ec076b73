package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/edge/edgespec"
)

func (d *document) subscribers() {
	if len(d.RegionalAlarms())+len(d.EdgeAlarms()) == 0 {
		return
	}
	if emails := d.Observability.Spec.AlarmEmails; len(emails) > 0 {
		times := "two mails, one a Region"
		if d.Spec.Region == edgespec.Region {
			times = "two mails, one a stack"
		}
		d.task("Confirm the alarm e-mails.", fmt.Sprintf("AWS sends each of %s %s; alarms arrive when the link in each is followed.", list(codes(emails)), times))
		return
	}
	d.task("Subscribe to the alarm topics.", fmt.Sprintf("There is one in %s and one in %s, and nobody hears them. Set %s, or subscribe a pager to both.",
		code(d.StackName()), code(d.EdgeStackName()), code("observability.alarmEmails")))
}

func (d *document) hasPool() bool { return d.Auth.Spec.Mode != authspec.ModeNone }

func (d *document) firstUsers() {
	if !d.hasPool() || d.Auth.Spec.AllowSelfSignUp {
		return
	}
	second := ""
	if d.Auth.Spec.MFA == authspec.MFARequired {
		second = " At the first login they choose a password and register an authenticator app."
	}
	region := " --region " + argument(d.Spec.Region)
	d.task("Make the first users.", "Nobody can sign up. Users are known by their e-mail address, and Cognito mails each new one a temporary password, good for three days."+second,
		"pool=$(aws cloudformation describe-stacks --stack-name "+argument(d.StackName())+" --query \"Stacks[0].Outputs[?OutputKey=='UserPoolId'].OutputValue\" --output text"+region+")",
		"aws cognito-idp admin-create-user --user-pool-id \"$pool\" --username ann@example.com --user-attributes Name=email,Value=ann@example.com Name=email_verified,Value=true"+region)
}

func (d *document) loginInApp() {
	if d.Auth.Spec.Mode == authspec.ModeInApp {
		d.task("Log users in.", "Nothing in front of the application asks who a user is: the application must refuse whoever has not logged in.")
	}
}

// defaultGroup closes what a template cannot: CloudFormation makes the group with
// the VPC, and has no resource that takes its rules away.
func (d *document) defaultGroup() {
	region := " --region " + argument(d.Spec.Region)
	d.task("Close the default security group.",
		"Every VPC has one. It lets whatever is in it talk to each other and to everyone, and a template cannot take its rules away without a custom resource. Nothing here uses it. "+
			"These commands close it; AWS Config (`vpc-default-security-group-closed`) and Security Hub (EC2.2) report it while it is open:",
		"vpc=$(aws ec2 describe-vpcs --filters "+argument("Name=tag:aws:cloudformation:stack-name,Values="+d.StackName())+" --query 'Vpcs[0].VpcId' --output text"+region+")",
		"group=$(aws ec2 describe-security-groups --filters \"Name=vpc-id,Values=$vpc\" Name=group-name,Values=default --query 'SecurityGroups[0].GroupId' --output text"+region+")",
		"aws ec2 revoke-security-group-ingress --group-id \"$group\" --protocol all --source-group \"$group\""+region,
		"aws ec2 revoke-security-group-egress --group-id \"$group\" --protocol all --cidr 0.0.0.0/0"+region)
}

func (d *document) originSecret() {
	if d.Edge.SecretHeader {
		d.task("The origin's secret does not rotate by itself.", fmt.Sprintf("Rotation needs a Lambda function, and the templates hold none. When somebody may have seen the value of the header %s, change the secret %s; CloudFormation reads it again only when it updates the distribution and the listener rules.",
			code(plan.OriginHeader), code(d.Spec.Name+"/origin-verify")))
	}
}

func (d *document) extraGrants() {
	var extra []string
	for _, e := range d.Network.Spec.ExtraEndpoints {
		extra = append(extra, code(string(e.Service)))
	}
	if extra != nil {
		d.task("Endpoints that you added let calls through, and grant nothing.", "Give the task roles what they may do with "+list(extra)+" in your own code.")
	}
}

func (d *document) nameResolution() {
	d.task("DNS is not filtered.", "Tasks can resolve public names through the VPC's resolver, which no security group holds back. Route 53 Resolver DNS Firewall can.")
}
