package plan

import "github.com/archblocks/archblocks/arch/awsservice"

// Endpoint is one VPC endpoint of the topology.
type Endpoint struct {
	// Service is what the endpoint leads to.
	Service awsservice.Service
	// Kind is gateway (routes, free) or interface (network interfaces, billed).
	Kind awsservice.Kind
	// Reasons says who needs it, in the order of the needs.
	Reasons []Reason
	// Statements are the endpoint's policy.
	Statements []Statement
}

// Direction of a security-group rule, seen from the group that holds it.
type Direction string

const (
	// Ingress is traffic into the group.
	Ingress Direction = "ingress"
	// Egress is traffic out of the group.
	Egress Direction = "egress"
)

// PeerKind says what stands at the other end of a rule.
type PeerKind string

const (
	// PeerGroup is another security group of the topology, by its role.
	PeerGroup PeerKind = "group"
	// PeerPrefixList is a prefix list that AWS keeps, by its name.
	PeerPrefixList PeerKind = "prefix-list"
	// PeerAnyIPv4 is 0.0.0.0/0.
	PeerAnyIPv4 PeerKind = "any-ipv4"
)

// Peer is the other end of a security-group rule.
type Peer struct {
	Kind PeerKind
	// Name is the group's role or the prefix list's name. Empty for any address.
	Name string
}

// Roles of the security groups that are not a service's own.
const (
	// GroupLoadBalancer is worn by the load balancer.
	GroupLoadBalancer = "load-balancer"
	// GroupEndpoints is worn by the interface endpoints.
	GroupEndpoints = "endpoints"
)

// ServiceGroup is the role of the security group that a service's tasks wear.
func ServiceGroup(service string) string { return "service-" + service }

// OriginHeader is the HTTP header in which CloudFront sends the origin's secret to the load balancer.
const OriginHeader = "X-Origin-Verify"

// CloudFrontPrefixList is the name of the list of addresses from which CloudFront reaches origins.
const CloudFrontPrefixList = "com.amazonaws.global.cloudfront.origin-facing"

// S3PrefixList is the name of the list of S3's addresses in a Region.
const S3PrefixList = "com.amazonaws.${AWS::Region}.s3"

// Parameters with which templates ask for the ids of prefix lists that are not known.
const (
	CloudFrontPrefixListParameter = "CloudFrontPrefixListId"
	S3PrefixListParameter         = "S3PrefixListId"
)

// SecurityGroup is a group of the topology.
type SecurityGroup struct {
	// Role is the group's stable name, such as "load-balancer".
	Role string
	// Title is how people read of it, such as "Load balancer SG".
	Title string
	// Purpose says what the group controls.
	Purpose string
}

// Rule is one security-group rule; all are TCP.
type Rule struct {
	// ID is the rule's construct id: PascalCase, constant.
	ID string
	// Group is the role of the group that holds the rule.
	Group     string
	Direction Direction
	Port      int
	Peer      Peer
	// Description is the rule's description on AWS: at most 255 characters of a limited alphabet.
	Description string
	// Reason says why traffic must pass.
	Reason Reason
}
