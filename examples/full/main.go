// Command full deploys the whole topology with a domain: CloudFront and WAF, an
// internet-facing load balancer with a Cognito login, and Fargate tasks in private
// subnets that reach AWS services over VPC endpoints alone.
//
//	go run ./examples/full [-out DIR] [-region R] [-name N] [-image URI] [-domain D] ...
//	go run ./examples/full [-out DIR] -spec examples/full/spec.yaml
//	go run ./examples/full -target aws -image URI -domain D -hosted-zone Z [-plan | -destroy] [-yes]
//
// It checks the spec, synthesizes CloudFormation into DIR/cdk.out, proves of the templates
// that the topology is private into DIR/verify.json, draws and documents it in DIR/docs, if
// the picture says what the templates say, and deploys. Without -target aws the deployment
// is a rehearsal in this process: nothing reaches AWS, and what was made is kept in
// DIR/rehearsal.json, so that the next run is an update.
//
// The files made are printed on standard output; what it is doing, and what is not proved,
// on standard error. The exit status is 2 for bad input, with nothing written, and for
// missing credentials or sample values on the way to AWS, with nothing changed there; 3 if a
// property can neither be proved nor refuted; and 1 if one is refuted, in which case nothing
// is deployed, if the picture differs, and for any other failure.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/deploy"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/drawio"
	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/arch/diagram/outline"
	"github.com/archblocks/archblocks/arch/diagram/png"
	"github.com/archblocks/archblocks/arch/diagram/svg"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/arch/drift"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/verify"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var report verify.Report
	var spec arch.Spec
	if err == nil {
		spec, err = o.read()
	}
	if err == nil {
		report, err = generate(o, spec, stdout, stderr)
	}
	switch {
	case err != nil:
	case o.policy:
		err = policies(filepath.Join(o.out, "cdk.out"), stdout)
	case o.target != toNobody:
		if report.Verdict() == verify.Refuted {
			fmt.Fprintln(stderr, "nothing is deployed: a property is refuted, see above")
			return report.ExitStatus()
		}
		err = deliver(o, spec, filepath.Join(o.out, "cdk.out"), stdin, stdout, stderr)
	}
	switch _, invalid := problem.Of(err); {
	case err == nil:
		return report.ExitStatus()
	case invalid || errors.Is(err, errUsage) || errors.Is(err, deploy.ErrCredentials):
		fmt.Fprintln(stderr, err)
		return 2
	default:
		fmt.Fprintln(stderr, err)
		return 1
	}
}

// generate makes everything from the spec, and returns what is proved of it; bad input
// ends it before anything is written.
func generate(o options, spec arch.Spec, stdout, stderr io.Writer) (verify.Report, error) {
	start := time.Now()
	phase := func(name, format string, args ...any) {
		fmt.Fprintf(stderr, "%-8s %6d ms  %s\n", name, time.Since(start).Milliseconds(), fmt.Sprintf(format, args...))
		start = time.Now()
	}
	var report verify.Report

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
	scene := graph.Layout()
	pictures, err := draw(graph, scene)
	if err != nil {
		return report, err
	}
	phase("diagram", "%d nodes, %d edges, %d formats", len(graph.Nodes), len(graph.Edges), len(pictures))

	compared, err := compare(graph, plan.PrefixLists(), templates)
	if err != nil {
		return report, err
	}
	phase("drift", "%s", compared.Summary())

	told := docs.Options{Picture: "architecture.svg", Proofs: report, Resources: compared.Drawn, LeftOut: leftOut(compared)}
	made := map[string][]byte{
		"docs/ARCHITECTURE.md": docs.Markdown(plan, told),
		"docs/index.html":      docs.HTML(plan, scene, told),
		"verify.json":          report.JSON(),
	}
	maps.Copy(made, pictures)
	files, err := docs.Write(o.out, made)
	if err != nil {
		return report, err
	}
	phase("docs", "%d files", len(files))

	if !o.json && !o.policy {
		for _, stack := range assembly.Stacks {
			fmt.Fprintln(stdout, stack.Template)
		}
		for _, file := range files {
			fmt.Fprintln(stdout, file)
		}
	}
	fmt.Fprint(stderr, report.Findings())
	return report, nil
}

// draw makes the picture in every format, by file.
func draw(graph diagram.Graph, scene diagram.Scene) (map[string][]byte, error) {
	pixels, err := png.Render(scene, 2)
	return map[string][]byte{
		"docs/architecture.svg":    svg.Render(scene),
		"docs/architecture.drawio": drawio.Render(scene),
		"docs/architecture.mmd":    []byte(mermaid.Render(graph)),
		"docs/architecture.txt":    []byte(outline.Render(graph)),
		"architecture.png":         pixels,
	}, err
}

// compare is an error where the picture does not say what the templates say.
func compare(graph diagram.Graph, lists map[string]string, templates []verify.Template) (drift.Report, error) {
	report, err := drift.Checker{PrefixLists: lists}.Check(graph, templates...)
	if err == nil && !report.OK() {
		err = errors.New(strings.TrimSuffix(report.Findings(), "\n"))
	}
	return report, err
}

func leftOut(report drift.Report) []docs.LeftOut {
	var all []docs.LeftOut
	for _, l := range report.LeftOut {
		all = append(all, docs.LeftOut(l))
	}
	return all
}
