package mermaid

import (
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// classes are the colours of the kinds of nodes, readable on light and dark pages.
var classes = []struct{ name, colors string }{
	{"plain", "fill:#5a6b7b,stroke:#5a6b7b,color:#fff"},
	{"networking", "fill:#7d3ff0,stroke:#7d3ff0,color:#fff"},
	{"security", "fill:#d02b43,stroke:#d02b43,color:#fff"},
	{"compute", "fill:#c25e00,stroke:#c25e00,color:#fff"},
	{"storage", "fill:#56790c,stroke:#56790c,color:#fff"},
	{"model", "fill:#01806b,stroke:#01806b,color:#fff"},
	{"monitoring", "fill:#d0116d,stroke:#d0116d,color:#fff"},
}

func class(kind diagram.NodeKind) string {
	switch kind {
	case diagram.CloudFrontNode, diagram.LoadBalancerNode, diagram.EndpointNode:
		return "networking"
	case diagram.WAFNode, diagram.LoginNode, diagram.SecretsNode:
		return "security"
	case diagram.TaskNode, diagram.RegistryNode:
		return "compute"
	case diagram.StorageNode:
		return "storage"
	case diagram.ModelNode:
		return "model"
	case diagram.MonitoringNode:
		return "monitoring"
	}
	return "plain"
}

// styles writes the classes in use.
func (w *writer) styles() {
	if len(w.subgraphs) > 0 {
		w.line(1, "classDef group fill:none,stroke:#7d8b99")
		w.line(1, "class %s group", strings.Join(w.subgraphs, ","))
	}
	for _, c := range classes {
		if slices.ContainsFunc(w.g.Nodes, func(n diagram.Node) bool { return class(n.Kind) == c.name }) {
			w.line(1, "classDef %s %s", c.name, c.colors)
		}
	}
}
