package cfn

import "slices"

// exportIndex finds exports by their environment and name.
type exportIndex struct {
	byName map[string][]export
	ready  bool
}

type export struct {
	stack *Stack
	name  string
}

// environment names the account and Region of a stack; two stacks that leave one
// open share it, which is an assumption.
func (s *Stack) environment() string { return s.Account + "/" + s.Region }

// exported returns the index of all exports. It is not ready while the names of
// exports are being evaluated, which may import in their turn.
func (r *run) exported() *exportIndex {
	if r.exports != nil {
		return r.exports
	}
	r.exports = &exportIndex{byName: map[string][]export{}}
	for _, s := range r.model.Stacks {
		for _, d := range s.Template.Outputs {
			if d.Export == nil {
				continue
			}
			at := scope{run: r, stack: s}.down("Outputs").down(d.Name).down("Export").down("Name")
			if at.named(d.Condition, d.Value) == never {
				continue
			}
			id := s.environment() + "|" + key(at.eval(d.Export))
			if same := r.exports.byName[id]; len(same) > 0 {
				at.wrong(d.Export, "%s exports the same name", same[0].stack.ID+"/Outputs."+same[0].name)
			}
			r.exports.byName[id] = append(r.exports.byName[id], export{s, d.Name})
		}
	}
	r.exports.ready = true
	return r.exports
}

// importValue is Fn::ImportValue.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
func (s scope) importValue(n *Node) Value {
	return s.apply("Fn::ImportValue", []Value{s.eval(n)}, func(s scope, v []Value) Value {
		name, ok := asText(v[0])
		if !ok {
			return s.fail(n, "Fn::ImportValue wants the name of an export")
		}
		outside := Atom{Origin: FromOutside, Name: call("Fn::ImportValue", String(s.stack.environment()), name)}
		index := s.run.exported()
		found := index.byName[s.stack.environment()+"|"+key(name)]
		if !index.ready || len(found) == 0 {
			s.unknown(OutsideStack, n, "no given stack exports %s", Show(name))
			return outside
		}
		return s.outputOf(found[0].stack, found[0].name, n, outside)
	})
}

// getStackOutput is Fn::GetStackOutput.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
func (s scope) getStackOutput(n *Node) Value {
	if n.Kind != MapNode || n.Get("StackName") == nil || n.Get("OutputName") == nil {
		return s.wrong(n, "wants a map with StackName and OutputName")
	}
	args := []Value{s.down("StackName").eval(n.Get("StackName")), s.down("OutputName").eval(n.Get("OutputName")),
		s.optional("Region", n.Get("Region")), s.optional("RoleArn", n.Get("RoleArn"))}
	return s.apply("Fn::GetStackOutput", args, func(s scope, args []Value) Value {
		if args[2] == Value(Missing{}) {
			args[2] = s.stack.region()
		}
		account := roleAccount(args[3], s.stack.account())
		// Two stacks may read it at two times.
		outside := Atom{Origin: FromOutside, Stack: s.stack.ID, Name: call("Fn::GetStackOutput", args[0], args[1], args[2], account)}
		output, known := args[1].(String)
		for _, other := range s.run.model.Stacks {
			if Same(args[0], String(other.Name)) && Same(args[2], other.region()) && Same(account, other.account()) && known {
				s.assume(WeakReference, n, "the output %s of %s is as the template says now", output, other.ID)
				return s.outputOf(other, string(output), n, outside)
			}
		}
		s.unknown(OutsideStack, n, "the stack %s in %s is not given", Show(args[0]), Show(args[2]))
		return outside
	})
}

// roleAccount is the account of the role that reads another stack, or own without a role.
func roleAccount(role, own Value) Value {
	if role == Value(Missing{}) {
		return own
	}
	if list, ok := (&Model{}).splitText("", ":", role); ok && len(list) == 6 {
		return list[4]
	}
	return Missing{}
}

// outputOf is the value of an output of a given stack.
func (s scope) outputOf(other *Stack, name string, n *Node, outside Value) Value {
	id := other.ID + "/Outputs." + name
	if s.run.busy[id] {
		return s.wrong(n, "an output needs itself: %s", s.run.cycle(id))
	}
	o := s.run.output(other, name)
	if o == nil {
		if other.expands() {
			return outside
		}
		return s.fail(n, "the stack %s has no output %s", other.ID, name)
	}
	s.run.uses(s.stack, other)
	if o.Exists != always {
		s.assume(MayFail, n, "the output %s of %s exists only under its condition", name, other.ID)
	}
	return choose(o.Exists, o.Value, outside)
}

// uses remembers that a stack needs another.
func (r *run) uses(user, used *Stack) {
	if user != used && !slices.Contains(user.Needs, used.ID) {
		user.Needs = append(user.Needs, used.ID)
	}
}
