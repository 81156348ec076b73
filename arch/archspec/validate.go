package archspec

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/auth/authspec"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/network/networkspec"
)

// Validate returns an error with all problems of the spec, or nil. The error is a
// *problem.Invalid.
func (s Spec) Validate() error { return s.Check().Err() }

// Check returns all problems of the spec, in field order: those of each block, and
// those that only the whole can see. Warnings are among them.
func (s Spec) Check() problem.List {
	_, list := s.Defaulted().planned()
	return list
}

// planned makes the plan of a defaulted spec, and the list of problems that the
// blocks find when they learn of one another. With errors in the list the plan is not to be used.
func (s Spec) planned() (Plan, problem.List) {
	p := Plan{Spec: s}
	p.Region, _ = awsservice.LookupRegion(s.Region)
	var list problem.List
	// A name or Region that is wrong in itself is not handed on: it would be blamed again by every block.
	if !s.checkName(&list) {
		s.Name = ""
	}
	if !s.checkRegion(&list) {
		s.Region = ""
	}
	s.checkTags(&list)
	p.Auth = s.Auth.Plan(s.authInputs())
	p.Compute = s.Compute.Plan(s.computeInputs(p.Auth))
	networkInputs, edgeInputs := s.networkInputs(p.Auth, p.Compute), s.edgeInputs(p.Compute)

	list = append(list, s.Network.Check(networkInputs).At("network")...)
	s.checkAcross(&list)
	list = append(list, s.Edge.Check(edgeInputs).At("edge")...)
	list = append(list, s.Compute.Check(p.Compute.Inputs).At("compute")...)
	list = append(list, s.Auth.Check(p.Auth.Inputs).At("auth")...)
	list = append(list, s.Observability.Check(s.observabilityInputs()).At("observability")...).InOrder(s)
	if list.Err() != nil {
		return p, list
	}
	p.Network = s.Network.Plan(networkInputs)
	p.Edge = s.Edge.Plan(edgeInputs)
	p.Observability = s.Observability.Plan(s.observabilityInputs())
	return p, list
}

var topologyName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

const longestName = 24

func (s Spec) checkName(list *problem.List) (ok bool) {
	const path = "name"
	before := len(*list)
	switch {
	case s.Name == "":
		list.Add(path, NameInvalid, nil, "the topology needs a name", `use one such as "chat"`)
	case !topologyName.MatchString(s.Name) || len(s.Name) < 2:
		list.Add(path, NameInvalid, s.Name, "is not 2 to 24 lower-case letters, digits and single hyphens, starting with a letter", `use one such as "chat"`)
	case len(s.Name) > longestName:
		list.Add(path, NameTooLong, s.Name, fmt.Sprintf("has %d characters, and %d are allowed: buckets and other resources are named after it", len(s.Name), longestName),
			fmt.Sprintf("shorten it to %q", strings.TrimRight(s.Name[:longestName], "-")))
	}
	return len(*list) == before
}

func (s Spec) checkRegion(list *problem.List) (ok bool) {
	const path = "region"
	before := len(*list)
	r, known := awsservice.LookupRegion(s.Region)
	switch {
	case s.Region == "":
		list.Add(path, RegionMissing, nil, "the topology needs an AWS Region", `use one such as "eu-west-1"`)
	case !known:
		list.Add(path, RegionUnknown, s.Region, "is not an AWS Region known here", problem.DidYouMean(s.Region, awsservice.Regions(), `use one such as "eu-west-1"`))
	case r.Partition != "aws":
		list.Add(path, RegionNotServed, s.Region, "is in partition "+r.Partition+", which has no us-east-1 for CloudFront and WAF", `use a Region such as "eu-west-1"`)
	}
	return len(*list) == before
}

// tagText is what tags may hold on every service
// (docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html).
var tagText = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)

