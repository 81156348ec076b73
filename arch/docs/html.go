package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
	htmltemplate "html/template"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/diagram"
	view "github.com/archblocks/archblocks/arch/diagram/page"
	"github.com/archblocks/archblocks/arch/plan"
)

// HTML returns the page index.html of a plan: the picture to look around in, with what the
// plan and the options know of each element, and the chapters of Markdown as tabs beside it.
// It is one file, which loads nothing. The scene is that of the plan's diagram.
//
// goldmark (MIT, no dependencies, the reader that Hugo uses) makes HTML of the chapters, so
// that both pages say the same.
func HTML(p archspec.Plan, scene diagram.Scene, o Options) []byte {
	o.Picture, o.Mermaid = "", "" // it is beside the text already
	shown := view.Page{Graph: p.Diagram(), Scene: scene, Details: details(p, o)}
	tab := func(title string, sections ...func(*document)) {
		d := newDocument(p)
		for _, section := range sections {
			section(d)
		}
		if text := d.bytes(); len(bytes.TrimSpace(text)) > 0 {
			shown.Tabs = append(shown.Tabs, view.Tab{Title: title, HTML: htmlOf(text)})
		}
	}
	tab("Document", func(d *document) { d.head(o) }, (*document).overview, (*document).requestFlow, (*document).notes, (*document).buckets, (*document).logs, (*document).alarms, (*document).left)
	tab("Network and Access", (*document).securityGroups, (*document).endpoints, (*document).roles, (*document).waf, func(d *document) { d.leftOut(o.LeftOut) })
	tab("Proofs", func(d *document) { d.proofs(o.Proofs) })
	tab("Cost", func(d *document) { d.cost(o.Usage) })
	return shown.Render()
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(
	renderer.WithNodeRenderers(util.Prioritized(breaksAlone{}, 100)),
))

func htmlOf(text []byte) htmltemplate.HTML {
	var out bytes.Buffer
	// A buffer takes all, and goldmark reads any text.
	if err := markdown.Convert(text, &out); err != nil {
		panic("docs: " + err.Error())
	}
	return htmltemplate.HTML(out.String())
}

// breaksAlone lets line breaks through, which the tables use, and shows any other raw HTML as text.
type breaksAlone struct{}

func (breaksAlone) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if raw := node.(*ast.RawHTML); entering {
			text := raw.Segments.Value(source)
			if string(text) != "<br>" {
				text = util.EscapeHTML(text)
			}
			_, err := w.Write(text)
			return ast.WalkSkipChildren, err
		}
		return ast.WalkSkipChildren, nil
	})
}

// details are what the plan knows of the elements of the picture, beside their facts.
func details(p archspec.Plan, o Options) map[string][]view.Detail {
	all := map[string][]view.Detail{}
	add := func(id string, d view.Detail) {
		if len(d.Lines) > 0 {
			all[id] = append(all[id], d)
		}
	}
	titles := map[string]string{}
	for _, g := range p.SecurityGroups() {
		titles[g.Role] = g.Title
	}
	rules := map[string][]string{}
	for _, r := range p.Compute.Rules {
		way := "in"
		if r.Direction == plan.Egress {
			way = "out"
		}
		rules[r.Group] = append(rules[r.Group], fmt.Sprintf("%s TCP %d, %s (%s)", way, r.Port, r.Description, r.ID))
	}
	for _, g := range p.SecurityGroups() {
		lines := view.Detail{Title: "Rules", Lines: rules[g.Role]}
		band := diagram.SecurityGroupID(g.Role)
		add(band, lines)
		for _, n := range p.Diagram().Nodes {
			if n.Wears == band {
				add(n.ID, view.Detail{Title: "Rules of its security group", Lines: lines.Lines})
			}
		}
	}
	for _, e := range p.Network.Endpoints {
		id := diagram.EndpointID(string(e.Service))
		var reasons []string
		for _, r := range e.Reasons {
			reason := r.Text
			if r.Path != "" {
				reason += " (" + r.Path + ")"
			}
			reasons = append(reasons, reason)
		}
		add(id, view.Detail{Title: "Needed because", Lines: reasons})
		add(id, view.Detail{Title: "Endpoint policy", Lines: newDocument(p).policyLines(e.Statements), Code: true})
	}
	for _, id := range ids(p.Diagram()) {
		add(id, view.Detail{Title: "In the templates", Lines: o.Resources[id], Code: true})
	}
	return all
}

// policyLines is a policy as JSON, as far as the plan knows it.
func (d *document) policyLines(statements []plan.Statement) []string {
	type statement struct {
		Effect    string
		Action    []string
		Resource  []string
		Condition map[string]map[string][]string `json:",omitempty"`
	}
	var lines []string
	for _, s := range statements {
		out := statement{Effect: "Allow", Action: s.Actions}
		for _, resource := range s.Resources {
			out.Resource = append(out.Resource, d.real(resource))
		}
		for _, c := range s.Conditions {
			if out.Condition == nil {
				out.Condition = map[string]map[string][]string{}
			}
			if out.Condition[c.Operator] == nil {
				out.Condition[c.Operator] = map[string][]string{}
			}
			for _, value := range c.Values {
				out.Condition[c.Operator][c.Key] = append(out.Condition[c.Operator][c.Key], d.real(value))
			}
		}
		var text bytes.Buffer
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		if err := e.Encode(out); err != nil { // strings and lists of them
			panic("docs: " + err.Error())
		}
		for line := range bytes.Lines(text.Bytes()) {
			lines = append(lines, string(bytes.TrimRight(line, "\n")))
		}
	}
	return lines
}

func ids(g diagram.Graph) []string {
	var all []string
	for _, group := range g.Groups {
		all = append(all, group.ID)
	}
	for _, n := range g.Nodes {
		if !slices.Contains(all, n.ID) {
			all = append(all, n.ID)
		}
	}
	return all
}
