package mermaid_test

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/mermaid"
)

func ExampleRender() {
	entry := diagram.EdgeBetween(diagram.UsersID, diagram.CloudFrontID)
	graph := diagram.Graph{
		Title: "chat",
		Groups: []diagram.Group{
			{ID: diagram.CloudID, Kind: diagram.CloudGroup, Title: "AWS Cloud"},
			{ID: diagram.EdgeID, Parent: diagram.CloudID, Kind: diagram.EdgeGroup, Title: "Edge (global)"},
		},
		Nodes: []diagram.Node{
			{ID: diagram.UsersID, Kind: diagram.UsersNode, Title: "Users"},
			{ID: diagram.CloudFrontID, Kind: diagram.CloudFrontNode, Title: "CloudFront", Detail: "TLS, cache", Groups: []string{diagram.EdgeID}},
		},
		Edges: []diagram.Edge{{ID: entry, From: diagram.UsersID, To: diagram.CloudFrontID, Kind: diagram.RequestEdge, Label: "HTTPS 443"}},
		Steps: []diagram.Step{{ID: "connect", Order: 10, Text: "Users connect to CloudFront.", Edges: []string{entry}}},
	}
	fmt.Print(mermaid.Render(graph))
	// Output:
	// flowchart TB
	//   accTitle: chat
	//   accDescr {
	//     1. Users connect to CloudFront.
	//   }
	//   n_users(["Users"]):::plain
	//   subgraph g_cloud["AWS Cloud"]
	//     subgraph g_edge["Edge (global)"]
	//       n_cloudfront["CloudFront<br/>TLS, cache"]:::networking
	//     end
	//   end
	//   n_users -->|"(1) HTTPS 443"| n_cloudfront
	//   classDef group fill:none,stroke:#7d8b99
	//   class g_cloud,g_edge group
	//   classDef plain fill:#5a6b7b,stroke:#5a6b7b,color:#fff
	//   classDef networking fill:#7d3ff0,stroke:#7d3ff0,color:#fff
}
