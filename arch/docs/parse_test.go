package docs_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// table is a table as a reader of the rendered page sees it.
type table struct {
	heading string
	header  []string
	rows    [][]string
}

// parsed is a page as GitHub's rules read it.
type parsed struct {
	headings []string
	tables   []table
	// steps is the number of entries in each numbered list.
	steps []int
	// raw holds HTML that the page's author, and no value of a spec, has written.
	raw []string
}

var reader = goldmark.New(goldmark.WithExtensions(extension.GFM))

func parse(page []byte) parsed {
	var p parsed
	root := reader.Parser().Parse(text.NewReader(page))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			p.headings = append(p.headings, fmt.Sprint(strings.Repeat("#", n.Level), " ", words(n, page)))
		case *ast.List:
			if n.IsOrdered() {
				p.steps = append(p.steps, n.ChildCount())
			}
		case *ast.RawHTML:
			p.raw = append(p.raw, string(n.Segments.Value(page)))
		case *ast.HTMLBlock:
			p.raw = append(p.raw, string(n.Lines().Value(page)))
		case *extast.Table:
			t := table{heading: p.headings[len(p.headings)-1]}
			for row := n.FirstChild(); row != nil; row = row.NextSibling() {
				var cells []string
				for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
					cells = append(cells, words(cell, page))
				}
				if row.Kind() == extast.KindTableHeader {
					t.header = cells
				} else {
					t.rows = append(t.rows, cells)
				}
			}
			p.tables = append(p.tables, t)
		}
		return ast.WalkContinue, nil
	})
	return p
}

// words is the text within a node, as it is read; a line break is a line break.
func words(n ast.Node, page []byte) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			switch n := n.(type) {
			case *ast.Text:
				b.Write(n.Value(page))
			case *ast.String:
				b.Write(n.Value)
			case *ast.RawHTML:
				b.WriteString("\n")
			}
		}
		return ast.WalkContinue, nil
	})
	return unescape(b.String())
}

// unescape undoes what the parser leaves to the renderer.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_[]|~$", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return strings.NewReplacer("&lt;", "<", "&amp;", "&").Replace(b.String())
}

// column returns the cells under a title in the tables that have it.
func (p parsed) column(title string) []string {
	var cells []string
	for _, t := range p.tables {
		for i, name := range t.header {
			if name != title {
				continue
			}
			for _, row := range t.rows {
				cells = append(cells, row[i])
			}
		}
	}
	return cells
}
