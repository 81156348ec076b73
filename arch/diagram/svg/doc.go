// Package svg draws a scene as SVG: one element on each line, light and dark in
// one file, no script, no external font or picture.
//
//	os.WriteFile("architecture.svg", svg.Render(graph.Layout()), 0o644)
//
// Every element carries its light colours as attributes, so that a program
// without style sheets shows the light picture; a style sheet has the dark ones
// for readers who prefer them. The data-id attribute of an element is the id of
// the group, node, edge or step that it draws.
//
// The icons are Lucide's (ISC); none is taken from AWS. [diagram.Scene.WithIcons] takes them from files.
package svg
