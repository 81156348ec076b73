// Package topology reads the network, the load balancers and the tasks out of
// evaluated templates, in one world of their undecided conditions.
//
// It follows references and never names. What it cannot read becomes a [Doubt] of
// the thing that it may change: a proof that looks at the thing must then give up.
package topology

import (
	"net/netip"
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/traffic"
	"github.com/archblocks/archblocks/internal/cfn"
)

// Topology is what the templates make in one world.
type Topology struct {
	Model *cfn.Model
	World cfn.World
	// Lists names the prefix lists that are known by id and Region.
	Lists Lists

	VPCs         []*VPC
	Subnets      []*Subnet
	Groups       []*Group
	Endpoints    []*Endpoint
	Balancers    []*Balancer
	TargetGroups []*TargetGroup
	Services     []*Service
	Interfaces   []*Interface

	// Doubts touch everything.
	Doubts []Doubt

	vpcs     map[cfn.ResourceRef]*VPC
	subnets  map[cfn.ResourceRef]*Subnet
	tables   map[cfn.ResourceRef]*Table
	acls     map[cfn.ResourceRef]*ACL
	groups   map[cfn.ResourceRef]*Group
	targets  map[cfn.ResourceRef]*TargetGroup
	balancer map[cfn.ResourceRef]*Balancer
	foreign  []*Group
	// addressed are doubts of target groups that may hold tasks by their addresses.
	addressed []Doubt
	// attached are the policies of a role, by the role.
	attached map[cfn.ResourceRef][]Policy
	// roles are doubts of policies that a role may have too.
	roles map[cfn.ResourceRef][]Doubt
	// strays are doubts of a kind of thing where the templates do not say of which one.
	strays map[kind][]Doubt
}

// kind of thing that a stray doubt touches.
type kind int

const (
	anyGroup kind = iota
	anyTable
	anySubnet
	anyACL
	anyListener
	// anyWearer is who may wear a group.
	anyWearer
)

// Place is where something stands in a template.
type Place struct {
	Resource cfn.ResourceRef
	// Path leads from the template's root: "Resources.Vpc.Properties.CidrBlock".
	Path string
}

// Doubt is something that could not be decided.
type Doubt struct {
	At  Place
	Why string
}

// VPC is an AWS::EC2::VPC.
type VPC struct {
	Ref    cfn.ResourceRef
	Region string
	// Ranges are those of IPv4, each with a local route; Known is false if one of them is open.
	Ranges []netip.Prefix
	Known  bool
	// IPv6 tells whether the VPC may have an IPv6 range, which the local route covers too.
	IPv6 bool
	// DNS tells whether private names of endpoints resolve in the VPC: both of its DNS
	// attributes must be on. At is the one that is off.
	DNS   bool
	DNSAt Place
	// DNSDoubts are of zones that may stand before the private names of endpoints.
	DNSDoubts []Doubt
	Doubts    []Doubt

	defaultGroup *Group
	defaultACL   *ACL
}

// Subnet is an AWS::EC2::Subnet.
type Subnet struct {
	Ref cfn.ResourceRef
	VPC *VPC
	// Zone is a name, or an id if ZoneByID; missing if AWS chooses.
	Zone     cfn.Value
	ZoneByID bool
	// Addresses are those that AWS gives to interfaces; Known is false if the range is open.
	Addresses traffic.Addresses
	Known     bool
	Table     *Table
	// TableBy is the association that names the table; without one it is the VPC's main table.
	TableBy *cfn.ResourceRef
	ACL     *ACL
	ACLBy   *cfn.ResourceRef
	// Main stands in for Table before the association is there.
	Main *Table
	// IPv6 tells whether the subnet has an IPv6 range. IPv6OnCreation and PublicOnLaunch
	// give interfaces public addresses.
	IPv6, IPv6OnCreation, PublicOnLaunch bool
	Doubts                               []Doubt
}

// Table is a route table.
type Table struct {
	// Ref is empty for a VPC's main table.
	Ref cfn.ResourceRef
	VPC *VPC
	// Routes without the local one and those of gateway endpoints.
	Routes []Route
	Doubts []Doubt
}

// Route sends what goes to a destination to a target.
type Route struct {
	At          Place
	Destination netip.Prefix
	// List is a prefix list's id in place of a destination.
	List string
	// Kind is the property that names the target, such as "NatGatewayId".
	Kind   string
	Target cfn.Value
}

// ACL is a network ACL: stateless, ordered. https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
type ACL struct {
	// Ref is empty for a VPC's default ACL.
	Ref     cfn.ResourceRef
	In, Out []Entry
	Doubts  []Doubt
}

// Entry is a rule of an ACL.
type Entry struct {
	At     Place
	Number int
	Allow  bool
	Match  traffic.Packets
}

// Group is a security group: stateful, its rules only allow.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
type Group struct {
	Ref cfn.ResourceRef
	VPC *VPC
	// Foreign groups are not made by the templates: Value is what names them, and they may be
	// any group at all, those of the templates too if it is open.
	Foreign bool
	Value   cfn.Value
	In, Out []Rule
	// Doubts are of rules that may be there too.
	Doubts []Doubt
	// WornBy may be incomplete by the WearDoubts.
	WornBy     []cfn.ResourceRef
	WearDoubts []Doubt
}

