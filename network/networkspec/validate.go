package networkspec

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/plan"
	"github.com/archblocks/archblocks/arch/problem"
)

// Inputs is what the network must know from outside to be checked and planned.
// The zero value is fine: what is not known is not checked.
type Inputs struct {
	// Region is the AWS Region of the VPC. Default unknown.
	Region string
	// Needs are the services that tasks in the VPC must reach.
	Needs []plan.Need
}

// Validate returns an error with all problems of the spec, or nil.
func (s Spec) Validate(in Inputs) error { return s.Check(in).Err() }

// Check returns all problems of the spec, in field order.
func (s Spec) Check(in Inputs) problem.List {
	s = s.Defaulted()
	var list problem.List
	s.checkCIDR(&list)
	s.checkZones(&list, in.Region)
	s.checkSubnets(&list)
	s.checkEndpoints(&list, in.Needs)
	checkPolicies(&list, in.Needs)
	checkPrefixList(&list, "s3PrefixListID", s.S3PrefixListID)
	return list
}

var privateRanges = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("100.64.0.0/10"),
}

func (s Spec) checkCIDR(list *problem.List) {
	const path = "cidr"
	c := s.CIDR
	if !c.Addr().Is4() {
		list.Add(path, CIDRNotIPv4, c, "is not an IPv4 range", "use "+DefaultCIDR.String())
		return
	}
	if c != c.Masked() {
		list.Add(path, CIDRNotCanonical, c, "has address bits beyond its length", "use "+c.Masked().String())
	}
	if !slices.ContainsFunc(privateRanges, func(r netip.Prefix) bool { return r.Bits() <= c.Bits() && r.Contains(c.Addr()) }) {
		list.Add(path, CIDRNotPrivate, c, "is not within private address space", "use a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16")
	}
	derived := len(s.PublicSubnets) == 0 || len(s.PrivateSubnets) == 0
	switch {
	case c.Bits() < largestVPC:
		list.Add(path, CIDRTooLarge, c, "is larger than a VPC may be", "use a /16, such as "+netip.PrefixFrom(c.Addr(), largestVPC).Masked().String())
	case c.Bits() > smallestVPC:
		list.Add(path, CIDRTooSmall, c, "cannot hold the subnets of two zones", "use "+netip.PrefixFrom(c.Addr(), smallestSplit).Masked().String()+" or larger")
	case c.Bits() > smallestSplit && derived:
		list.Add(path, CIDRTooSmall, c, "is too small to derive the subnets from",
			"use "+netip.PrefixFrom(c.Addr(), smallestSplit).Masked().String()+" or larger, or give publicSubnets and privateSubnets")
	}
}

func (s Spec) checkZones(list *problem.List, region string) {
	if len(s.Zones) > 0 && s.ZoneCount != len(s.Zones) {
		list.Add("zoneCount", ZoneCountNotAllowed, s.ZoneCount, fmt.Sprintf("contradicts the %d zones given", len(s.Zones)), "leave zoneCount out")
	} else if s.ZoneCount < 2 || s.ZoneCount > 3 {
		path, hint := "zoneCount", "use 2"
		if len(s.Zones) > 0 {
			path, hint = "zones", "name two or three zones, such as "+example(region)+"a and "+example(region)+"b"
		}
		list.Add(path, ZoneCountNotAllowed, s.ZoneCount, "is not two or three zones: fewer cannot survive the loss of one", hint)
	}
	for i, zone := range s.Zones {
		path := problem.Index("zones", i)
		if slices.Contains(s.Zones[:i], zone) {
			list.Add(path, ZoneRepeated, zone, "is there twice", "name another zone of the Region")
			continue
		}
		if !zoneName.MatchString(zone) {
			list.Add(path, ZoneNotAZone, zone, "is not the name of an Availability Zone", "use a name such as "+example(region)+"a")
		} else if region != "" && zone[:len(zone)-1] != region {
			list.Add(path, ZoneOfAnotherRegion, zone, "is not in Region "+region, "use "+region+zone[len(zone)-1:])
		}
	}
}

