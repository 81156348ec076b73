// Package png draws a scene as PNG: the light picture of package svg in pixels,
// for pages and mail programs that take no SVG.
//
//	picture, err := png.Render(graph.Layout(), 2)
//	os.WriteFile("architecture@2x.png", picture, 0o644)
//
// Everything is pure Go and in the program, the font too, which is Liberation
// Sans: it has the widths of Helvetica, which the layout reckons with. A letter
// that it lacks, such as a Chinese one, is an empty frame; text runs from left
// to right and is not shaped. The same scene gives the same bytes.
package png
