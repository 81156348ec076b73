package oracle

import (
	"fmt"
	"net/netip"
	"slices"
)

// Verdict is the outcome of a judgement.
type Verdict struct {
	Holds bool

	// Witness is empty if the judgement holds, else the hops of the first
	// packet found that breaks it.
	Witness []string
}

// BalancerReachesTasks says whether every balancer address can open a
// connection to port 8501 of every task address from every client port.
//
// It sends nothing to a task in a zone where it has no subnet.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
func BalancerReachesTasks(n Network) Verdict {
	for _, t := range n.kind(Task) {
		zone, enabled := n.Subnets[t.Subnet].Zone, false
		for _, b := range n.kind(Balancer) {
			enabled = enabled || n.Subnets[b.Subnet].Zone == zone
		}
		if !enabled {
			return Verdict{Witness: []string{fmt.Sprintf("the balancer has no subnet in zone %d of %s", zone, t.Name)}}
		}
	}
	return n.reaches(distinct(n.kind(Balancer)), distinct(n.kind(Task)), TaskPort)
}

// TasksReachEndpoints says whether every task address can open a connection to
// port 443 of every address that an interface endpoint can have.
func TasksReachEndpoints(n Network) Verdict {
	return n.reaches(distinct(n.kind(Task)), distinct(n.kind(Endpoint)), EndpointPort)
}

// distinct leaves out interfaces that no rule tells from one before.
func distinct(all []Interface) []Interface {
	var kept []Interface
	for _, i := range all {
		same := func(k Interface) bool { return k.Subnet == i.Subnet && slices.Equal(k.Groups, i.Groups) }
		if !slices.ContainsFunc(kept, same) {
			kept = append(kept, i)
		}
	}
	return kept
}

func (n Network) reaches(from, to []Interface, port uint16) Verdict {
	clients := n.clientPorts()
	for _, f := range from {
		sources := usable(n.Subnets[f.Subnet].Prefix)
		for _, t := range to {
			destinations := usable(n.Subnets[t.Subnet].Prefix)
			for _, f.Address = range sources {
				for _, t.Address = range destinations {
					if f.Address == t.Address {
						continue
					}
					for _, client := range clients {
						p := Packet{Protocol: TCP, Source: client, Destination: port}
						if !n.walk(&f, &t, p, nil) {
							_, hops := Walk(n, f, t, p)
							return Verdict{Witness: hops}
						}
					}
				}
			}
		}
	}
	return Verdict{Holds: true}
}

// clientPorts are the boundary ports a client can take: load balancers and NAT
// gateways use all of 1024-65535. Groups are left out, for a stateful filter
// never looks at the client's port.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
func (n Network) clientPorts() []uint16 {
	n.Groups = nil
	_, ports := Boundary(n)
	var clients []uint16
	for _, p := range ports {
		if p >= 1024 {
			clients = append(clients, p)
		}
	}
	return clients
}

// S3FromEveryTaskSubnet says whether every task address reaches S3 on port 443
// through the gateway endpoint.
func S3FromEveryTaskSubnet(n Network) Verdict {
	clients := n.clientPorts()
	for _, task := range n.kind(Task) {
		for _, task.Address = range usable(n.Subnets[task.Subnet].Prefix) {
			for _, to := range []netip.Addr{S3Prefix.Addr(), last(S3Prefix)} {
				for _, client := range clients {
					p := Packet{Protocol: TCP, Source: client, Destination: EndpointPort}
					if n.walkOut(&task, to, p, S3Prefix, nil) != S3Gateway {
						_, hops := WalkOut(n, task, to, p, S3Prefix)
						return Verdict{Witness: hops}
					}
				}
			}
		}
	}
	return Verdict{Holds: true}
}

// NoInternetRoute says whether the route tables of the task subnets send no
// address, inside the VPC or outside, to anything but the local route and the
// gateway endpoint.
func NoInternetRoute(n Network) Verdict {
	addresses, _ := Boundary(n)
	for a := n.VPC.Masked().Addr(); n.VPC.Contains(a); a = a.Next() {
		addresses = append(addresses, a)
	}
	for _, task := range n.kind(Task) {
		s := n.Subnets[task.Subnet]
		for _, a := range addresses {
			switch target := n.target(s.Table, a, S3Prefix); target {
			case "", Local, S3Gateway:
			default:
				return Verdict{Witness: []string{fmt.Sprintf("subnet %v sends %v to %s", s.Prefix, a, target)}}
			}
		}
	}
	return Verdict{Holds: true}
}
