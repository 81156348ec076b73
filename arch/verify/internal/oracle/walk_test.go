package oracle

import (
	"net/netip"
	"strings"
	"testing"
)

func cidr(s string) netip.Prefix { return netip.MustParsePrefix(s) }

// small is a network that is built right: a load balancer, a task and an
// endpoint in a subnet each, one table, and one ACL on the task's subnet that
// allows all.
func small() Network {
	allow := []ACLRule{{100, All, anywhere, 0, 0, true}}
	return Network{
		VPC:     cidr("10.0.0.0/24"),
		Subnets: []Subnet{{cidr("10.0.0.0/28"), 0, 0, -1}, {cidr("10.0.0.16/28"), 0, 0, 0}, {cidr("10.0.0.32/28"), 1, 0, -1}},
		Tables:  []Table{{}},
		ACLs:    []ACL{{allow, allow}},
		Groups: []Group{
			{In: []GroupRule{{TCP, 443, 443, Peer{List: CloudFrontList}}}, Out: []GroupRule{{TCP, 8501, 8501, Peer{Group: 1}}}},
			{In: []GroupRule{{TCP, 8501, 8501, Peer{Group: 0}}}, Out: []GroupRule{{TCP, 443, 443, Peer{Group: 2}}, {TCP, 443, 443, Peer{List: S3List}}}},
			{In: []GroupRule{{TCP, 443, 443, Peer{Group: 1}}}},
		},
		Interfaces: []Interface{
			{Name: "balancer", Kind: Balancer, Subnet: 0, Groups: []int{0}, Address: netip.MustParseAddr("10.0.0.5")},
			{Name: "service", Kind: Task, Subnet: 1, Groups: []int{1}, Address: netip.MustParseAddr("10.0.0.20")},
			{Name: "logs", Kind: Endpoint, Service: "logs", Subnet: 2, Groups: []int{2}, Address: netip.MustParseAddr("10.0.0.40")},
		},
		Gateway: &Gateway{Tables: []int{0}},
	}
}

