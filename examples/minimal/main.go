// Command minimal renders a topology without a domain: CloudFront's own host name, a
// VPC origin to an internal load balancer, and a login inside the application through
// the cognito-idp endpoint. It is the least that a spec can say.
//
//	go run ./examples/minimal [-out DIR] [-region R] [-name N] [-image URI]
//
// It writes DIR/cdk.out, DIR/docs, and into DIR/verify.json what is proved of the
// templates; nothing reaches AWS. The exit status is 2 for bad input, with nothing
// written, 3 if a property can neither be proved nor refuted, and 1 if one is refuted, if
// the picture does not say what the templates say, and for any other failure.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/archblocks/archblocks/arch"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/arch/diagram/svg"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/arch/drift"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/compute"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("minimal", flag.ContinueOnError)
	f.SetOutput(stderr)
	out := f.String("out", "out", "the `folder` to write to")
	region := f.String("region", "eu-west-1", "the AWS Region of everything but the edge")
	name := f.String("name", "hello", "the topology's name")
	image := f.String("image", "", "the container image, in private ECR of the same Region (default a sample)")
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if *out == "" {
		fmt.Fprintln(stderr, "-out is empty: name a folder")
		return 2
	}
	if f.NArg() > 0 {
		fmt.Fprintf(stderr, "unexpected argument %q; see -help\n", f.Arg(0))
		return 2
	}

	spec := arch.Spec{
		Name:   *name,
		Region: *region,
		Compute: compute.Spec{Services: []compute.Service{{
			Name:  "app",
			Image: cmp.Or(*image, "111122223333.dkr.ecr."+*region+".amazonaws.com/hello:1.0.0"),
		}}},
	}
	for _, warning := range spec.Check().Warnings() {
		fmt.Fprintln(stderr, warning)
	}
	report, err := generate(spec, *out, stdout)
	if err == nil {
		fmt.Fprint(stderr, report.Findings())
		return report.ExitStatus()
	}
	fmt.Fprintln(stderr, err)
	if _, invalid := problem.Of(err); invalid {
		return 2
	}
	return 1
}

// generate writes the cloud assembly, the proofs, the picture and the document of a spec.
func generate(spec arch.Spec, out string, stdout io.Writer) (verify.Report, error) {
	var report verify.Report
	plan, err := spec.Plan()
	if err != nil {
		return report, err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return report, err
	}
	defer arch.Close()
	assembly, err := arch.Render(spec, filepath.Join(out, "cdk.out"))
	if err != nil {
		return report, err
	}
	for _, stack := range assembly.Stacks {
		fmt.Fprintln(stdout, stack.Template)
	}
	templates, err := verify.Read(assembly.Dir)
	if err != nil {
		return report, err
	}
	report, err = verify.Checker{PrefixLists: plan.PrefixLists()}.Check(templates...)
	if err != nil {
		return report, err
	}
	graph := plan.Diagram()
	compared, err := compare(graph, plan.PrefixLists(), templates)
	if err != nil {
		return report, err
	}
	scene := graph.Layout()
	told := docs.Options{Picture: "architecture.svg", Proofs: report, Resources: compared.Drawn}
	files, err := docs.Write(out, map[string][]byte{
		"docs/architecture.svg": svg.Render(scene),
		"docs/architecture.mmd": []byte(mermaid.Render(graph)),
		"docs/ARCHITECTURE.md":  docs.Markdown(plan, told),
		"docs/index.html":       docs.HTML(plan, scene, told),
		"verify.json":           report.JSON(),
	})
	for _, file := range files {
		fmt.Fprintln(stdout, file)
	}
	return report, err
}

// compare is an error where the picture does not say what the templates say.
func compare(graph diagram.Graph, lists map[string]string, templates []verify.Template) (drift.Report, error) {
	report, err := drift.Checker{PrefixLists: lists}.Check(graph, templates...)
	if err == nil && !report.OK() {
		err = errors.New(strings.TrimSuffix(report.Findings(), "\n"))
	}
	return report, err
}
