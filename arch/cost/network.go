package cost

import (
	"fmt"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/compute/computespec"
)

func (e *estimator) zones() int64 { return int64(len(e.plan.Network.Zones)) }

func (e *estimator) network() {
	interfaces := 0
	for _, endpoint := range e.plan.Network.Endpoints {
		if endpoint.Kind != awsservice.Interface {
			continue
		}
		interfaces++
		e.add(item{
			id: "endpoint/" + string(endpoint.Service), group: Network, key: "endpoint-hour",
			title: fmt.Sprintf("Interface endpoint %s in %d zones", endpoint.Service, e.zones()),
			why:   first(endpoint.Reasons), least: whole(Hours * e.zones()),
		})
	}
	if interfaces > 0 {
		e.add(item{
			id: "endpoint-data", group: Network, key: "endpoint-gb", title: "Data through the interface endpoints",
			why: because("network", "calls of the tasks and their answers pass the endpoints"), least: gigabytes(e.usage.EndpointGB),
		})
	}
	balancer := e.plan.Compute.Spec.LoadBalancer
	e.add(item{
		id: "load-balancer", group: Network, key: "alb-hour", title: "Application Load Balancer",
		why: because("compute.loadBalancer", "requests are spread over the tasks"), least: whole(Hours),
	})
	e.add(item{
		id: "load-balancer-capacity", group: Network, key: "lcu-hour", title: "Capacity units of the load balancer",
		why: because("compute.loadBalancer", "connections and data of the requests"), least: whole(amount(e.usage.LCUHours)),
	})
	if balancer.Scheme == computespec.InternetFacing {
		e.add(item{
			id: "load-balancer-addresses", group: Network, key: "ipv4-hour", title: "Public IPv4 addresses of the load balancer, one a zone",
			why: because("compute.loadBalancer.scheme", "CloudFront reaches the load balancer at public addresses"), least: whole(Hours * e.zones()),
		})
	}
}

// first is the first reason, which says how many more there are.
func first(reasons []plan.Reason) plan.Reason {
	if len(reasons) == 0 {
		return plan.Reason{}
	}
	r := reasons[0]
	if more := len(reasons) - 1; more > 0 {
		r.Text += fmt.Sprintf(", and %d more", more)
	}
	return r
}

// Alternative is another way for tasks to reach AWS services.
type Alternative struct {
	// Title says what it is.
	Title string
	// GivesUp says what is lost with it.
	GivesUp string
	// Lines are what it costs instead of the interface endpoints.
	Lines []Line
	// Monthly is the sum of Lines, Instead that of the interface endpoints and their data.
	Monthly, Instead Money
}

// Difference is what the alternative adds to the month; negative where it is cheaper.
func (a Alternative) Difference() Money { return a.Monthly - a.Instead }

// givesUp is why the topology has endpoints, and no field for a NAT gateway.
const givesUp = "the private network: tasks get a route to the whole internet, in place of endpoints whose policies admit the account's own resources alone"

// alternatives are NAT gateways. The S3 gateway endpoint is free and would stay.
func (e *estimator) alternatives() []Alternative {
	var instead Money
	for _, l := range e.lines {
		if l.ID == "endpoint-data" || strings.HasPrefix(l.ID, "endpoint/") {
			instead += l.Least.Monthly
		}
	}
	nat := func(title, lost string, gateways int64) Alternative {
		why := because("", "the tasks' calls leave through it")
		a := Alternative{Title: title, GivesUp: givesUp + lost, Instead: instead, Lines: []Line{
			e.line(item{id: "nat", group: Network, key: "nat-hour", title: "NAT gateway", why: why, least: whole(Hours * gateways)}),
			e.line(item{id: "nat-addresses", group: Network, key: "ipv4-hour", title: "Its public IPv4 address", why: why, least: whole(Hours * gateways)}),
			e.line(item{id: "nat-data", group: Network, key: "nat-gb", title: "Data through it", why: why, least: gigabytes(e.usage.EndpointGB)}),
		}}
		a.Monthly = least(a.Lines)
		return a
	}
	return []Alternative{
		nat("One NAT gateway", "; and the loss of its zone cuts every task off", 1),
		nat("A NAT gateway in each zone", "", e.zones()),
	}
}