// Rule admits packets from or to a peer.
type Rule struct {
	At    Place
	Ports traffic.Ports
	// One of these is set.
	Prefix netip.Prefix
	Group  *Group
	List   string
}

// Interface is what wears security groups and has addresses: of a service's tasks, a
// load balancer, an endpoint or something else.
type Interface struct {
	Owner   cfn.ResourceRef
	Type    string
	Groups  []*Group
	Subnets []*Subnet
	// GroupsAt and SubnetsAt are where the owner names them.
	GroupsAt, SubnetsAt Place
	// GroupDoubts are of groups that it may wear too, Doubts of all else.
	GroupDoubts, Doubts []Doubt
}

// All are all doubts of an interface.
func (i *Interface) All() []Doubt { return slices.Concat(i.Doubts, i.GroupDoubts) }

// Endpoint is an AWS::EC2::VPCEndpoint.
type Endpoint struct {
	Ref      cfn.ResourceRef
	Resource *cfn.Resource
	VPC      *VPC
	// Service is the last part of an AWS service's name: "s3", "ecr.api". Region is where it is.
	Service, Region string
	// Gateway endpoints have Tables, interface endpoints the rest.
	Gateway    bool
	Tables     []*Table
	Interface  *Interface
	PrivateDNS bool
	Doubts     []Doubt
}

// Balancer is a load balancer that forwards to target groups.
type Balancer struct {
	Ref      cfn.ResourceRef
	Resource *cfn.Resource
	Type     string
	Public   bool
	// PublicKnown is false if the scheme is open.
	PublicKnown bool
	Interface   *Interface
	Listeners   []*Listener
	Doubts      []Doubt
}

// Listener is a port on which a load balancer takes connections.
type Listener struct {
	Ref      cfn.ResourceRef
	Resource *cfn.Resource
	Port     int
	Protocol string
	// Routes are the default action, whose Resource is the listener's, and the listener's rules.
	Routes []*ListenerRoute
	Doubts []Doubt
}

// ListenerRoute is what a listener does with requests that meet conditions.
type ListenerRoute struct {
	Ref      cfn.ResourceRef
	Resource *cfn.Resource
	Default  bool
	Priority int
	// Conditions that a request must all meet; the default action has none.
	Conditions cfn.List
	// OpenConditions tells that there may be more conditions.
	OpenConditions bool
	Actions        cfn.List
	// Rewrites tells whether it changes the path of requests.
	Rewrites bool
	// Targets that it forwards to.
	Targets []*TargetGroup
}

// TargetGroup is a set of targets.
type TargetGroup struct {
	Ref      cfn.ResourceRef
	Resource *cfn.Resource
	VPC      *VPC
	// Type is the kind of its targets, such as "ip"; empty if it is open.
	Type string
	// HealthPort is 0 for the port of the traffic.
	HealthPort int
	Doubts     []Doubt
}

// Service is an AWS::ECS::Service.
type Service struct {
	Ref       cfn.ResourceRef
	Resource  *cfn.Resource
	Region    string
	Interface *Interface
	// Task is the task definition, or nil if it is not in the templates.
	Task *Task
	// Links are how load balancers reach the tasks.
	Links []Link
	// LinkDoubts are of ways that cannot be followed; they are among the Doubts.
	LinkDoubts []Doubt
	// Public and Exec are AssignPublicIp and EnableExecuteCommand.
	Public, Exec     bool
	PublicAt, ExecAt Place
	ExecDoubts       []Doubt
	// Least is the fewest tasks that scaling leaves; LeastAt says where.
	Least       int
	LeastAt     Place
	LeastDoubts []Doubt
	Doubts      []Doubt
}

// Link joins a target group to a container's port.
type Link struct {
	At        Place
	Target    *TargetGroup
	Container string
	Port      int
}

// Task is an AWS::ECS::TaskDefinition.
type Task struct {
	Ref      cfn.ResourceRef
	Resource *cfn.Resource
	// Containers in order.
	Containers []Container
	// TaskRole and ExecutionRole are nil if there is none; a role of elsewhere is a doubt of the service.
	TaskRole, ExecutionRole *cfn.Resource
	Doubts                  []Doubt
}

// Container of a task.
type Container struct {
	At   Place
	Name string
	// Properties without open conditions.
	Properties cfn.Object
	// Ports that it listens on.
	Ports []int
}

// Balanced is a load balancer's way to a service.
type Balanced struct {
	Balancer *Balancer
	Service  *Service
	Link     Link
}

// Ways are all ways from load balancers to services.
func (t *Topology) Ways() []Balanced {
	var ways []Balanced
	for _, b := range t.Balancers {
		for _, s := range t.Services {
			for _, link := range s.Links {
				if b.forwardsTo(link.Target) {
					ways = append(ways, Balanced{b, s, link})
				}
			}
		}
	}
	return ways
}

func (b *Balancer) forwardsTo(target *TargetGroup) bool {
	if target == nil {
		return false
	}
	for _, l := range b.Listeners {
		for _, r := range l.Routes {
			for _, to := range r.Targets {
				if to == target {
					return true
				}
			}
		}
	}
	return false
}

// Name is the group for a person to read.
func (g *Group) Name() string {
	if g.Foreign {
		return "group " + cfn.Show(g.Value)
	}
	return g.Ref.String()
}
