package cdkkit

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/archblocks/archblocks/arch/plan"
	"github.com/aws/aws-cdk-go/awscdk/v2"
)

var placeholder = regexp.MustCompile(`\$\{([A-Za-z][A-Za-z0-9]*(?:::[A-Za-z]+)?)\}`)

// pseudo are the placeholders that CloudFormation itself replaces.
var pseudo = []string{"AWS::AccountId", "AWS::Partition", "AWS::Region"}

// Known returns an error where a text of a plan has a placeholder that neither values
// nor CloudFormation knows.
func Known(text string, values map[string]string) error {
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if _, ok := values[m[1]]; !ok && !slices.Contains(pseudo, m[1]) {
			return fmt.Errorf("%q has the placeholder ${%s}, which has no value; add %s to Inputs.Values", text, m[1], m[1])
		}
	}
	return nil
}

// Text renders a text of a plan: what values know is put in its place, and pseudo
// parameters are left to CloudFormation. Fn::Sub is short and reads well in a template.
// A placeholder that nobody knows panics, which Try turns into an error.
func Text(text string, values map[string]string) string {
	found := placeholder.FindAllStringSubmatch(text, -1)
	if len(found) == 0 {
		return text
	}
	if err := Known(text, values); err != nil {
		panic(err.Error())
	}
	used := map[string]string{}
	for _, m := range found {
		if value, ok := values[m[1]]; ok {
			if text == m[0] {
				return value
			}
			used[m[1]] = value
		}
	}
	return *awscdk.Fn_Sub(Str(text), StrMap(used))
}

// Policy renders statements as an IAM policy document.
func Policy(statements []plan.Statement, values map[string]string) map[string]any {
	return document(statements, values, false)
}

// EndpointPolicy renders statements as the policy of a VPC endpoint: for any
// principal, since the conditions of the statements say which.
func EndpointPolicy(statements []plan.Statement, values map[string]string) map[string]any {
	return document(statements, values, true)
}

func document(statements []plan.Statement, values map[string]string, principal bool) map[string]any {
	rendered := make([]any, len(statements))
	for i, s := range statements {
		one := map[string]any{"Sid": s.Sid, "Effect": "Allow", "Action": several(s.Actions), "Resource": texts(s.Resources, values)}
		if principal {
			one["Principal"] = "*"
		}
		if len(s.Conditions) > 0 {
			operators := map[string]any{}
			for _, c := range s.Conditions {
				keys, _ := operators[c.Operator].(map[string]any)
				if keys == nil {
					keys = map[string]any{}
					operators[c.Operator] = keys
				}
				keys[c.Key] = texts(c.Values, values)
			}
			one["Condition"] = operators
		}
		rendered[i] = one
	}
	return map[string]any{"Version": "2012-10-17", "Statement": rendered}
}

func texts(list []string, values map[string]string) any {
	rendered := make([]string, len(list))
	for i, text := range list {
		rendered[i] = Text(text, values)
	}
	return several(rendered)
}

// several is a lone string where there is one, as IAM allows: templates have a limit.
func several(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}
