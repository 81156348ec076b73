package verify

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// distributionLog judges the access log of a distribution: the older kind goes to a
// bucket, the newer one over a delivery.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
func (c *court) distributionLog(d distribution) {
	ref := d.resource.Ref
	t := c.try(ref)
	t.proved("its access log is on")
	if given(object(d.config.Get("Logging")).Get("Bucket")) {
		return
	}
	open := ""
	for _, source := range c.there("AWS::Logs::DeliverySource") {
		if !refersInside(c.get(source, "ResourceArn"), ref) {
			continue
		}
		switch kind, known := cfn.AsString(c.get(source, "LogType")); {
		case known && kind != "ACCESS_LOGS":
			continue
		case !known && given(c.get(source, "LogType")):
			open = fmt.Sprintf("whether %s is of the log of %s is open", source.Ref, ref)
			continue
		}
		for _, delivery := range c.there("AWS::Logs::Delivery") {
			name := c.get(delivery, "DeliverySourceName")
			if from := c.refersTo(name, "AWS::Logs::DeliverySource"); from != nil && from.Ref == source.Ref {
				return
			}
			switch c.Model.Equal(name, c.get(source, "Name")) {
			case cfn.Yes:
				return
			case cfn.Maybe:
				open = fmt.Sprintf("whether %s delivers the log of %s is open", delivery.Ref, ref)
			}
		}
	}
	if open != "" {
		t.unsure(open)
		return
	}
	t.refute(at(place(ref, "DistributionConfig"), fmt.Sprintf("nobody logs the requests to %s", ref), "set Logging, or deliver its ACCESS_LOGS (AWS::Logs::DeliverySource, Destination and Delivery)"))
}

func refersInside(v cfn.Value, ref cfn.ResourceRef) bool {
	return slices.ContainsFunc(cfn.References(v), func(r cfn.ResourceRef) bool { return r.Resource() == ref })
}

// webACLLog judges the log of a web ACL.
// https://docs.aws.amazon.com/waf/latest/developerguide/logging.html
func (c *court) webACLLog(acl *cfn.Resource) {
	t := c.try(acl.Ref)
	t.proved("its log is on")
	for _, r := range c.there("AWS::WAFv2::LoggingConfiguration") {
		if on := c.refersTo(c.get(r, "ResourceArn"), "AWS::WAFv2::WebACL"); on == nil || on.Ref != acl.Ref {
			continue
		}
		filter := c.get(r, "LoggingFilter")
		behaviour, _ := cfn.AsString(object(filter).Get("DefaultBehavior"))
		drops := slices.ContainsFunc(items(object(filter).Get("Filters")), func(f cfn.Value) bool { return !cfn.Same(object(f).Get("Behavior"), cfn.String("KEEP")) })
		if given(filter) && (behaviour != "KEEP" || drops) {
			t.unsure(fmt.Sprintf("%s leaves out what its filter does not keep", r.Ref))
		}
		return
	}
	t.refute(at(root(acl.Ref), fmt.Sprintf("nobody logs what %s blocks", acl.Ref), "add an AWS::WAFv2::LoggingConfiguration"))
}

// balancerLog judges the access log of a load balancer.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
func (c *court) balancerLog(b *topology.Balancer) {
	t := c.try(b.Ref)
	t.doubt(c.linkDoubts(b))
	t.proved("its access log is on")
	attributes := c.get(b.Resource, "LoadBalancerAttributes")
	if _, open := attributes.(cfn.Atom); open {
		t.unsure(fmt.Sprintf("the attributes of %s are open", b.Ref))
		return
	}
	for i, item := range items(attributes) {
		o, readable := item.(cfn.Object)
		key, known := cfn.AsString(o.Get("Key"))
		if !readable || !known {
			t.unsure(fmt.Sprintf("an attribute of %s is open", b.Ref))
			continue
		}
		if key != "access_logs.s3.enabled" {
			continue
		}
		switch on, known := cfn.AsBool(o.Get("Value")); {
		case !known:
			t.unsure(fmt.Sprintf("%s of %s is open", key, b.Ref))
		case !on:
			t.refute(at(place(b.Ref, fmt.Sprintf("LoadBalancerAttributes[%d]", i)), fmt.Sprintf("nobody logs the requests to %s", b.Ref), "set access_logs.s3.enabled to true"))
		}
		return
	}
	if t.verdict == Proved {
		t.refute(at(place(b.Ref, "LoadBalancerAttributes"), fmt.Sprintf("nobody logs the requests to %s", b.Ref), "set access_logs.s3.enabled to true, and a bucket"))
	}
}

// vpcLog judges the flow logs of a VPC, by itself or of all its subnets.
// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
func (c *court) vpcLog(vpc *topology.VPC) {
	t := c.try(vpc.Ref)
	t.proved("its flow logs are on")
	logged := map[cfn.ResourceRef]map[string]bool{}
	open := ""
	for _, r := range c.there("AWS::EC2::FlowLog") {
		on, ok := c.get(r, "ResourceId").(cfn.ResourceRef)
		kind, known := cfn.AsString(c.get(r, "TrafficType"))
		if !ok || !known {
			open = fmt.Sprintf("what %s logs is open", r.Ref)
			continue
		}
		if logged[on.Resource()] == nil {
			logged[on.Resource()] = map[string]bool{}
		}
		logged[on.Resource()][kind] = true
	}
	all := func(ref cfn.ResourceRef) bool {
		kinds := logged[ref]
		return kinds["ALL"] || kinds["ACCEPT"] && kinds["REJECT"]
	}
	subnets := 0
	for _, s := range c.Subnets {
		if s.VPC == vpc && !all(s.Ref) {
			subnets++
		}
	}
	switch {
	case all(vpc.Ref) || subnets == 0:
	case open != "":
		t.unsure(open)
	default:
		t.refute(at(root(vpc.Ref), fmt.Sprintf("nobody logs all that flows in %s of %s", count(subnets, "subnet"), vpc.Ref), "add an AWS::EC2::FlowLog of the VPC with TrafficType ALL"))
	}
}

// taskLog judges the log of each container.
func (c *court) taskLog(s *topology.Service) {
	t := c.try(s.Ref)
	t.doubt(s.Doubts, taskDoubts(s))
	t.proved("every container writes a log")
	if s.Task == nil {
		return
	}
	for _, container := range s.Task.Containers {
		config := container.Properties.Get("LogConfiguration")
		driver, known := cfn.AsString(object(config).Get("LogDriver"))
		switch {
		case !given(config), driver == "none":
			t.refute(at(inside(container.At, "LogConfiguration"), fmt.Sprintf("container %s of %s writes no log", container.Name, s.Ref), "set LogConfiguration to awslogs"))
		case !known:
			t.unsure(fmt.Sprintf("the log of container %s is open", container.Name))
		}
	}
}
