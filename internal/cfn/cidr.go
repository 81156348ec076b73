package cfn

import (
	"fmt"
	"math/big"
	"net/netip"
)

// cidr is Fn::Cidr.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
func (s scope) cidr(n *Node) Value {
	nodes := s.arguments(n, 2, 3)
	if nodes == nil {
		return s.atom(FromFailure)
	}
	args := make([]Value, len(nodes))
	for i, a := range nodes {
		args[i] = s.item(i).eval(a)
	}
	args[0] = each(args[0], s.echo)
	return s.apply("Fn::Cidr", args, func(s scope, args []Value) Value {
		count, counted := AsInt(args[1])
		bits, hasBits := 0, true
		if len(args) == 3 {
			bits, hasBits = AsInt(args[2])
		}
		if !counted && !isOpen(args[1]) || !hasBits && !isOpen(args[2]) {
			return s.fail(n, "Fn::Cidr wants numbers after the block")
		}
		if counted && (count < 1 || count > 256) {
			return s.fail(n, "Fn::Cidr makes 1 to 256 blocks, not %d", count)
		}
		text, known := args[0].(String)
		// The page does not say what a block gets without the third argument.
		if !known && isOpen(args[0]) || !counted || !hasBits || len(args) == 2 {
			return s.openBlocks(count, counted, args)
		}
		block, err := netip.ParsePrefix(string(text))
		if err != nil || !known {
			return s.fail(nodes[0], "%s is no address block", Show(args[0]))
		}
		if block != block.Masked() {
			// Whether CloudFormation masks it or refuses it is not documented.
			return s.openBlocks(count, true, args)
		}
		blocks, err := divide(block, count, bits)
		if err != nil {
			return s.fail(n, "%v", err)
		}
		list := make(List, count)
		for i, b := range blocks {
			list[i] = String(b.String())
		}
		return list
	})
}

// openBlocks is a list of open blocks, or one open list if not even their number is known.
func (s scope) openBlocks(count int, counted bool, args []Value) Value {
	if !counted {
		return s.open("Fn::Cidr", args...)
	}
	name := call("Fn::Cidr", args...)
	list := make(List, count)
	for i := range list {
		list[i] = Atom{Origin: FromCall, Stack: s.stack.ID, Name: name, Index: i}
	}
	return list
}

// divide gives the first count blocks with that many host bits inside a block.
func divide(block netip.Prefix, count, hostBits int) ([]netip.Prefix, error) {
	length := block.Addr().BitLen() - hostBits
	if hostBits < 0 || length < block.Bits() {
		return nil, fmt.Errorf("a block of %d host bits does not fit into %s", hostBits, block)
	}
	if free := length - block.Bits(); free < 9 && count > 1<<free {
		return nil, fmt.Errorf("%d blocks of /%d do not fit into %s", count, length, block)
	}
	blocks := make([]netip.Prefix, count)
	first := new(big.Int).SetBytes(block.Addr().AsSlice())
	for i := range blocks {
		at := new(big.Int).Lsh(big.NewInt(int64(i)), uint(hostBits))
		bytes := at.Add(at, first).FillBytes(make([]byte, block.Addr().BitLen()/8))
		address, _ := netip.AddrFromSlice(bytes)
		blocks[i] = netip.PrefixFrom(address, length)
	}
	return blocks, nil
}

// echo is the block that a template gives a VPC, for Fn::GetAtt Vpc.CidrBlock: the
// attribute always is the property, unless a pool allocates it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
func (s scope) echo(v Value) Value {
	ref, ok := v.(ResourceRef)
	if !ok || ref.Attribute != "CidrBlock" {
		return v
	}
	if known, done := s.run.properties[ref]; done {
		return known
	}
	stack := s.run.model.stacks[ref.Stack]
	d := stack.Template.Resources[stack.at.resources[ref.LogicalID]]
	property := d.Properties.Get("CidrBlock")
	id := ref.String()
	if d.Type != "AWS::EC2::VPC" || property == nil || !s.run.enter(id) {
		return v
	}
	defer s.run.leave(id)
	at := scope{run: s.run, stack: stack, guarded: s.guarded}.down("Resources").down(ref.LogicalID).down("Properties").down("CidrBlock")
	block := at.eval(property)
	if block == Value(Missing{}) {
		block = v
	}
	s.run.properties[ref] = block
	return block
}
