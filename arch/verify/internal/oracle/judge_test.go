package oracle

import (
	"net/netip"
	"testing"
)

// judgements by name, for tests of all of them.
var judgements = []struct {
	name  string
	judge func(Network) Verdict
}{
	{"balancer reaches tasks", BalancerReachesTasks},
	{"tasks reach endpoints", TasksReachEndpoints},
	{"S3 from every task subnet", S3FromEveryTaskSubnet},
	{"no internet route", NoInternetRoute},
	{"task egress only to endpoints", TaskEgressOnlyToEndpoints},
	{"tasks from balancer only", TasksFromBalancerOnly},
}

func TestJudgements(t *testing.T) {
	const in, out, s3, routes, egress, ingress = 0, 1, 2, 3, 4, 5
	deny := func(p string) ACLRule { return ACLRule{50, All, cidr(p), 0, 0, false} }
	admit := func(r GroupRule) func(*Network) {
		return func(n *Network) { n.Groups[1].In = append(n.Groups[1].In, r) }
	}
	wear := func(group int) func(*Network) {
		return func(n *Network) {
			n.Interfaces = append(n.Interfaces, Interface{Name: "other", Kind: Other, Subnet: 2, Groups: []int{group}})
		}
	}
	for name, c := range map[string]struct {
		change func(*Network)
		fails  []int
	}{
		"built right": {func(*Network) {}, nil},
		// The task's subnet is 10.0.0.16/28: .16 to .19 and .31 are AWS's.
		"reserved addresses reach nothing and need not": {func(n *Network) {
			n.Groups[1].In[0].Peer = Peer{Prefix: cidr("10.0.0.0/28")}
			n.Groups[0].Out = []GroupRule{{TCP, 8501, 8501, Peer{Prefix: cidr("10.0.0.20/30")}}, {TCP, 8501, 8501, Peer{Prefix: cidr("10.0.0.24/30")}},
				{TCP, 8501, 8501, Peer{Prefix: cidr("10.0.0.28/31")}}, {TCP, 8501, 8501, Peer{Prefix: cidr("10.0.0.30/32")}}}
		}, []int{ingress}},
		"the last usable address": {func(n *Network) {
			n.Groups[0].Out = []GroupRule{{TCP, 8501, 8501, Peer{Prefix: cidr("10.0.0.16/29")}}, {TCP, 8501, 8501, Peer{Prefix: cidr("10.0.0.24/30")}}}
		}, []int{in}},
		"ACL against a reserved address": {func(n *Network) { n.ACLs[0].In = append(n.ACLs[0].In, deny("10.0.0.0/30"), deny("10.0.0.15/32")) }, nil},
		"ACL against one address":        {func(n *Network) { n.ACLs[0].In = append(n.ACLs[0].In, deny("10.0.0.14/32")) }, []int{in}},
		"ACL against replies of endpoints": {func(n *Network) { n.ACLs[0].In = append(n.ACLs[0].In, deny("10.0.0.32/28")) },
			[]int{out}},
		"ACL against replies to one port": {func(n *Network) {
			n.ACLs[0].Out = append(n.ACLs[0].Out, ACLRule{50, TCP, cidr("10.0.0.0/28"), 3389, 3389, false})
		}, []int{in}},
		"ACL against replies to the first client port": {func(n *Network) {
			n.ACLs[0].Out = []ACLRule{{50, TCP, anywhere, 1025, 65535, true}, {60, TCP, anywhere, 443, 443, true}}
		}, []int{in}},
		"ACL against replies to the last client port": {func(n *Network) {
			n.ACLs[0].In = []ACLRule{{50, TCP, anywhere, 1024, 65534, true}}
		}, []int{out, s3}},
		"ACL against replies to ports of servers": {func(n *Network) {
			n.ACLs[0].Out = append(n.ACLs[0].Out, ACLRule{50, TCP, cidr("10.0.0.0/28"), 0, 1023, false})
		}, nil},
		"ACL against S3": {func(n *Network) { n.ACLs[0].Out = append(n.ACLs[0].Out, deny("198.51.100.0/24")) }, []int{s3}},
		"no gateway":     {func(n *Network) { n.Gateway = nil }, []int{s3}},
		"main table":     {func(n *Network) { n.Subnets[1].Table = -1 }, []int{s3}},
		"default route":  {func(n *Network) { n.Tables[0].Routes = []Route{{anywhere, "nat"}} }, []int{routes}},
		"IPv6 route":     {func(n *Network) { n.Tables[0].Routes = []Route{{cidr("::/0"), "eigw"}} }, []int{routes}},
		"route as long as S3's": {func(n *Network) { n.Tables[0].Routes = []Route{{cidr("198.51.100.0/24"), "nat"}} },
			[]int{s3, routes}},
		"route of a table that no task has": {func(n *Network) {
			n.Tables = append(n.Tables, Table{[]Route{{anywhere, "igw"}}})
			n.Subnets[0].Table, n.Subnets[2].Table = 1, 1
		}, nil},
		"route to another subnet's middlebox": {func(n *Network) { n.Tables[0].Routes = []Route{{cidr("10.0.0.32/28"), "eni"}} },
			[]int{out, routes}},
		"implicit egress of the tasks": {func(n *Network) { n.Groups[1].ImplicitOut = true }, []int{egress}},
		"egress to a range": {func(n *Network) {
			n.Groups[1].Out = append(n.Groups[1].Out, GroupRule{TCP, 443, 443, Peer{Prefix: cidr("10.0.0.40/32")}})
		}, []int{egress}},
		"egress to the endpoint on one more port": {func(n *Network) { n.Groups[1].Out[0].To = 444 }, []int{egress}},
		"egress to CloudFront": {func(n *Network) { n.Groups[1].Out[1].Peer.List = CloudFrontList },
			[]int{s3, egress}},
		"egress over ESP": {func(n *Network) { n.Groups[1].Out = append(n.Groups[1].Out, GroupRule{50, -1, -1, Peer{Group: 2}}) }, []int{egress}},
		"something else wears the endpoints' group": {wear(2), []int{egress}},
		"ingress from the VPC":                      {func(n *Network) { n.Groups[1].In[0].Peer = Peer{Prefix: n.VPC} }, []int{ingress}},
		"ingress on one more port":                  {func(n *Network) { n.Groups[1].In[0].From = 8500 }, []int{ingress}},
		"ingress of ping":                           {admit(GroupRule{ICMP, 8, -1, Peer{Group: 0}}), []int{ingress}},
		"ingress of one ICMP code":                  {admit(GroupRule{ICMP, 3, 4, Peer{Group: 0}}), []int{ingress}},
		"ingress from the tasks":                    {admit(GroupRule{TCP, 8501, 8501, Peer{Group: 1}}), []int{ingress}},
		"ingress from a group that nothing wears": {func(n *Network) {
			n.Groups = append(n.Groups, Group{})
			admit(GroupRule{TCP, 8501, 8501, Peer{Group: 3}})(n)
		}, []int{ingress}},
		"something else wears the balancer's group": {wear(0), []int{ingress}},
	} {
		t.Run(name, func(t *testing.T) {
			n := small()
			c.change(&n)
			fails := map[int]bool{}
			for _, f := range c.fails {
				fails[f] = true
			}
			for i, j := range judgements {
				if v := j.judge(n); v.Holds == fails[i] || v.Holds != (len(v.Witness) == 0) {
					t.Errorf("%s: holds %v, witness %v", j.name, v.Holds, v.Witness)
				}
			}
		})
	}
}

func TestTasksInTheSubnetOfTheEndpoints(t *testing.T) {
	n := small()
	n.ACLs[0] = ACL{}
	n.Interfaces[2].Subnet = 1
	if v := TasksReachEndpoints(n); !v.Holds {
		t.Error(v.Witness)
	}
	n.Groups[2].In[0].Peer = Peer{Prefix: netip.MustParsePrefix("10.0.0.16/29")}
	if v := TasksReachEndpoints(n); v.Holds {
		t.Error("a task at 10.0.0.24 is let in")
	}
}
