package arch

import (
	"github.com/archblocks/archblocks/internal/cdkkit"
	"github.com/aws/aws-cdk-go/awscdk/v2"
)

// Assembly is a synthesized cloud assembly on disk.
type Assembly struct {
	// Dir holds manifest.json and the templates.
	Dir string
	// Stacks are in the order of deployment.
	Stacks []AssemblyStack
}

// AssemblyStack is one stack of an assembly.
type AssemblyStack struct {
	// Name is the stack's name on AWS.
	Name string
	// Region is where it is deployed; empty where the app leaves it open.
	Region string
	// Template is the path of its template.
	Template string
}

// Synth writes the app's cloud assembly. The error is what the CDK said, without its stack
// trace, or what its validation found.
func Synth(app awscdk.App) (Assembly, error) {
	var assembly Assembly
	err := cdkkit.Try("synth", func() {
		cloud := app.Synth(nil)
		assembly.Dir = *cloud.Directory()
		for _, stack := range *cloud.StacksRecursively() {
			assembly.Stacks = append(assembly.Stacks, AssemblyStack{
				Name:     *stack.StackName(),
				Region:   *stack.Environment().Region,
				Template: *stack.TemplateFullPath(),
			})
		}
	})
	return assembly, findings(app, err)
}
