package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
)

var servicesHaveEndpoints = Property{
	ID:    "services-have-endpoints",
	Title: "Every AWS service that the tasks use has an endpoint",
	Meaning: "Each AWS service that the task role's actions, the image, the secrets and the log driver of a service use has a VPC endpoint " +
		"in its VPC and Region, interface endpoints with a private DNS name that the VPC resolves.",
	Standards: []string{"FSBP EC2.10", "Well-Architected SEC05-BP02"},
	subject:   "ECS service",
	judge: func(c *court) {
		for _, s := range c.Services {
			t := c.try(s.Ref)
			c.haveEndpoints(t, s, view{})
			var served []string
			for _, n := range c.usage(s).needs {
				served = append(served, n.String())
			}
			t.proved("it uses " + strings.Join(served, ", ") + ", and each has an endpoint")
			if len(served) == 0 {
				t.proved("its tasks use no AWS service")
			}
		}
	},
}

// haveEndpoints judges that each need is served by what a view has.
func (c *court) haveEndpoints(t *trial, s *topology.Service, v view) {
	u := c.usage(s)
	for _, w := range u.beyond {
		t.refute(w)
	}
	for _, n := range u.needs {
		c.served(t, s, n, v)
	}
	t.doubt(u.doubts, s.Interface.Doubts, vpcDoubts(s.Interface))
}

// vpcs are those that the tasks of a service are in: one, if all is well.
func vpcs(i *topology.Interface) []*topology.VPC {
	var found []*topology.VPC
	for _, s := range i.Subnets {
		if s.VPC != nil && !slices.Contains(found, s.VPC) {
			found = append(found, s.VPC)
		}
	}
	return found
}

// served judges one need in each VPC of the tasks.
func (c *court) served(t *trial, s *topology.Service, n need, v view) {
	for _, vpc := range vpcs(s.Interface) {
		found := false
		var doubts []topology.Doubt
		witness := at(n.at, fmt.Sprintf("%s needs %s (%s), and %s has no endpoint of it", s.Ref, n, n.why, vpc.Ref),
			fmt.Sprintf("add an endpoint for com.amazonaws.REGION.%s to %s", n.any[0], vpc.Ref))
		for _, e := range c.Endpoints {
			if e.VPC != vpc || !v.there(e.Ref) || e.Service != "" && !slices.Contains(n.any, e.Service) {
				continue
			}
			w, d := c.serves(e, s)
			switch {
			case w != nil:
				witness = w
			case len(d) == 0:
				found = true
			}
			doubts = append(doubts, d...)
		}
		if !found {
			// A stranger in the VPC may be an endpoint.
			t.missing(witness, doubts, vpc.Doubts)
		}
	}
}

// serves tells why an endpoint of the right service does not serve a service's tasks, or
// why nobody knows.
func (c *court) serves(e *topology.Endpoint, s *topology.Service) (*Witness, []topology.Doubt) {
	if e.Service == "" {
		return nil, e.Doubts
	}
	switch {
	case e.Region == s.Region:
	case e.Region == "" || s.Region == "":
		return nil, []topology.Doubt{{At: place(e.Ref, "ServiceName"), Why: "whether the endpoint is of the tasks' Region is open"}}
	default:
		return at(place(e.Ref, "ServiceName"), fmt.Sprintf("%s is of %s in Region %s, not in %s", e.Ref, e.Service, e.Region, s.Region), "name the service of the same Region"), nil
	}
	if e.Gateway && e.Service != "s3" && e.Service != "dynamodb" {
		// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
		return at(place(e.Ref, "VpcEndpointType"), fmt.Sprintf("%s is a gateway endpoint, which %s does not have", e.Ref, e.Service), "set VpcEndpointType to Interface"), nil
	}
	if e.Gateway {
		return nil, e.Doubts
	}
	// Without private names SDKs still call the public ones.
	// https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html#enable-private-dns-names
	switch doubts := slices.Concat(e.Doubts, e.VPC.DNSDoubts, e.VPC.Doubts); {
	case len(doubts) > 0:
		return nil, doubts
	case !e.PrivateDNS:
		return at(place(e.Ref, "PrivateDnsEnabled"), fmt.Sprintf("%s has no private DNS name: calls of %s go to its public address", e.Ref, e.Service), "set PrivateDnsEnabled to true"), nil
	case !e.VPC.DNS:
		return at(e.VPC.DNSAt, fmt.Sprintf("%s does not resolve private names of endpoints", e.VPC.Ref), "set EnableDnsSupport and EnableDnsHostnames to true"), nil
	case e.Service == "s3":
		// By default the private name of S3's interface endpoint serves on-premises callers alone.
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
		return nil, []topology.Doubt{{At: place(e.Ref, "ServiceName"), Why: "whether tasks use the interface endpoint of S3 depends on its DNS options"}}
	}
	return nil, e.Interface.Doubts
}

// used are the interface endpoints in a VPC that the tasks of a service need.
func (c *court) used(s *topology.Service, vpc *topology.VPC, v view) []*topology.Endpoint {
	var found []*topology.Endpoint
	for _, n := range c.usage(s).needs {
		for _, e := range c.Endpoints {
			if e.VPC == vpc && !e.Gateway && v.there(e.Ref) && slices.Contains(n.any, e.Service) && !slices.Contains(found, e) {
				found = append(found, e)
			}
		}
	}
	return found
}
