package observabilityspec

import "github.com/archblocks/archblocks/arch/diagram"

// Diagram is observability's part of the picture: CloudWatch, which hears of everything.
func (p Plan) Diagram() diagram.Graph {
	text := "Logs and metrics go to Amazon CloudWatch, which raises the alarms."
	if p.Spec.DisableAlarms {
		text = "Logs and metrics go to Amazon CloudWatch."
	}
	return diagram.Graph{
		Groups: []diagram.Group{{ID: diagram.ServicesID, Parent: diagram.RegionID, Kind: diagram.ServicesGroup}},
		Nodes: []diagram.Node{{
			ID: diagram.CloudWatchID, Kind: diagram.MonitoringNode, Title: "Amazon CloudWatch", Groups: []string{diagram.ServicesID},
			Facts: []string{"Keeps the logs and metrics of every part, and tells of alarms."},
		}},
		Steps: []diagram.Step{{ID: diagram.ObserveStep, Order: 60, Text: text}},
	}
}
