// Command docs writes the documents of a spec that is kept in a file, or what changes from
// one such file to another. It needs neither AWS nor the CDK nor Node.js.
//
//	go run ./examples/docs [-out DIR] [-icons ICONS] SPEC
//	go run ./examples/docs -diff [-out DIR] OLD NEW
//
// SPEC is YAML or JSON, such as examples/full/spec.yaml. The first form writes
// ARCHITECTURE.md, the picture in every format, its views and index.html into DIR and prints
// the files; the second prints Markdown for a pull request and, with -out, draws both specs in
// one picture that marks what changes: difference.svg, .png, .drawio and .json beside
// difference.md. ICONS is a folder or zip file with icons to draw in place of the embedded
// ones, such as AWS's own package, see diagram.Scene.WithIcons. The exit status is 2 for bad input, with nothing written, and 1 for any
// other failure.
//
// A project can keep its pages with its spec:
//
//	//go:generate go run github.com/archblocks/archblocks/examples/docs -out docs spec.yaml
package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/drawio"
	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/arch/diagram/outline"
	"github.com/archblocks/archblocks/arch/diagram/png"
	"github.com/archblocks/archblocks/arch/diagram/svg"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/arch/specfile"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("docs", flag.ContinueOnError)
	f.SetOutput(stderr)
	out := f.String("out", "docs", "the `folder` to write to")
	icons := f.String("icons", "", "a folder or zip `file` with icons, such as AWS's package of architecture icons")
	diff := f.Bool("diff", false, "print what changes from the spec OLD to the spec NEW")
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	want := 1
	if *diff {
		want = 2
	}
	if f.NArg() != want {
		fmt.Fprintf(stderr, "%d files are given, not %d: docs [-out DIR] SPEC, or docs -diff OLD NEW; see -help\n", f.NArg(), want)
		return 2
	}
	var plans []archspec.Plan
	for _, path := range f.Args() {
		plan, err := read(path, stderr)
		if err != nil {
			fmt.Fprintln(stderr, err)
			return 2
		}
		plans = append(plans, plan)
	}
	dress, err := wardrobe(*icons)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	if *diff {
		drawn := false
		f.Visit(func(given *flag.Flag) { drawn = drawn || given.Name == "out" })
		err = compare(plans[0], plans[1], drawn, *out, dress, stdout)
	} else {
		err = write(*out, plans[0], dress, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// read is the plan of the spec in a file. The error tells all problems, with their lines.
func read(path string, stderr io.Writer) (archspec.Plan, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return archspec.Plan{}, fmt.Errorf("%w: give the file of a spec, such as examples/full/spec.yaml", err)
	}
	problems := specfile.Check(text)
	if err := problems.Err(); err != nil {
		return archspec.Plan{}, fmt.Errorf("%s: %w", path, err)
	}
	for _, warning := range problems.Warnings() {
		fmt.Fprintln(stderr, warning)
	}
	spec, err := specfile.Parse(text)
	if err != nil {
		return archspec.Plan{}, fmt.Errorf("%s: %w", path, err)
	}
	return spec.Plan()
}

// dresser gives a scene its icons.
type dresser func(diagram.Scene) (diagram.Scene, error)

// wardrobe opens the folder or zip file with icons; without one the embedded icons stay.
func wardrobe(icons string) (dresser, error) {
	if icons == "" {
		return func(s diagram.Scene) (diagram.Scene, error) { return s, nil }, nil
	}
	info, err := os.Stat(icons)
	if err != nil {
		return nil, fmt.Errorf("-icons: %w: give a folder or zip file", err)
	}
	if info.IsDir() {
		return func(s diagram.Scene) (diagram.Scene, error) { return s.WithIcons(os.DirFS(icons)) }, nil
	}
	text, err := os.ReadFile(icons)
	if err != nil {
		return nil, fmt.Errorf("-icons: %w", err)
	}
	files, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil, fmt.Errorf("-icons: %s: %w: give a folder or zip file", icons, err)
	}
	return func(s diagram.Scene) (diagram.Scene, error) { return s.WithIcons(files) }, nil
}

// compare prints what changes, and draws it where a folder is given.
func compare(old, new archspec.Plan, drawn bool, out string, dress dresser, stdout io.Writer) error {
	table := docs.Difference(old, new)
	if drawn {
		scene, err := dress(diagram.Difference(old.Diagram(), new.Diagram()))
		if err != nil {
			return err
		}
		pixels, err := png.Render(scene, 2)
		if err != nil {
			return err
		}
		if _, err := docs.Write(out, map[string][]byte{
			"difference.drawio": drawio.Render(scene),
			"difference.json":   scene.JSON(),
			"difference.md":     append([]byte("![What changes in the architecture](difference.svg)\n\n"), table...),
			"difference.png":    pixels,
			"difference.svg":    svg.Render(scene),
		}); err != nil {
			return err
		}
	}
	_, err := stdout.Write(table)
	return err
}

func write(out string, plan archspec.Plan, dress dresser, stdout io.Writer) error {
	graph := plan.Diagram()
	scene, err := dress(graph.Layout())
	if err != nil {
		return err
	}
	pixels, err := png.Render(scene, 2)
	if err != nil {
		return err
	}
	made := map[string][]byte{
		"ARCHITECTURE.md":     docs.Markdown(plan, docs.Options{Picture: "architecture.svg"}),
		"architecture.drawio": drawio.Render(scene),
		"architecture.json":   scene.JSON(),
		"architecture.mmd":    []byte(mermaid.Render(graph)),
		"architecture.png":    pixels,
		"architecture.svg":    svg.Render(scene),
		"architecture.txt":    []byte(outline.Render(graph)),
		"index.html":          docs.HTML(plan, scene, docs.Options{}),
	}
	for name, view := range map[string]diagram.Graph{
		"request-flow": graph.RequestFlow(), "egress": graph.Egress(), "security-groups": plan.SecurityGroupDiagram(),
	} {
		scene, err := dress(view.Layout())
		if err != nil {
			return err
		}
		made["views/"+name+".svg"] = svg.Render(scene)
	}
	files, err := docs.Write(out, made)
	for _, file := range files {
		fmt.Fprintln(stdout, file)
	}
	return err
}
