package docs

import (
	"fmt"
	"maps"
	"slices"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
)

// zones is how a sentence speaks of all zones: "both Availability Zones".
func (d *document) zones() string {
	if n := len(d.Network.Zones); n != 2 {
		return "all " + number(n) + " Availability Zones"
	}
	return "both Availability Zones"
}

var ordinals = []string{"First", "Second", "Third"}

func (d *document) vpc() {
	s := d.Network.Spec
	d.component("Virtual Private Cloud (VPC)")
	d.item(1, fmt.Sprintf("Provides network isolation in %s, with private and public subnets across %s Availability Zones (AZs):", code(s.CIDR.String()), number(len(d.Network.Zones))))
	for i, z := range d.Network.Zones {
		zone := fmt.Sprintf("%s of the zones that AWS lists for the account", ordinals[i])
		if z.Name != "" {
			zone = code(z.Name)
		}
		d.item(2, fmt.Sprintf("%s: public %s, private %s", zone, code(z.Public.String()), code(z.Private.String())))
	}
	var gateways []string
	for _, e := range d.Network.Endpoints {
		if e.Kind == awsservice.Gateway {
			gateways = append(gateways, code(string(e.Service)))
		}
	}
	routes := "the local route alone"
	if len(gateways) > 0 {
		routes = "the local route and the gateway endpoint of " + list(gateways)
	}
	d.item(1, "The private subnets have no way to the internet: there is no NAT gateway, and their route tables hold "+routes+".")
	if s.PrivateOnly {
		d.item(1, "The public subnets hold the load balancer, and have no route to the internet either. The internet gateway is there only because a VPC origin asks for one; no route leads to it.")
	} else {
		d.item(1, "The public subnets hold the load balancer alone, and lead to the internet gateway.")
	}
	if s.DisableFlowLogs {
		d.item(1, fmt.Sprintf("Flow logs are turned off (%s).", code("network.disableFlowLogs")))
	} else {
		d.item(1, "Flow logs of all traffic go to the log bucket.")
	}
}

func (d *document) loadBalancer() {
	s := d.Compute.Spec.LoadBalancer
	d.component("Load Balancer (ALB)")
	subnets := "public subnets"
	if s.Scheme == computespec.Internal {
		subnets = "public subnets, with private addresses only"
	}
	d.item(1, fmt.Sprintf("Located in the %s, distributes incoming traffic to ECS tasks. It is %s.", subnets, s.Scheme))
	d.item(1, fmt.Sprintf("Present in %s for high availability.", d.zones()))
	d.item(1, d.listener())
	if d.Edge.SecretHeader {
		d.item(1, fmt.Sprintf("Requests without the secret in the header %s get 403: only this topology's distribution knows it.", code(plan.OriginHeader)))
	}
	if d.Auth.Spec.Mode == authspec.ModeLoadBalancer {
		d.item(1, "Users must have logged in before anything is forwarded.")
	}
	if !slices.ContainsFunc(d.Compute.Services, func(s computespec.ServicePlan) bool { return len(s.Paths) == 0 }) {
		d.item(1, "Paths that no service takes get 403.")
	}
	var ports []string
	for _, port := range s.Ports {
		ports = append(ports, fmt.Sprint(port))
	}
	word := "port"
	if len(ports) > 1 {
		word = "ports"
	}
	d.item(1, fmt.Sprintf("Associated Security Group: allows inbound traffic on %s %s from CloudFront's addresses (prefix list %s).", word, list(ports), code(plan.CloudFrontPrefixList)))
	d.item(1, fmt.Sprintf("Connections that carry nothing end after %s. %s", lasting(s.IdleTimeout), protection("The load balancer", s.DisableDeletionProtection)))
	if s.DisableAccessLogs {
		d.item(1, fmt.Sprintf("Access logs are turned off (%s).", code("compute.loadBalancer.disableAccessLogs")))
	} else {
		d.item(1, "Access logs go to the log bucket.")
	}
}

func (d *document) listener() string {
	s := d.Compute.Spec.LoadBalancer
	listens := "Listens for " + originProtocol(d.Compute.OriginPort())
	switch {
	case d.Compute.OriginPort() != 443:
		return listens + "."
	case s.CertificateARN != "":
		listens += ", with the certificate " + code(s.CertificateARN) + "."
	default:
		listens += fmt.Sprintf(", with a certificate that ACM makes in %s and renews.", code(d.Spec.Region))
	}
	if slices.Contains(s.Ports, 80) {
		listens += " Port 80 redirects there."
	}
	return listens
}

func (d *document) vpcEndpoints() {
	d.component("VPC Endpoints")
	d.item(1, "Enable private, secure access to AWS services without internet traffic. See [Endpoints](#endpoints). They lead to:")
	for _, e := range d.Network.Endpoints {
		title, purpose := string(e.Service), ""
		if facts, known := awsservice.Lookup(e.Service); known {
			title, purpose = facts.Title, ": "+text(facts.Purpose)
		}
		d.item(2, fmt.Sprintf("%s (%s, %s)%s", text(title), code(string(e.Service)), e.Kind, purpose))
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