func (s Spec) checkTags(list *problem.List) {
	if len(s.Tags) > 50 {
		list.Add("tags", TagsTooMany, len(s.Tags), "are more tags than the 50 that a resource can have", "remove some")
	}
	for _, key := range slices.Sorted(maps.Keys(s.Tags)) {
		path, value := problem.Key("tags", key), s.Tags[key]
		switch n, m := utf8.RuneCountInString(key), utf8.RuneCountInString(value); {
		case n == 0:
			list.Add(path, TagInvalid, nil, "a tag needs a key", `use one such as "team"`)
		case m == 0:
			// docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Tag.html
			list.Add(path, TagInvalid, nil, "CloudFormation refuses a tag without a value", `give it one, such as "true"`)
		case n > 128 || m > 256:
			list.Add(path, TagInvalid, fmt.Sprintf("%.40s", value), fmt.Sprintf("is a tag with a key of %d characters and a value of %d; 128 and 256 are allowed", n, m), "shorten it")
		case strings.HasPrefix(strings.ToLower(key), "aws:"):
			list.Add(path, TagInvalid, key, "starts with aws:, which AWS keeps for itself", fmt.Sprintf("use %q", key[4:]))
		case !tagText.MatchString(key) || !tagText.MatchString(value):
			list.Add(path, TagInvalid, key+"="+value, "holds a character that AWS refuses in tags", "use letters, digits, spaces and _ . : / = + - @")
		}
	}
}

// checkECS warns of a Region where AWS may want endpoints that others do without.
func (s Spec) checkECS(list *problem.List) {
	have := func(service awsservice.Service) bool {
		return slices.ContainsFunc(s.Network.ExtraEndpoints, func(e networkspec.Endpoint) bool { return e.Service == service })
	}
	if awsservice.ECSOverEndpoints(s.Region) && !(have("ecs") && have("ecs-agent") && have("ecs-telemetry")) {
		list.Warn("network.extraEndpoints", RegionNeedsECSEndpoints, s.Region, "is a Region in which, by AWS's word, ECS may need endpoints of its own",
			`add "ecs", "ecs-agent" and "ecs-telemetry", with the actions that AWS's page on ECS endpoints names`)
	}
}

// checkAcross finds what no block can see alone.
func (s Spec) checkAcross(list *problem.List) {
	s.checkECS(list)
	if idle := s.Compute.LoadBalancer.IdleTimeout; idle <= max(s.Edge.KeepAlive, s.Edge.ReadTimeout) {
		list.Warn("compute.loadBalancer.idleTimeout", IdleTimeoutTooShort, idle, "is not longer than CloudFront keeps and waits on connections: it may send a request on one that the load balancer has closed",
			"use more than edge.keepAlive and edge.readTimeout, such as 10m")
	}
	internal := s.Compute.LoadBalancer.Scheme == computespec.Internal
	if s.Network.PrivateOnly && !internal {
		list.Add("network.privateOnly", PublicRouteMissing, true, "leaves an internet-facing load balancer without a route to the internet", `remove it, or set compute.loadBalancer.scheme to "internal"`)
	}
	if s.Edge.Domain == "" && slices.Contains(s.Compute.LoadBalancer.Ports, 443) {
		list.Add("edge.domain", OriginNeedsDomain, nil, "HTTPS to the load balancer needs a domain: without one CloudFront asks for a host name that is in no certificate",
			`set it, such as "chat.example.com", or leave compute.loadBalancer as it is by default`)
	}
	if s.Auth.Mode != authspec.ModeLoadBalancer {
		return
	}
	if internal {
		list.Add("auth.mode", LoginNeedsPublicALB, s.Auth.Mode, "does not work behind a VPC origin: an internal load balancer cannot reach Cognito's login endpoints", `use "in-app", or make the load balancer internet-facing`)
	}
	for i, e := range s.Network.ExtraEndpoints {
		if e.Service == awsservice.CognitoIDP {
			list.Add(problem.Index("network.extraEndpoints", i)+".service", PoolDomainWithEndpoint, e.Service,
				"captures every call to Cognito from the VPC, and a pool with a domain refuses calls through it", `remove it, or use auth mode "in-app"`)
		}
	}
}
