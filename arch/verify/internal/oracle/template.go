package oracle

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/netip"
	"strconv"
)

// Region is where the stack of a Template belongs: its prefix lists and its
// image are of there.
const Region = "eu-west-1"

// https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
var listIDs = map[string]string{S3List: "pl-6da54004", CloudFrontList: "pl-4fa04526"}

// Template is a CloudFormation template, in JSON, that means the network and
// nothing else that the judgements look at.
func Template(n Network) []byte {
	w := &writer{Rand: rand.New(rand.NewPCG(n.Seed, 0)), n: n, resources: object{}}
	w.style, w.derive = w.IntN(4), w.IntN(3) == 0
	w.vpc()
	w.tables()
	w.gateway()
	w.acls()
	w.groups()
	for _, k := range w.sets(Other) {
		w.add(w.id("Interface", 0), "EC2::NetworkInterface", object{"SubnetId": w.subnet(k.subnets[0]), "GroupSet": w.groupIDs(k.groups)})
	}
	w.endpoints()
	w.balancer()
	w.service()
	text, err := json.MarshalIndent(object{"AWSTemplateFormatVersion": "2010-09-09", "Resources": w.resources}, "", " ")
	if err != nil {
		panic(err)
	}
	return text
}

type (
	object = map[string]any
	list   = []any
)

// writer writes a template; the random numbers decide between spellings that
// mean the same.
type writer struct {
	*rand.Rand
	n         Network
	resources object
	style     int  // of logical ids
	derive    bool // ranges from that of the VPC
}

func (w *writer) add(id, kind string, properties object, dependsOn ...string) {
	r := object{"Type": "AWS::" + kind, "Properties": properties}
	if len(properties) == 0 {
		delete(r, "Properties")
	}
	switch len(dependsOn) {
	case 0:
	case 1:
		r["DependsOn"] = dependsOn[0]
	default:
		r["DependsOn"] = dependsOn
	}
	w.resources[id] = r
}

// id is the logical id of the i-th resource of its sort: telling or not, and
// in one order or another.
func (w *writer) id(sort string, i int) string {
	name := fmt.Sprintf("%s%d", sort, i)
	hash := fnv.New32a()
	fmt.Fprint(hash, w.n.Seed, name)
	switch w.style {
	case 1:
		return fmt.Sprintf("%s%08X", name, hash.Sum32())
	case 2:
		return fmt.Sprintf("R%08x%s", hash.Sum32(), name)
	case 3:
		return fmt.Sprintf("%d%s", 9-i%10, name)
	}
	return name
}

func (w *writer) flip() bool { return w.IntN(2) == 0 }

// pick is one of the spellings.
func (w *writer) pick(spellings ...any) any { return spellings[w.IntN(len(spellings))] }

func (w *writer) number(n int) any { return w.pick(n, strconv.Itoa(n)) }

func (w *writer) yes() any { return w.pick(true, "true") }

func ref(id string) object { return object{"Ref": id} }

func att(id, name string) object { return object{"Fn::GetAtt": list{id, name}} }

func (w *writer) vpcID() any {
	id := w.id("Vpc", 0)
	return w.pick(ref(id), att(id, "VpcId"))
}

func (w *writer) subnet(i int) any {
	id := w.id("Subnet", i)
	return w.pick(ref(id), att(id, "SubnetId"))
}

func (w *writer) table(i int) any {
	id := w.id("Table", i)
	return w.pick(ref(id), att(id, "RouteTableId"))
}

func (w *writer) group(i int) any {
	id := w.id("Group", i)
	return w.pick(ref(id), att(id, "GroupId"))
}

func (w *writer) cidr(p netip.Prefix) any {
	if p == w.n.VPC && w.derive {
		return att(w.id("Vpc", 0), "CidrBlock")
	}
	return p.String()
}

// each writes the items in any order.
func (w *writer) each(items []int, write func(int) any) list {
	all := list{}
	for _, i := range w.Perm(len(items)) {
		all = append(all, write(items[i]))
	}
	return all
}

func (w *writer) subnetIDs(subnets []int) list { return w.each(subnets, w.subnet) }

func (w *writer) groupIDs(groups []int) list { return w.each(groups, w.group) }

// set is all interfaces of one name.
type set struct {
	name, service   string
	subnets, groups []int
}

func (w *writer) sets(kind string) []set {
	var all []set
	for _, i := range w.n.kind(kind) {
		if len(all) == 0 || all[len(all)-1].name != i.Name {
			all = append(all, set{name: i.Name, service: i.Service, groups: i.Groups})
		}
		last := &all[len(all)-1]
		last.subnets = append(last.subnets, i.Subnet)
	}
	return all
}

func (w *writer) vpc() {
	w.add(w.id("Vpc", 0), "EC2::VPC", object{"CidrBlock": w.n.VPC.String(), "EnableDnsSupport": w.yes(), "EnableDnsHostnames": w.yes()})
	for i, s := range w.n.Subnets {
		zones := object{"Fn::GetAZs": w.pick("", ref("AWS::Region"))}
		properties := object{"VpcId": w.vpcID(), "CidrBlock": s.Prefix.String(), "AvailabilityZone": object{"Fn::Select": list{w.number(s.Zone), zones}}}
		if w.derive {
			properties["CidrBlock"] = w.cut(s.Prefix)
		}
		w.add(w.id("Subnet", i), "EC2::Subnet", properties)
	}
}

// cut computes the range of a subnet from that of the VPC.
func (w *writer) cut(subnet netip.Prefix) any {
	slots := 1 << (subnet.Bits() - w.n.VPC.Bits())
	for i := range slots {
		if part(w.n.VPC, subnet.Bits(), i) == subnet {
			cidrs := object{"Fn::Cidr": list{att(w.id("Vpc", 0), "CidrBlock"), slots, 32 - subnet.Bits()}}
			return object{"Fn::Select": list{i, cidrs}}
		}
	}
	return subnet.String()
}