// The outcomes are worked out from the VPC user guide's pages on network ACLs,
// security groups and route tables.
func TestWalk(t *testing.T) {
	const alb, task, logs = 0, 1, 2
	app, https := Packet{TCP, 40000, 8501}, Packet{TCP, 40000, 443}
	stateless := "out of the ACL"
	for name, c := range map[string]struct {
		change   func(*Network)
		from, to int
		packet   Packet
		stops    string // empty: the packet and its reply arrive
	}{
		"built right, in":        {nil, alb, task, app, ""},
		"built right, out":       {nil, task, logs, https, ""},
		"port next to the right": {nil, alb, task, Packet{TCP, 40000, 8502}, "egress"},
		"UDP":                    {nil, alb, task, Packet{UDP, 40000, 8501}, "egress"},

		"ACL: the lower number decides, allow": {func(n *Network) {
			n.ACLs[0].In = []ACLRule{{200, All, anywhere, 0, 0, false}, {100, TCP, anywhere, 8501, 8501, true}}
		}, alb, task, app, ""},
		"ACL: the lower number decides, deny": {func(n *Network) {
			n.ACLs[0].In = []ACLRule{{200, TCP, anywhere, 8501, 8501, true}, {100, All, anywhere, 0, 0, false}}
		}, alb, task, app, "into the ACL"},
		"ACL: what no rule matches is denied": {func(n *Network) {
			n.ACLs[0].In = []ACLRule{{100, TCP, anywhere, 8500, 8500, true}}
		}, alb, task, app, "into the ACL"},
		"ACL: without rules": {func(n *Network) { n.ACLs[0] = ACL{} }, alb, task, app, "into the ACL"},
		"ACL: a rule for one address": {func(n *Network) {
			n.ACLs[0].In = append(n.ACLs[0].In, ACLRule{50, All, cidr("10.0.0.5/32"), 0, 0, false})
		}, alb, task, app, "into the ACL"},
		"ACL: a rule for its neighbour": {func(n *Network) {
			n.ACLs[0].In = append(n.ACLs[0].In, ACLRule{50, All, cidr("10.0.0.4/32"), 0, 0, false})
		}, alb, task, app, ""},
		"ACL: the other end of an inbound rule is the source": {func(n *Network) {
			n.ACLs[0].In = append(n.ACLs[0].In, ACLRule{50, All, cidr("10.0.0.16/28"), 0, 0, false})
		}, alb, task, app, ""},
		"ACL: replies need a rule": {func(n *Network) {
			n.ACLs[0].Out = []ACLRule{{100, TCP, anywhere, 8501, 8501, true}}
		}, alb, task, app, stateless},
		"ACL: replies go to the client's port": {func(n *Network) {
			n.ACLs[0].Out = []ACLRule{{100, TCP, anywhere, 32768, 60999, true}}
		}, alb, task, app, ""},
		"ACL: not all clients have Linux's ports": {func(n *Network) {
			n.ACLs[0].Out = []ACLRule{{100, TCP, anywhere, 32768, 60999, true}}
		}, alb, task, Packet{TCP, 1024, 8501}, stateless},
		"ACL: replies to what the subnet asks for come in": {func(n *Network) {
			n.ACLs[0].In = []ACLRule{{100, TCP, anywhere, 443, 443, true}}
		}, task, logs, https, "into the ACL"},
		"ACL: not within its subnet": {func(n *Network) { n.ACLs[0] = ACL{}; n.Interfaces[alb].Subnet = 1 }, alb, task, app, ""},
		"ACL: UDP rule and TCP packet": {func(n *Network) {
			n.ACLs[0].In = append(n.ACLs[0].In, ACLRule{50, UDP, anywhere, 0, 65535, false})
		}, alb, task, app, ""},
		"ACL: a rule for all protocols has no ports": {func(n *Network) {
			n.ACLs[0].In = append(n.ACLs[0].In, ACLRule{50, All, anywhere, 22, 22, false})
		}, alb, task, app, "into the ACL"},

		"groups: stateful, replies need no rule": {func(n *Network) { n.Groups[1].Out = nil }, alb, task, app, ""},
		"groups: ingress of the receiver":        {func(n *Network) { n.Groups[1].In = nil }, alb, task, app, "ingress"},
		"groups: a wearer of the peer in any subnet": {func(n *Network) { n.Interfaces[alb].Subnet = 2 },
			alb, task, app, ""},
		"groups: the subnet of a wearer is not enough": {func(n *Network) {
			n.Groups = append(n.Groups, Group{ImplicitOut: true})
			n.Interfaces[alb].Groups = []int{3}
		}, alb, task, app, "ingress"},
		"groups: rules of all worn groups add up": {func(n *Network) {
			n.Groups = append(n.Groups, Group{In: n.Groups[1].In})
			n.Groups[1].In = nil
			n.Interfaces[task].Groups = []int{1, 3}
		}, alb, task, app, ""},
		"groups: range of the sender": {func(n *Network) { n.Groups[1].In[0].Peer = Peer{Prefix: cidr("10.0.0.4/30")} },
			alb, task, app, ""},
		"groups: range next to the sender": {func(n *Network) { n.Groups[1].In[0].Peer = Peer{Prefix: cidr("10.0.0.8/29")} },
			alb, task, app, "ingress"},
		"groups: a prefix list holds no private address": {func(n *Network) { n.Groups[1].In[0].Peer = Peer{List: S3List} },
			alb, task, app, "ingress"},
		"groups: none but in-line egress": {func(n *Network) { n.Groups[0].Out = nil }, alb, task, app, "egress"},
		"groups: implicit egress":         {func(n *Network) { n.Groups[0] = Group{ImplicitOut: true} }, alb, task, app, ""},
		"groups: egress beside the implicit one": {func(n *Network) {
			n.Groups[0] = Group{ImplicitOut: true, Out: []GroupRule{{TCP, 22, 22, Peer{Group: 2}}}}
		}, alb, task, app, ""},
		"groups: IPv6 is not IPv4": {func(n *Network) { n.Groups[1].In[0].Peer = Peer{Prefix: cidr("::/0")} }, alb, task, app, "ingress"},

		"routes: the main table is local": {func(n *Network) { n.Subnets[0].Table = -1 }, alb, task, app, ""},
		"routes: a default route is less specific than local": {func(n *Network) {
			n.Tables[0].Routes = []Route{{anywhere, "igw"}}
		}, alb, task, app, ""},
		"routes: so is one to more than the VPC": {func(n *Network) {
			n.Tables[0].Routes = []Route{{cidr("10.0.0.0/23"), "tgw"}}
		}, alb, task, app, ""},
		"routes: more specific than local": {func(n *Network) {
			n.Tables = append(n.Tables, Table{[]Route{{cidr("10.0.0.16/28"), "eni"}}})
			n.Subnets[0].Table = 1
		}, alb, task, app, "route"},
		"routes: more specific than local, of the replies": {func(n *Network) {
			n.Tables = append(n.Tables, Table{[]Route{{cidr("10.0.0.0/28"), "eni"}}})
			n.Subnets[1].Table = 1
		}, alb, task, app, "route"},
		"routes: not within a subnet": {func(n *Network) {
			n.Tables[0].Routes = []Route{{cidr("10.0.0.16/28"), "eni"}}
			n.Interfaces[alb].Subnet = 1
		}, alb, task, app, ""},
	} {
		t.Run(name, func(t *testing.T) {
			n := small()
			if c.change != nil {
				c.change(&n)
			}
			passes, hops := Walk(n, n.Interfaces[c.from], n.Interfaces[c.to], c.packet)
			end := hops[len(hops)-1]
			switch {
			case c.stops == "" && !passes:
				t.Errorf("stopped: %v", hops)
			case c.stops != "" && (passes || !strings.HasPrefix(end, c.stops) || !strings.Contains(end, "stops")):
				t.Errorf("want it stopped at %q: %v", c.stops, hops)
			}
		})
	}
}
