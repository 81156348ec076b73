package preflight

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/problem"
)

// TypeUnknown is the code of a type of which it is not known what its deployment takes.
const TypeUnknown problem.Code = "type-unknown"

// MaxPolicy is the most characters, blanks not counted, of a managed policy
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
const MaxPolicy = 6144

// Document is an IAM policy.
type Document struct {
	Version   string
	Statement []Statement
}

// Statement allows actions on resources.
type Statement struct {
	Sid       string
	Effect    string
	Action    []string
	Resource  []string
	Condition map[string]map[string][]string `json:",omitempty"`
}

// Policies are what a deployer of the assembly must be allowed, as managed policies, each
// within MaxPolicy: CloudFormation on its stacks alone, the calls of each type of resource,
// roles with the stacks' names alone, and what the checks of this package read. account is
// its id, or "*". The error names types of which nothing is known. It is derived, and was not
// tried on AWS as a whole.
func Policies(a deploy.Assembly, account string) ([]Document, error) {
	var list problem.List
	var calls, stacks, roles, policies []string
	for _, s := range a.Stacks {
		stacks = append(stacks, fmt.Sprintf("arn:aws:cloudformation:%s:%s:stack/%s/*", s.Region, account, s.Name))
		roles = append(roles, fmt.Sprintf("arn:aws:iam::%s:role/%s-*", account, s.Name))
		policies = append(policies, fmt.Sprintf("arn:aws:iam::%s:policy/%s-*", account, s.Name))
		for _, id := range slices.Sorted(maps.Keys(s.Types)) {
			needs, ok := actions[s.Types[id]]
			if !ok {
				list.Add(s.Name+".Resources."+id, TypeUnknown, s.Types[id], "is a type of which it is not known what its deployment takes", "add its calls to arch/deploy/preflight/actions.go")
			}
			calls = append(calls, needs...)
		}
	}
	if err := list.Err(); err != nil {
		return nil, err
	}
	by := grouped(calls)
	statements := []Statement{
		{Sid: "Stacks", Action: []string{
			"cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet", "cloudformation:DeleteStack", "cloudformation:DescribeChangeSet", "cloudformation:DescribeEvents",
			"cloudformation:DescribeStackDriftDetectionStatus", "cloudformation:DescribeStackEvents", "cloudformation:DescribeStackResourceDrifts", "cloudformation:DetectStackDrift", "cloudformation:DescribeStacks", "cloudformation:ExecuteChangeSet", "cloudformation:GetTemplate", "cloudformation:UpdateTerminationProtection",
		}, Resource: stacks},
		{Sid: "Looking", Action: []string{
			"acm:DescribeCertificate", "bedrock:GetFoundationModelAvailability", "ec2:DescribeAvailabilityZones", "ec2:DescribeManagedPrefixLists", "ec2:DescribeVpcEndpointServices",
			"ec2:DescribeVpcs", "ecr:DescribeImages", "servicequotas:GetServiceQuota", "sts:GetCallerIdentity",
		}, Resource: []string{"*"}},
		{Sid: "WhyTasksStop", Action: []string{"ecs:DescribeServices", "ecs:DescribeTaskDefinition", "ecs:DescribeTasks", "ecs:ListTasks", "elasticloadbalancing:DescribeTargetHealth", "logs:GetLogEvents"}, Resource: []string{"*"}},
	}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		st := Statement{Sid: sid(name), Action: append(by[name], reads[name]...), Resource: []string{"*"}}
		if name == "iam" {
			st.Resource = append(slices.Clone(roles), policies...)
		}
		statements = append(statements, st)
	}
	if by["iam"] != nil {
		statements = append(statements, Statement{Sid: "PassRoles", Action: []string{"iam:PassRole"}, Resource: roles,
			Condition: map[string]map[string][]string{"StringEquals": {"iam:PassedToService": {"ecs-tasks.amazonaws.com"}}}})
	}
	var services []string
	for _, name := range slices.Sorted(maps.Keys(by)) {
		if linked[name] != "" {
			services = append(services, linked[name])
		}
	}
	if services != nil {
		statements = append(statements, Statement{Sid: "FirstUse", Action: []string{"iam:CreateServiceLinkedRole"}, Resource: []string{fmt.Sprintf("arn:aws:iam::%s:role/aws-service-role/*", account)},
			Condition: map[string]map[string][]string{"StringEquals": {"iam:AWSServiceName": services}}})
	}
	return pack(statements), nil
}

// pack puts statements into as few documents as they fit, in their order.
func pack(statements []Statement) []Document {
	var all []Document
	for _, s := range statements {
		s.Effect = "Allow"
		last := len(all) - 1
		if last >= 0 {
			tried := Document{all[last].Version, append(slices.Clone(all[last].Statement), s)}
			if len(tried.compact()) <= MaxPolicy {
				all[last] = tried
				continue
			}
		}
		all = append(all, Document{"2012-10-17", []Statement{s}})
	}
	return all
}

// compact is the policy without blanks.
func (d Document) compact() []byte {
	text, err := json.Marshal(d) // text, and lists and maps of it
	if err != nil {
		return nil
	}
	return text
}

// JSON is the policy for people and for IAM.
func (d Document) JSON() []byte {
	var out bytes.Buffer
	if err := json.Indent(&out, d.compact(), "", "  "); err != nil {
		return nil
	}
	return append(out.Bytes(), '\n')
}

// sid is a statement's name: letters and digits alone.
func sid(service string) string {
	var out []rune
	up := true
	for _, r := range service {
		switch {
		case r == '-':
			up = true
		case up:
			out, up = append(out, r-'a'+'A'), false
		default:
			out = append(out, r)
		}
	}
	return string(out)
}
