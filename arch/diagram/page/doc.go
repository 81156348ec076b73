// Package page writes a topology as one HTML file to look around in: the picture, in
// which hovering or focusing an element shows what it is connected with, and
// clicking it shows its facts; and beside it further texts, each in a tab.
//
//	os.WriteFile("index.html", page.Page{Graph: graph, Scene: graph.Layout(), Tabs: []page.Tab{{Title: "Proofs", Text: report.Text()}}}.Render(), 0o644)
//
// The file needs nothing beside it and loads nothing: its own policy forbids every
// connection. It follows the reader's preference for light or dark, can be used with the
// keyboard alone, and shows the picture and all texts where scripts are off or on paper.
package page
