package docs

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/plan"
)

func (d *document) securityGroups() {
	d.heading(2, "Security Groups Summary")
	titles := map[string]string{}
	for _, g := range d.SecurityGroups() {
		titles[g.Role] = g.Title
	}
	summary, rows := map[string][]string{}, [][]string{}
	for _, r := range d.Compute.Rules {
		direction, way := "Inbound", "from"
		if r.Direction == plan.Egress {
			direction, way = "Outbound", "to"
		}
		summary[r.Group] = append(summary[r.Group], fmt.Sprintf("%s: TCP %d %s %s", direction, r.Port, way, shortPeer(r.Peer, titles)))
		rows = append(rows, []string{
			code(r.ID), text(titles[r.Group]), direction, fmt.Sprintf("TCP %d", r.Port), d.peer(r.Peer, titles), because(r.Reason.At("compute")),
		})
	}
	var groups [][]string
	for _, g := range d.SecurityGroups() {
		groups = append(groups, []string{text(g.Title), text(g.Purpose), breaks(summary[g.Role])})
	}
	d.table([]string{"Security Group", "Purpose", "Rules Summary"}, groups)
	d.line("Groups know each other by id, not by address. What no rule allows is dropped. Every rule, with its name in the template:\n")
	d.table([]string{"Rule", "Security Group", "Direction", "Port", "Peer", "Reason"}, rows)
}

func shortPeer(p plan.Peer, titles map[string]string) string {
	switch {
	case p.Kind == plan.PeerGroup:
		return text(titles[p.Name])
	case p.Kind == plan.PeerAnyIPv4:
		return "any address"
	case p.Name == plan.CloudFrontPrefixList:
		return "CloudFront"
	}
	return "S3"
}

// peer is the other end of a rule; a prefix list is shown with its id where it is known.
func (d *document) peer(p plan.Peer, titles map[string]string) string {
	switch p.Kind {
	case plan.PeerGroup:
		return text(titles[p.Name])
	case plan.PeerAnyIPv4:
		return code("0.0.0.0/0")
	}
	id := d.prefixListID(p.Name)
	if id == "" {
		return "Prefix list " + code(d.real(p.Name))
	}
	return fmt.Sprintf("Prefix list %s (%s)", code(d.real(p.Name)), code(id))
}

func (d *document) prefixListID(name string) string {
	if name == plan.CloudFrontPrefixList {
		return d.Compute.PrefixListID
	}
	return d.Network.S3PrefixListID
}
