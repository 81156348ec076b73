// Package mermaid writes a graph as the text of a Mermaid flowchart, which
// GitHub and many wikis draw in place:
//
//	text := "```mermaid\n" + mermaid.Render(graph) + "```\n"
//
// The text shows less than a laid-out picture, so that it stays readable where
// Mermaid places the nodes: subgraphs nest at most three deep, the Region and
// the VPC share one, subnets and security groups are left out, and egress of
// each task is one arrow into the endpoints. Numbers on the arrows are the steps.
package mermaid