var zoneName = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$`)

func example(region string) string {
	if region == "" {
		return "eu-west-1"
	}
	return region
}

func (s Spec) checkSubnets(list *problem.List) {
	type subnet struct {
		path  string
		block netip.Prefix
	}
	var seen []subnet
	tier := func(name string, blocks []netip.Prefix, least int) {
		if len(blocks) > 0 && len(blocks) != s.ZoneCount {
			list.Add(name, SubnetCountMismatch, len(blocks), fmt.Sprintf("is not one range for each of the %d zones", s.ZoneCount), "give one range a zone")
		}
		for i, block := range blocks {
			path := problem.Index(name, i)
			switch {
			case !block.IsValid() || !block.Addr().Is4():
				list.Add(path, CIDRNotIPv4, block, "is not an IPv4 range", "use a range within "+s.CIDR.String())
				continue
			case block != block.Masked():
				list.Add(path, CIDRNotCanonical, block, "has address bits beyond its length", "use "+block.Masked().String())
			case s.CIDR.Bits() > block.Bits() || !s.CIDR.Contains(block.Addr()):
				list.Add(path, CIDROutsideVPC, block, "is not within the VPC's range "+s.CIDR.String(), "use a part of "+s.CIDR.String())
			case block.Bits() > least:
				list.Add(path, CIDRTooSmall, block, "is smaller than such a subnet may be", fmt.Sprintf("use a /%d or larger", least))
			}
			for _, other := range seen {
				if other.block.Overlaps(block) {
					list.Add(path, CIDROverlap, block, "overlaps "+other.path+" ("+other.block.String()+")", "use ranges that share no address")
				}
			}
			seen = append(seen, subnet{path, block})
		}
	}
	tier("publicSubnets", s.PublicSubnets, smallestALB)
	tier("privateSubnets", s.PrivateSubnets, smallest)
}

var (
	serviceName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)
	actionName  = regexp.MustCompile(`^[a-z0-9-]+:[A-Za-z0-9]+$`)
)

func (s Spec) checkEndpoints(list *problem.List, needs []plan.Need) {
	var extra []awsservice.Service
	for i, e := range s.ExtraEndpoints {
		path := problem.Index("extraEndpoints", i)
		switch {
		case slices.Contains(extra, e.Service):
			list.Add(path+".service", EndpointRepeated, e.Service, "is there twice", "join the two entries")
		default:
			checkService(list, path+".service", e.Service)
			if f, _ := awsservice.Lookup(e.Service); f.Kind == awsservice.Gateway && e.Service != awsservice.S3 {
				list.Add(path+".service", EndpointUnreachable, e.Service, "is a gateway endpoint, and the tasks' security groups let out to S3's addresses alone",
					"leave it out; tasks cannot use it yet")
			}
		}
		extra = append(extra, e.Service)
		if strings.TrimSpace(e.Reason) == "" {
			list.Add(path+".reason", EndpointReasonMissing, nil, "an endpoint needs a reason", `say what it is for, such as "the app reads jobs from a queue"`)
		}
		if len(e.Actions) == 0 {
			list.Add(path+".actions", EndpointPolicyNotNamed, nil, "an endpoint's policy needs actions", `name them, such as "sqs:ReceiveMessage"`)
		}
		for j, action := range e.Actions {
			if !actionName.MatchString(action) {
				list.Add(problem.Index(path+".actions", j), EndpointPolicyNotNamed, action, "is not the name of one IAM action", `name each action, such as "sqs:ReceiveMessage"`)
			}
		}
		if len(e.Resources) == 0 {
			list.Add(path+".resources", EndpointPolicyNotNamed, nil, "an endpoint's policy needs resources", `name them, such as "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"`)
		}
		for j, resource := range e.Resources {
			if resource != "*" && (!strings.HasPrefix(resource, "arn:") || strings.HasPrefix(resource, "arn:*")) {
				list.Add(problem.Index(path+".resources", j), EndpointPolicyNotNamed, resource, "is neither an ARN nor *", `use one such as "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"`)
			}
		}
	}
	for i, service := range s.WithoutEndpoints {
		path := problem.Index("withoutEndpoints", i)
		checkService(list, path, service)
		for _, need := range needs {
			if need.Service == service {
				list.Add(path, EndpointNeeded, service, "is needed: "+need.Reason.Text, "remove it here, or remove what needs it"+at(need.Reason.Path))
				break
			}
		}
		if slices.Contains(extra, service) {
			list.Add(path, EndpointNeeded, service, "is in extraEndpoints", "remove it here or there")
		}
	}
}

// checkPolicies warns of endpoints whose policies may be longer than AWS allows. It
// adds up what the needs say one by one, which the policies say shorter.
func checkPolicies(list *problem.List, needs []plan.Need) {
	sizes := map[awsservice.Service]int{}
	for _, need := range needs {
		before := sizes[need.Service]
		sizes[need.Service] += plan.Size(need.Statements)
		if before <= plan.EndpointPolicySize && sizes[need.Service] > plan.EndpointPolicySize {
			list.Warn("withoutEndpoints", EndpointPolicyTooLarge, need.Service, fmt.Sprintf("gets an endpoint policy that may be longer than the %d characters that AWS allows", plan.EndpointPolicySize),
				"divide the services into two topologies")
		}
	}
}

func at(path string) string {
	if path == "" {
		return ""
	}
	return " (" + path + ")"
}

// checkService refuses what cannot be a service or is a slip of the pen for a
// known one; it only warns of a service that this library does not know.
func checkService(list *problem.List, path string, service awsservice.Service) {
	if _, known := awsservice.Lookup(service); known {
		return
	}
	name := string(service)
	near := problem.Nearest(name, awsservice.Services())
	switch {
	case near != "":
		list.Add(path, EndpointUnknown, name, "is not an endpoint service known here", fmt.Sprintf("did you mean %q?", near))
	case !serviceName.MatchString(name):
		list.Add(path, EndpointUnknown, name, "is not the name of an endpoint service", `use the part after com.amazonaws.<region>, such as "sqs"`)
	default:
		list.Warn(path, EndpointUnknown, name, "is not an endpoint service known here; it is taken for an interface endpoint", "see that AWS offers it in the Region and in each zone")
	}
}

func checkPrefixList(list *problem.List, path, id string) {
	if id != "" && !awsservice.IsPrefixListID(id) {
		list.Add(path, S3PrefixListNotAnID, id, "is not the id of a prefix list", `use "pl-" and 8 or 17 hexadecimal digits, as aws ec2 describe-managed-prefix-lists prints it`)
	}
}
