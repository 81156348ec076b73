package svg_test

import (
	"bytes"
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/svg"
)

func ExampleRender() {
	graph := diagram.Graph{
		Title: "chat",
		Groups: []diagram.Group{
			{ID: diagram.CloudID, Kind: diagram.CloudGroup, Title: "AWS Cloud"},
			{ID: diagram.EdgeID, Parent: diagram.CloudID, Kind: diagram.EdgeGroup, Title: "Edge (global)"},
		},
		Nodes: []diagram.Node{
			{ID: diagram.UsersID, Kind: diagram.UsersNode, Title: "Users"},
			{ID: diagram.CloudFrontID, Kind: diagram.CloudFrontNode, Title: "CloudFront", Groups: []string{diagram.EdgeID}},
		},
		Edges: []diagram.Edge{{
			ID:   diagram.EdgeBetween(diagram.UsersID, diagram.CloudFrontID),
			From: diagram.UsersID, To: diagram.CloudFrontID, Kind: diagram.RequestEdge,
		}},
	}
	picture := svg.Render(graph.Layout())
	for _, line := range bytes.Split(picture, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("<text")) {
			fmt.Println(string(line))
		}
	}
	// Output:
	// <text x="60" y="319" font-size="13" class="f16191ff2f5f7" fill="#16191f" text-anchor="middle" font-weight="bold" data-id="users">Users</text>
	// <text x="244" y="319" font-size="13" class="f16191ff2f5f7" fill="#16191f" text-anchor="middle" font-weight="bold" data-id="cloudfront">CloudFront</text>
	// <text x="212" y="214" font-size="12" class="f6b35c9b692ff" fill="#6b35c9" font-weight="bold" data-id="edge">Edge (global)</text>
	// <text x="186" y="56" font-size="15" class="f16191ff2f5f7" fill="#16191f" font-weight="bold" data-id="cloud">AWS Cloud</text>
	// <text x="481" y="68" font-size="12" class="f545b64aab7b8" fill="#545b64">request traffic</text>
}
