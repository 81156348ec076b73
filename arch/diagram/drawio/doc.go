// Package drawio writes a scene as a file that draw.io opens and edits.
//
//	os.WriteFile("architecture.drawio", drawio.Render(graph.Layout()), 0o644)
//
// Groups are containers and hold what is drawn inside them, so that moving a
// subnet moves its tasks. Lines are tied to the elements that they join. An
// element's facts show when the mouse rests on it. Icons are the stencils that
// draw.io brings along for AWS (mxgraph.aws4); the file holds no picture.
//
// Source: https://www.drawio.com/doc/faq/diagram-source-edit and the stencils'
// names in https://github.com/jgraph/drawio (Sidebar-AWS4.js).
package drawio
