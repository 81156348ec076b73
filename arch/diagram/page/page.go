package page

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/svg"
)

// Page is what a page shows. The zero value has an empty picture.
type Page struct {
	Graph diagram.Graph
	// Scene is the picture: that of Graph.Layout, perhaps with icons.
	Scene diagram.Scene
	// Details are shown with an element beside its own facts, by the id of the group or node.
	Details map[string][]Detail
	// Tabs stand beside the picture.
	Tabs []Tab
}

// Detail is a heading and its lines.
type Detail struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
	// Code shows the lines in letters of one width, as they are.
	Code bool `json:"code,omitempty"`
}

// Tab is a document beside the picture: HTML, or a text that is shown as it is, in letters
// of one width.
type Tab struct {
	// Title is on the tab, such as "Proofs".
	Title string
	Text  string
	HTML  template.HTML
}

var (
	//go:embed page.html
	source string
	//go:embed page.css
	style string
	//go:embed page.js
	script string

	layout = template.Must(template.New("page").Parse(source))
)

// Render writes the page. The same page gives the same bytes.
func (p Page) Render() []byte {
	scene := p.Scene
	title := scene.Title
	if title == "" {
		title = "Architecture"
	}
	var out bytes.Buffer
	err := layout.Execute(&out, map[string]any{
		"Title":   title,
		"Picture": template.HTML(svg.Render(scene)),
		"Style":   template.CSS(style),
		"Script":  template.JS(script),
		"Facts":   template.JS(p.facts().json()),
		"Tabs":    p.Tabs,
	})
	if err != nil { // the template and its data are of fixed types, and a buffer takes all
		panic("page: " + err.Error())
	}
	return out.Bytes()
}

// facts are what the script knows.
type facts struct {
	Things map[string]thing    `json:"things"` // groups and nodes
	Edges  map[string]edge     `json:"edges"`
	Steps  map[string]step     `json:"steps"`
	Lines  map[string][]string `json:"lines"` // the edges that run over the lines of an id
}

type thing struct {
	Kind   string   `json:"kind"`
	Title  string   `json:"title"`
	Detail string   `json:"detail,omitempty"`
	Path   string   `json:"path,omitempty"`
	Facts  []string `json:"facts,omitempty"`
	// Inside are the groups that a node is in.
	Inside []string `json:"inside,omitempty"`
	Node   bool     `json:"node,omitempty"`
	// Details are the page's own.
	Details []Detail `json:"details,omitempty"`
}

type edge struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Kind  string `json:"kind"`
	Label string `json:"label,omitempty"`
}

type step struct {
	Text string `json:"text"`
	// Edges are a list for the script, also where a step has none.
	Edges []string `json:"edges"`
}

func (p Page) facts() facts {
	g, s := p.Graph, p.Scene
	f := facts{Things: map[string]thing{}, Edges: map[string]edge{}, Steps: map[string]step{}, Lines: map[string][]string{}}
	for _, group := range g.Groups {
		f.Things[group.ID] = thing{Kind: string(group.Kind), Title: group.Title, Detail: group.Detail, Path: group.Path, Details: p.Details[group.ID]}
	}
	for _, n := range g.Nodes {
		inside := append([]string(nil), n.Groups...)
		if n.Wears != "" {
			inside = append(inside, n.Wears)
		}
		f.Things[n.ID] = thing{Kind: string(n.Kind), Title: n.Title, Detail: n.Detail, Path: n.Path, Facts: n.Facts, Inside: inside, Node: true, Details: p.Details[n.ID]}
	}
	for _, e := range g.Edges {
		f.Edges[e.ID] = edge{From: e.From, To: e.To, Kind: string(e.Kind), Label: e.Label}
	}
	for _, at := range g.Steps {
		f.Steps[at.ID] = step{Text: at.Text, Edges: append([]string{}, at.Edges...)}
	}
	for _, l := range s.Lines {
		if l.ID != "" && len(l.Edges) > 0 {
			f.Lines[l.ID] = append(f.Lines[l.ID], l.Edges...)
		}
	}
	return f
}

// json is safe inside a script element: the encoder escapes the characters of HTML.
func (f facts) json() string {
	text, err := json.Marshal(f)
	if err != nil { // strings and lists of them
		panic("page: " + err.Error())
	}
	return string(text)
}
