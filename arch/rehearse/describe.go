package rehearse

import (
	"slices"
	"strings"
)

// The results are written as generic trees: the names are those of the API, in its order.
type field struct {
	name  string
	value any // text, []field, or list
}

type list []any

func texts(all []string) list {
	var out list
	for _, s := range all {
		out = append(out, s)
	}
	return out
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// describeStacks: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
func (s *Server) describeStacks(in request) (any, error) {
	var all []*stack
	if in.Get("StackName") != "" {
		st, err := s.stack(in)
		if err != nil {
			return nil, err
		}
		all = append(all, st)
	} else {
		for _, st := range s.account.Stacks {
			if st.Region == in.region && st.Status != "DELETE_COMPLETE" {
				if err := s.advance(st, s.options.Steps); err != nil {
					return nil, err
				}
				all = append(all, st)
			}
		}
	}
	part, next := page(in, all, 100)
	var out list
	for _, st := range part {
		var parameters, tags, outputs list
		for _, key := range sorted(st.Parameters) {
			parameters = append(parameters, []field{{"ParameterKey", key}, {"ParameterValue", st.Parameters[key]}})
		}
		for _, t := range st.Tags {
			tags = append(tags, []field{{"Key", t.Key}, {"Value", t.Value}})
		}
		for _, o := range st.Outputs {
			f := []field{{"OutputKey", o.Key}, {"OutputValue", o.Value}}
			if o.Export != "" {
				f = append(f, field{"ExportName", o.Export})
			}
			outputs = append(outputs, f)
		}
		f := []field{{"StackId", st.ID}, {"StackName", st.Name}, {"StackStatus", st.Status}, {"StackStatusReason", st.Reason}, {"CreationTime", at(st.Created)}}
		if st.Updated > 0 {
			f = append(f, field{"LastUpdatedTime", at(st.Updated)})
		}
		out = append(out, append(f, field{"Parameters", parameters}, field{"Tags", tags}, field{"Outputs", outputs},
			field{"Capabilities", texts(st.Capabilities)}, field{"EnableTerminationProtection", yes(st.Protected)}))
	}
	return []field{{"Stacks", out}, {"NextToken", next}}, nil
}

// describeStackEvents gives the newest first, a hundred a page.
func (s *Server) describeStackEvents(in request) (any, error) {
	st, err := s.stack(in)
	if err != nil {
		return nil, err
	}
	newest := slices.Clone(st.Events)
	slices.Reverse(newest)
	part, next := page(in, newest, 100)
	var out list
	for _, e := range part {
		out = append(out, []field{
			{"EventId", uuid(st.ID, at(e.ID))}, {"StackId", st.ID}, {"StackName", st.Name}, {"LogicalResourceId", e.LogicalID}, {"PhysicalResourceId", e.PhysicalID},
			{"ResourceType", e.Type}, {"ResourceStatus", e.Status}, {"ResourceStatusReason", e.Reason}, {"ClientRequestToken", e.Token}, {"Timestamp", at(e.Time)},
		})
	}
	return []field{{"StackEvents", out}, {"NextToken", next}}, nil
}

// describeEvents tells what the validation of a change set found.
func (s *Server) describeEvents(in request) (any, error) {
	st, c, err := s.changeSet(in)
	if err != nil {
		return nil, err
	}
	var out list
	for i, v := range c.Invalid {
		out = append(out, []field{
			{"EventId", uuid(c.ID, at(i))}, {"StackId", st.ID}, {"EventType", "VALIDATION_ERROR"}, {"LogicalResourceId", v.LogicalID}, {"ResourceType", v.Type},
			{"ValidationName", "PROPERTY_VALIDATION"}, {"ValidationStatus", "FAILED"}, {"ValidationFailureMode", "FAIL"}, {"ValidationPath", v.Path}, {"ValidationStatusReason", v.Reason}, {"Timestamp", at(c.Created)},
		})
	}
	return []field{{"OperationEvents", out}}, nil
}

// describeChangeSet: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html
func (s *Server) describeChangeSet(in request) (any, error) {
	st, c, err := s.changeSet(in)
	if err != nil {
		return nil, err
	}
	part, next := page(in, c.Changes, 50)
	var out list
	for _, ch := range part {
		var details list
		for _, d := range ch.Details {
			target := []field{{"Attribute", d.Attribute}, {"Name", d.Name}, {"RequiresRecreation", d.Recreation}, {"BeforeValue", d.Before}, {"AfterValue", d.After}}
			details = append(details, []field{{"Target", target}, {"Evaluation", d.Evaluation}, {"ChangeSource", "DirectModification"}})
		}
		f := []field{{"Action", ch.Action}, {"LogicalResourceId", ch.LogicalID}, {"PhysicalResourceId", ch.PhysicalID}, {"ResourceType", ch.Type}}
		if ch.Replacement != "" {
			f = append(f, field{"Replacement", ch.Replacement})
		}
		f = append(f, field{"Scope", texts(ch.Scope)}, field{"Details", details})
		out = append(out, []field{{"Type", "Resource"}, {"ResourceChange", f}})
	}
	return []field{
		{"ChangeSetId", c.ID}, {"ChangeSetName", c.Name}, {"StackId", st.ID}, {"StackName", st.Name}, {"Status", c.Status}, {"ExecutionStatus", c.Execution},
		{"StatusReason", c.Reason}, {"OnStackFailure", c.OnFailure}, {"CreationTime", at(c.Created)}, {"Capabilities", texts(c.Capabilities)}, {"Changes", out}, {"NextToken", next},
	}, nil
}

func (s *Server) listChangeSets(in request) (any, error) {
	st := s.account.find(in.region, in.Get("StackName"))
	if st == nil {
		return nil, refused("Stack [%s] does not exist", in.Get("StackName"))
	}
	var out list
	for _, c := range st.ChangeSets {
		out = append(out, []field{{"ChangeSetId", c.ID}, {"ChangeSetName", c.Name}, {"StackId", st.ID}, {"StackName", st.Name}, {"Status", c.Status}, {"ExecutionStatus", c.Execution}, {"CreationTime", at(c.Created)}})
	}
	return []field{{"Summaries", out}}, nil
}

func (s *Server) describeStackResources(in request) (any, error) {
	st, err := s.stack(in)
	if err != nil {
		return nil, err
	}
	return []field{{"StackResources", st.listed()}}, nil
}

func (s *Server) listStackResources(in request) (any, error) {
	st, err := s.stack(in)
	if err != nil {
		return nil, err
	}
	part, next := page(in, st.listed(), 100)
	return []field{{"StackResourceSummaries", list(part)}, {"NextToken", next}}, nil
}

func (s *stack) listed() list {
	var out list
	for _, r := range s.Resources {
		out = append(out, []field{
			{"StackId", s.ID}, {"StackName", s.Name}, {"LogicalResourceId", r.LogicalID}, {"PhysicalResourceId", r.PhysicalID}, {"ResourceType", r.Type},
			{"ResourceStatus", r.Status}, {"LastUpdatedTimestamp", at(s.Created)}, {"Timestamp", at(s.Created)},
		})
	}
	return out
}

func (s *Server) getTemplate(in request) (any, error) {
	st, err := s.stack(in)
	if err != nil {
		return nil, err
	}
	return []field{{"TemplateBody", st.Template}}, nil
}

func (s *Server) listExports(in request) (any, error) {
	var out list
	for _, st := range s.account.Stacks {
		for _, o := range st.Outputs {
			if st.Region == in.region && o.Export != "" {
				out = append(out, []field{{"ExportingStackId", st.ID}, {"Name", o.Export}, {"Value", o.Value}})
			}
		}
	}
	return []field{{"Exports", out}}, nil
}

// write writes a tree as XML; empty texts are left out.
func write(out *strings.Builder, v any) {
	switch v := v.(type) {
	case string:
		out.WriteString(escape(v))
	case []field:
		for _, f := range v {
			if f.value == "" {
				continue
			}
			out.WriteString("<" + f.name + ">")
			write(out, f.value)
			out.WriteString("</" + f.name + ">")
		}
	case list:
		for _, item := range v {
			out.WriteString("<member>")
			write(out, item)
			out.WriteString("</member>")
		}
	}
}

func sorted(m map[string]string) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
