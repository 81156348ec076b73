package deploy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
)

// dummies are what the CDK writes for look-ups that were never made.
var dummies = regexp.MustCompile(`"(pl-x{8}|vpc-12345|s-12345|p-12345|sg-12345678|DUMMY|dummy1[abc]|dummy-value-for-[^"]*)"`)

// read fills in what the template says. Problems have paths in the template.
func (s *Stack) read(file string) (list problem.List) {
	text, err := os.ReadFile(file)
	var template map[string]any
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber() // numbers stay as they are written
		err = d.Decode(&template)
	}
	if err != nil {
		list.Add("", NoAssembly, nil, fmt.Sprintf("cannot be read: %v", err), "synthesize again")
		return list
	}
	s.Types, s.Parameters = map[string]string{}, map[string]bool{}
	resources, _ := template["Resources"].(map[string]any)
	iam := ""
	for _, id := range sortedKeys(resources) {
		r, _ := resources[id].(map[string]any)
		kind, _ := r["Type"].(string)
		s.Types[id] = kind
		if kind == "AWS::CloudFormation::CustomResource" || strings.HasPrefix(kind, "Custom::") {
			list.Add("Resources."+id, CustomResource, kind, "runs somebody's code in the account while it is deployed", "take it out, or deploy with the CDK's own command")
		}
		if strings.HasPrefix(kind, "AWS::IAM::") && iam == "" {
			iam = "CAPABILITY_IAM"
		}
		properties, _ := r["Properties"].(map[string]any)
		for _, name := range []string{"RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName"} {
			if strings.HasPrefix(kind, "AWS::IAM::") && properties[name] != nil {
				iam = "CAPABILITY_NAMED_IAM"
			}
		}
		strip(r)
	}
	if iam != "" {
		s.Capabilities = append(s.Capabilities, iam)
	}
	if template["Transform"] != nil {
		s.Capabilities = append(s.Capabilities, "CAPABILITY_AUTO_EXPAND")
	}
	parameters, _ := template["Parameters"].(map[string]any)
	for name, declared := range parameters {
		p, _ := declared.(map[string]any)
		s.Parameters[name] = p["Default"] == nil
		if name == "BootstrapVersion" {
			list.Add("Parameters."+name, AssetNotSupported, nil, "asks for an account that is bootstrapped for the CDK", "use the legacy synthesizer, or turn its version rule off")
		}
	}
	delete(template, "Metadata")
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(template); err != nil {
		list.Add("", NoAssembly, nil, err.Error(), "synthesize again")
		return list
	}
	s.Template = strings.TrimSpace(out.String())
	for _, found := range dummies.FindAllString(s.Template, -1) {
		list.Add("", DummyValue, strings.Trim(found, `"`), "stands for something that was never looked up", "give the real value in the code")
	}
	if len(s.Template) > MaxTemplate {
		list.Add("", TemplateTooLong, len(s.Template), fmt.Sprintf("bytes are more than CloudFormation's %d", MaxTemplate), "part the stack")
	}
	return list
}

// strip takes out what only tools read. What cfn-init and others read on AWS stays.
func strip(resource map[string]any) {
	metadata, _ := resource["Metadata"].(map[string]any)
	for name := range metadata {
		if !strings.HasPrefix(name, "AWS::CloudFormation::") || name == "AWS::CloudFormation::Designer" {
			delete(metadata, name)
		}
	}
	if len(metadata) == 0 {
		delete(resource, "Metadata")
	}
}

func sortedKeys[T any](m map[string]T) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
