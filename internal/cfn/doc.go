// Package cfn reads CloudFormation templates and evaluates their intrinsic
// functions, as far as the text alone decides them.
//
// [Parse] makes a [Template] of JSON or YAML. [Evaluate] takes all stacks of an
// application together, each with its name, Region and parameters, and returns a
// [Model]: every resource with its condition and its evaluated properties.
//
//	template, err := cfn.Parse(text)
//	model, err := cfn.Evaluate(cfn.Input{Name: "chat", Region: "eu-west-1", Template: template})
//	for _, subnet := range model.OfType("AWS::EC2::Subnet") {
//		fmt.Println(subnet.Path("CidrBlock"), subnet.Property("CidrBlock"))
//	}
//
// # What a value is
//
// A [Value] is concrete ([String], [Number], [Bool], [Null], [List], [Object]),
// or open: a [ResourceRef] is what Ref or Fn::GetAtt gives of a resource, an
// [Atom] is anything else that the templates leave open, a [Dynamic] is a
// {{resolve:...}}, and a [Concat] is text around such parts. Two values that are
// written alike in one stack are [Same]; of two others [Model.Equal] says Yes,
// No or Maybe, and never guesses.
//
// # What a proof must do
//
// A condition that the given parameters do not decide is a [Condition] over
// [Test]s. Values keep both sides of an Fn::If as a [Choice]. A consumer that
// claims something for every deployment asks [Model.Worlds] for every way the
// tests can fall and looks at [World.Value] in each, or follows each Choice
// itself. It must treat an Atom as any value at all, print
// [Model.Assumptions], and not claim what a [Model.Unknowns] note may overturn:
// resources that a transform or a loop would add are not in the model.
//
// # Limits
//
// [MaxBytes], [MaxNodes], [MaxDepth] and [MaxWork] bound the text, the tree
// after YAML aliases, its nesting and what the functions make of it, so that a
// hostile template ends in an error and not in a full memory.
//
// YAML is read with go.yaml.in/yaml/v3: it keeps tags, positions and aliases
// unexpanded, has no dependencies, and the YAML organization maintains it
// (gopkg.in/yaml.v3, the same code, is archived). Its nodes are read here and
// never decoded, because CloudFormation follows YAML 1.1 where yes is a boolean.
//
// The functions follow
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
// and the pages beneath it.
package cfn
