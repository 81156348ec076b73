package docs_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/internal/golden"
)

func TestMarkdownGolden(t *testing.T) {
	p := planned(t, withDomain())
	golden.Compare(t, docs.Markdown(p, docs.Options{Picture: "architecture.svg"}), "testdata/with-domain.md")

	p = planned(t, withoutDomain())
	golden.Compare(t, docs.Markdown(p, docs.Options{Mermaid: mermaid.Render(p.Diagram())}), "testdata/without-domain.md")
}
