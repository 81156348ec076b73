package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/cost"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/edge/edgespec"
)

// Options say what a page holds beside the plan. The zero value is fine.
type Options struct {
	// Picture is the picture's file, relative to the page, such as "architecture.svg". Default no picture.
	Picture string
	// Mermaid is the text of a Mermaid diagram, which GitHub draws in place. Default none.
	Mermaid string
	// Proofs are what is proved of the plan's templates. Default none, and no chapter of them.
	Proofs verify.Report
	// Resources are what elements of the picture stand for, by the id of the group or node, as
	// in drift.Report.Drawn. Default none; HTML alone shows them.
	Resources map[string][]string
	// LeftOut is what the picture leaves out of the templates, as in drift.Report. Default none, and no chapter of it.
	LeftOut []LeftOut
	// Usage is what the estimate of the cost assumes of a month. Default that of a small team's service.
	Usage cost.Usage
}

// Markdown returns the page ARCHITECTURE.md of a plan, in GitHub's Markdown. The
// plan must be a valid spec's.
func Markdown(p archspec.Plan, o Options) []byte {
	d := newDocument(p)
	d.head(o)
	for i, section := range []func(){
		d.overview, d.requestFlow, d.securityGroups, d.notes,
		d.endpoints, d.roles, d.buckets, d.logs, d.alarms, d.waf,
		func() { d.cost(o.Usage) }, func() { d.proofs(o.Proofs) }, func() { d.leftOut(o.LeftOut) }, d.left,
	} {
		// The first four are parted by rules, as the headings that everyone looks for.
		if i > 0 && i < 5 {
			d.gap()
			d.line("---\n")
		}
		section()
	}
	return d.bytes()
}

func newDocument(p archspec.Plan) *document {
	return &document{Plan: p, values: map[string]string{
		"AWS::Partition": p.Region.Partition, "AWS::Region": p.Spec.Region, "AWS::AccountId": "<account>",
		"UserPool": "<user pool>", "UserPoolClient": "<user pool client>", "Key": "<key>",
	}}
}

// document is a page in the making.
type document struct {
	archspec.Plan
	page
	// values are what placeholders of the plan read as.
	values map[string]string
}

// real replaces placeholders by what is known, or by words in angle brackets.
func (d *document) real(text string) string { return plan.Expand(text, d.values) }

func (d *document) head(o Options) {
	d.heading(1, "AWS Architecture Summary: "+text(d.Spec.Name))
	d.line("This page describes the topology %s: the stack %s in %s (%s), and the stack %s in %s, where CloudFront and WAF live.",
		code(d.Spec.Name), code(d.StackName()), code(d.Spec.Region), text(d.Region.Title), code(d.EdgeStackName()), code(edgespec.Region))
	d.line("It is written from the same plan as the templates: change the spec, not this page.")
	d.line("Words in angle brackets, such as %s, are known on AWS alone. Words such as %s are fields of the spec.\n", code("<account>"), code("network.cidr"))
	if o.Picture != "" {
		d.line("![Architecture of %s](%s)\n", text(d.Spec.Name), destination(o.Picture))
	}
	if o.Mermaid != "" {
		d.fenced("mermaid", o.Mermaid)
	}
}

func (d *document) requestFlow() {
	d.heading(2, "Request Flow")
	for i, step := range d.Diagram().Steps {
		d.line("%d. %s", i+1, text(step.Text))
	}
	d.line("")
}

// because is a reason with the field of the spec that gives it.
func because(r plan.Reason) string {
	if r.Path == "" {
		return text(r.Text)
	}
	return fmt.Sprintf("%s (%s)", text(r.Text), code(r.Path))
}
