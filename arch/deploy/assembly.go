package deploy

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/problem"
)

// Limits of CloudFormation, in bytes
// (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
const (
	// MaxInline is the longest template that a request can hold.
	MaxInline = 51_200
	// MaxTemplate is the longest template at all.
	MaxTemplate = 1_000_000
)

// Assembly is what is to be deployed.
type Assembly struct {
	// Dir is the folder that was read.
	Dir string
	// Stacks in the order of deployment: each after those that it depends on.
	Stacks []Stack
}

// Stack is one stack of an assembly.
type Stack struct {
	// Name is the stack's name; Region where it goes. Account is empty for whichever the credentials are of.
	Name, Region, Account string
	// Template is what is sent: without metadata that only tools read, and without blanks.
	Template string
	// Types are the types of its resources by logical id.
	Types map[string]string
	// Parameters are those that the template declares; true for those without a default.
	Parameters map[string]bool
	// Values are parameters that the assembly gives.
	Values map[string]string
	Tags   map[string]string
	// DependsOn are the names of stacks of the assembly that must be there first.
	DependsOn []string
	// Reads are the names of stacks of the assembly whose outputs it reads by Fn::GetStackOutput.
	Reads []string
	// Capabilities are what its resources ask for, such as "CAPABILITY_NAMED_IAM".
	Capabilities []string
	// Protected is whether the stack is to be protected from deletion.
	Protected bool
}

// Codes of what makes an assembly unfit.
const (
	NoAssembly        problem.Code = "no-assembly"
	AssetNotSupported problem.Code = "asset-not-supported"
	CustomResource    problem.Code = "custom-resource"
	LookupMissing     problem.Code = "look-up-missing"
	DummyValue        problem.Code = "dummy-value"
	TemplateTooLong   problem.Code = "template-too-long"
	RegionOpen        problem.Code = "region-open"
	DependencyCycle   problem.Code = "dependency-cycle"
)

type manifest struct {
	Artifacts map[string]struct {
		Type         string
		Environment  string
		Dependencies []string
		DisplayName  string
		Properties   struct {
			TemplateFile          string
			StackName             string
			TerminationProtection bool
			Parameters            map[string]string
			Tags                  map[string]string
			File                  string
		}
	}
	Missing []struct {
		Key      string
		Provider string
	}
}

// Read reads the folder of a cloud assembly, such as "cdk.out". The error is a list of all
// that makes it unfit, see [problem.Of].
func Read(dir string) (Assembly, error) {
	var list problem.List
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	var m manifest
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		list.Add("manifest.json", NoAssembly, nil, fmt.Sprintf("cannot be read: %v", err), "synthesize the stacks, and give the folder that holds manifest.json")
		return Assembly{}, list.Err()
	}
	for _, missing := range m.Missing {
		list.Add("manifest.json", LookupMissing, missing.Key, "was never looked up, so that the templates hold dummies", "give the value in the code, in place of a look-up from the account")
	}
	a := Assembly{Dir: dir}
	names := map[string]string{} // stack names by artifact
	for id, artifact := range m.Artifacts {
		if artifact.Type == "aws:cloudformation:stack" {
			names[id] = artifact.Properties.StackName
			if names[id] == "" {
				names[id] = artifact.DisplayName
			}
			if names[id] == "" {
				names[id] = id
			}
		}
	}
	var ids []string
	for id := range m.Artifacts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		artifact := m.Artifacts[id]
		switch artifact.Type {
		case "aws:cloudformation:stack":
			s := Stack{Name: names[id], Tags: artifact.Properties.Tags, Values: artifact.Properties.Parameters, Protected: artifact.Properties.TerminationProtection}
			s.Account, s.Region, _ = strings.Cut(strings.TrimPrefix(artifact.Environment, "aws://"), "/")
			if s.Account == "unknown-account" {
				s.Account = ""
			}
			if s.Region == "" || s.Region == "unknown-region" {
				list.Add(id, RegionOpen, nil, "has no Region", "give the stack one")
			}
			for _, other := range artifact.Dependencies {
				if name, isStack := names[other]; isStack {
					s.DependsOn = append(s.DependsOn, name)
				}
			}
			slices.Sort(s.DependsOn)
			list = append(list, s.read(filepath.Join(dir, artifact.Properties.TemplateFile)).At(id)...)
			a.Stacks = append(a.Stacks, s)
		case "cdk:asset-manifest":
			list = append(list, checkAssets(filepath.Join(dir, artifact.Properties.File)).At(id)...)
		case "cdk:cloud-assembly":
			list.Add(id, AssetNotSupported, nil, "is an assembly within the assembly", "deploy the folder of the stage by itself")
		}
	}
	if len(a.Stacks) == 0 && len(list) == 0 {
		list.Add("manifest.json", NoAssembly, nil, "names no stack", "add a stack to the app")
	}
	if err := list.Err(); err != nil {
		return a, err
	}
	a.Stacks = inOrder(a.Stacks, &list)
	for i := range a.Stacks {
		a.Stacks[i].Reads = a.read(a.Stacks[i])
	}
	return a, list.Err()
}

// checkAssets refuses all but templates, which are sent inline.
func checkAssets(file string) (list problem.List) {
	var m struct {
		Files        map[string]struct{ Source struct{ Path string } }
		DockerImages map[string]any
	}
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		list.Add("", NoAssembly, nil, fmt.Sprintf("cannot be read: %v", err), "synthesize again")
		return list
	}
	for _, id := range sortedKeys(m.Files) {
		if f := m.Files[id]; !strings.HasSuffix(f.Source.Path, ".template.json") {
			list.Add("files", AssetNotSupported, f.Source.Path, "is a file that would have to be in a bucket first", "publish it yourself and refer to it by its address, or deploy with the CDK's own command")
		}
	}
	if len(m.DockerImages) > 0 {
		list.Add("dockerImages", AssetNotSupported, nil, "are images that would have to be built and pushed first", "push the image to ECR and refer to it by its address")
	}
	return list
}

// inOrder sorts stacks after what they depend on, those that are free by name.
func inOrder(stacks []Stack, list *problem.List) []Stack {
	var done []Stack
	has := func(name string) bool { return slices.ContainsFunc(done, func(s Stack) bool { return s.Name == name }) }
	slices.SortFunc(stacks, func(a, b Stack) int { return strings.Compare(a.Name, b.Name) })
	for len(done) < len(stacks) {
		i := slices.IndexFunc(stacks, func(s Stack) bool {
			return !has(s.Name) && !slices.ContainsFunc(s.DependsOn, func(name string) bool { return !has(name) })
		})
		if i < 0 {
			list.Add("manifest.json", DependencyCycle, nil, "has stacks that depend on each other in a circle", "take one of the dependencies out")
			return stacks
		}
		done = append(done, stacks[i])
	}
	return done
}

// read are the stacks of the assembly whose outputs a stack reads.
func (a Assembly) read(s Stack) []string {
	var reads []string
	for _, other := range a.Stacks {
		if other.Name != s.Name && strings.Contains(s.Template, `"Fn::GetStackOutput"`) && strings.Contains(s.Template, `"StackName":"`+other.Name+`"`) {
			reads = append(reads, other.Name)
		}
	}
	return reads
}
