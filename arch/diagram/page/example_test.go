package page_test

import (
	"bytes"
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/page"
)

func ExamplePage_Render() {
	graph := diagram.Graph{
		Title: "chat",
		Nodes: []diagram.Node{{ID: diagram.UsersID, Kind: diagram.UsersNode, Title: "Users"}},
	}
	document := page.Page{Graph: graph, Scene: graph.Layout(), Tabs: []page.Tab{{Title: "Notes", Text: "Nobody is on call at night."}}}.Render()
	fmt.Println(bytes.Contains(document, []byte("Nobody is on call")))
	// Output: true
}
