// Command full renders the whole topology with a domain: CloudFront and WAF, an
// internet-facing load balancer with a Cognito login, and Fargate tasks in private
// subnets that reach AWS services over VPC endpoints alone.
//
//	go run ./examples/full [-out DIR] [-region R] [-name N] [-image URI] [-domain D] ...
//	go run ./examples/full [-out DIR] -spec examples/full/spec.yaml
//
// It checks the spec, synthesizes CloudFormation into DIR/cdk.out, proves of the templates
// that the topology is private into DIR/verify.json, and draws and documents it in
// DIR/docs. Nothing reaches AWS. The files made are printed on standard output; what it is
// doing, and what is not proved, on standard error. The exit status is 2 for bad input,
// with nothing written, 3 if a property can neither be proved nor refuted, and 1 if one is
// refuted and for any other failure.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/arch/diagram/svg"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/verify"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var report verify.Report
	if err == nil {
		report, err = generate(o, stdout, stderr)
	}
	switch _, invalid := problem.Of(err); {
	case err == nil:
		return report.ExitStatus()
	case invalid || errors.Is(err, errUsage):
		fmt.Fprintln(stderr, err)
		return 2
	default:
		fmt.Fprintln(stderr, err)
		return 1
	}
}

// generate makes everything from the spec, and returns what is proved of it; bad input
// ends it before anything is written.
func generate(o options, stdout, stderr io.Writer) (verify.Report, error) {
	start := time.Now()
	phase := func(name, format string, args ...any) {
		fmt.Fprintf(stderr, "%-8s %6d ms  %s\n", name, time.Since(start).Milliseconds(), fmt.Sprintf(format, args...))
		start = time.Now()
	}
	var report verify.Report

	spec, err := o.read()
	if err != nil {
		return report, err
	}
	for _, warning := range spec.Check().Warnings() {
		fmt.Fprintln(stderr, warning)
	}
	plan, err := spec.Plan()
	if err != nil {
		return report, err
	}
	phase("spec", "%d zones, %d endpoints, %d security-group rules, %d alarms", len(plan.Network.Zones), len(plan.Network.Endpoints),
		len(plan.Compute.Rules), len(plan.RegionalAlarms())+len(plan.EdgeAlarms()))

	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return report, err
	}
	defer arch.Close()
	assembly, err := arch.Render(spec, filepath.Join(o.out, "cdk.out"), o.render()...)
	if err != nil {
		return report, err
	}
	phase("synth", "stack %s in %s, stack %s in %s", assembly.Stacks[0].Name, assembly.Stacks[0].Region, assembly.Stacks[1].Name, assembly.Stacks[1].Region)

	templates, err := verify.Read(assembly.Dir)
	if err != nil {
		return report, err
	}
	report, err = verify.Checker{PrefixLists: plan.PrefixLists()}.Check(templates...)
	if err != nil {
		return report, err
	}
	phase("verify", "%s", report.Summary())

	graph := plan.Diagram()
	picture, text := svg.Render(graph.Layout()), mermaid.Render(graph)
	phase("diagram", "%d nodes, %d edges", len(graph.Nodes), len(graph.Edges))

	files, err := docs.Write(o.out, map[string][]byte{
		"docs/architecture.svg": picture,
		"docs/architecture.mmd": []byte(text),
		"docs/ARCHITECTURE.md":  docs.Markdown(plan, docs.Options{Picture: "architecture.svg", Proofs: report}),
		"verify.json":           report.JSON(),
	})
	if err != nil {
		return report, err
	}
	phase("docs", "%d files", len(files))

	for _, stack := range assembly.Stacks {
		fmt.Fprintln(stdout, stack.Template)
	}
	for _, file := range files {
		fmt.Fprintln(stdout, file)
	}
	fmt.Fprint(stderr, report.Findings())
	return report, nil
}
