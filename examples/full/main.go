// Command full renders the whole topology with a domain: CloudFront and WAF, an
// internet-facing load balancer with a Cognito login, and Fargate tasks in private
// subnets that reach AWS services over VPC endpoints alone.
//
//	go run ./examples/full [-out DIR] [-region R] [-name N] [-image URI] [-domain D] ...
//
// It checks the spec, synthesizes CloudFormation into DIR/cdk.out, and draws and
// documents it in DIR/docs. Nothing reaches AWS. The files made are printed on standard
// output; what it is doing, on standard error. The exit status is 2 for bad input, with
// nothing written, and 1 for any other failure.
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
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = generate(o, stdout, stderr)
	}
	switch _, invalid := problem.Of(err); {
	case err == nil:
		return 0
	case invalid || errors.Is(err, errUsage):
		fmt.Fprintln(stderr, err)
		return 2
	default:
		fmt.Fprintln(stderr, err)
		return 1
	}
}

// generate makes everything from the spec; bad input ends it before anything is written.
func generate(o options, stdout, stderr io.Writer) error {
	start := time.Now()
	phase := func(name, format string, args ...any) {
		fmt.Fprintf(stderr, "%-8s %6d ms  %s\n", name, time.Since(start).Milliseconds(), fmt.Sprintf(format, args...))
		start = time.Now()
	}

	spec := o.spec()
	for _, warning := range spec.Check().Warnings() {
		fmt.Fprintln(stderr, warning)
	}
	plan, err := spec.Plan()
	if err != nil {
		return err
	}
	phase("spec", "%d zones, %d endpoints, %d security-group rules, %d alarms", len(plan.Network.Zones), len(plan.Network.Endpoints),
		len(plan.Compute.Rules), len(plan.RegionalAlarms())+len(plan.EdgeAlarms()))

	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	defer arch.Close()
	assembly, err := arch.Render(spec, filepath.Join(o.out, "cdk.out"), o.render()...)
	if err != nil {
		return err
	}
	phase("synth", "stack %s in %s, stack %s in %s", assembly.Stacks[0].Name, assembly.Stacks[0].Region, assembly.Stacks[1].Name, assembly.Stacks[1].Region)

	graph := plan.Diagram()
	picture, text := svg.Render(graph.Layout()), mermaid.Render(graph)
	phase("diagram", "%d nodes, %d edges", len(graph.Nodes), len(graph.Edges))

	files, err := docs.Write(filepath.Join(o.out, "docs"), map[string][]byte{
		"architecture.svg": picture,
		"architecture.mmd": []byte(text),
		"ARCHITECTURE.md":  docs.Markdown(plan, docs.Options{Picture: "architecture.svg"}),
	})
	if err != nil {
		return err
	}
	phase("docs", "%d files", len(files))

	for _, stack := range assembly.Stacks {
		fmt.Fprintln(stdout, stack.Template)
	}
	for _, file := range files {
		fmt.Fprintln(stdout, file)
	}
	return nil
}
