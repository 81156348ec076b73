package docs_test

import (
	"fmt"
	"testing"

	"github.com/archblocks/archblocks/arch/diagram/mermaid"
	"github.com/archblocks/archblocks/arch/docs"
)

// BenchmarkDiagramMermaidMarkdown is what one run of an example pays for its pages.
func BenchmarkDiagramMermaidMarkdown(b *testing.B) {
	p := planned(b, withDomain())
	for b.Loop() {
		docs.Markdown(p, docs.Options{Picture: "architecture.svg", Mermaid: mermaid.Render(p.Diagram())})
	}
}

func BenchmarkMarkdown(b *testing.B) {
	for _, services := range []int{1, 10, 100, 1000} {
		s := withDomain()
		one := s.Compute.Services[0]
		s.Compute.Services = nil
		for i := range services {
			service := one
			service.Name = fmt.Sprintf("app%d", i)
			service.Paths = []string{fmt.Sprintf("/app%d/*", i)}
			s.Compute.Services = append(s.Compute.Services, service)
		}
		p := planned(b, s)
		b.Run(fmt.Sprint(services), func(b *testing.B) {
			for b.Loop() {
				docs.Markdown(p, docs.Options{})
			}
		})
	}
}
