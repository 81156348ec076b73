// Package outline writes a topology as text for terminals: a tree of what is
// inside what, then the request flow step by step with the connections that
// carry it, then all other connections.
//
//	fmt.Print(outline.Render(graph))
package outline
