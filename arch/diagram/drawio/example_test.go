package drawio_test

import (
	"bytes"
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/drawio"
)

func ExampleRender() {
	graph := diagram.Graph{
		Title: "chat",
		Nodes: []diagram.Node{{ID: diagram.UsersID, Kind: diagram.UsersNode, Title: "Users"}},
	}
	file := drawio.Render(graph.Layout())
	fmt.Println(bytes.Contains(file, []byte("mxgraph.aws4.users")))
	// Output: true
}
