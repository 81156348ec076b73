package page

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/svg"
)

// Tab is a text beside the picture, shown as it is, in letters of one width.
type Tab struct {
	// Title is on the tab, such as "Proofs".
	Title string
	Text  string
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

// Render writes the page of a graph and of the scene that its Layout gives. The same
// arguments give the same bytes.
func Render(g diagram.Graph, scene diagram.Scene, tabs ...Tab) []byte {
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
		"Facts":   template.JS(factsOf(g, scene).json()),
		"Tabs":    tabs,
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
}

type edge struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Kind  string `json:"kind"`
	Label string `json:"label,omitempty"`
}

type step struct {
	Text  string   `json:"text"`
	Edges []string `json:"edges"`
}

func factsOf(g diagram.Graph, s diagram.Scene) facts {
	f := facts{Things: map[string]thing{}, Edges: map[string]edge{}, Steps: map[string]step{}, Lines: map[string][]string{}}
	for _, group := range g.Groups {
		f.Things[group.ID] = thing{Kind: string(group.Kind), Title: group.Title, Detail: group.Detail, Path: group.Path}
	}
	for _, n := range g.Nodes {
		inside := append([]string(nil), n.Groups...)
		if n.Wears != "" {
			inside = append(inside, n.Wears)
		}
		f.Things[n.ID] = thing{Kind: string(n.Kind), Title: n.Title, Detail: n.Detail, Path: n.Path, Facts: n.Facts, Inside: inside, Node: true}
	}
	for _, e := range g.Edges {
		f.Edges[e.ID] = edge{From: e.From, To: e.To, Kind: string(e.Kind), Label: e.Label}
	}
	for _, at := range g.Steps {
		f.Steps[at.ID] = step{Text: at.Text, Edges: at.Edges}
	}
	for _, l := range s.Lines {
		if l.ID != "" {
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
