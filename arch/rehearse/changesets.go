package rehearse

import (
	"fmt"
	"slices"
	"strings"
)

// find is the stack of a name, or of an id, that is there.
func (a *account) find(region, name string) *stack {
	for i := len(a.Stacks) - 1; i >= 0; i-- {
		s := a.Stacks[i]
		if s.Region == region && (s.ID == name || s.Name == name && s.Status != "DELETE_COMPLETE") {
			return s
		}
	}
	return nil
}

// stack finds the stack of a request, and lets it go on.
func (s *Server) stack(in request) (*stack, error) {
	name := in.Get("StackName")
	st := s.account.find(in.region, name)
	if st == nil {
		return nil, refused("Stack with id %s does not exist", name)
	}
	return st, s.advance(st, s.options.Steps)
}

// createChangeSet: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
func (s *Server) createChangeSet(in request) (any, error) {
	a, name, kind := s.account, in.Get("StackName"), in.Get("ChangeSetType")
	if kind == "" {
		kind = "UPDATE"
	}
	st := a.find(in.region, name)
	body, stored := in.Get("TemplateBody"), false
	if url := in.Get("TemplateURL"); url != "" {
		if body, stored = s.kept[url]; !stored {
			return nil, refused("S3 error: Access Denied: the rehearsal has no template at %s: it keeps those that Server.Put was given", url)
		}
	}
	switch {
	case kind != "CREATE" && kind != "UPDATE":
		return nil, refused("the rehearsal makes change sets of type CREATE and UPDATE, not %s", kind)
	case body == "" && in.Get("UsePreviousTemplate") != "true":
		return nil, refused("Either Template URL or Template Body must be specified.")
	case !stored && len(body) > 51200:
		return nil, refused("1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200")
	case kind == "UPDATE" && st == nil:
		return nil, refused("Stack [%s] does not exist", name)
	case kind == "CREATE" && st != nil && st.Status != "REVIEW_IN_PROGRESS":
		return nil, refused("Stack [%s] already exists and cannot be created again with the changeSet [%s].", name, in.Get("ChangeSetName"))
	case st != nil && st.Operation != nil || st != nil && strings.HasSuffix(st.Status, "_FAILED") && st.Status != "UPDATE_FAILED" || st != nil && st.Status == "ROLLBACK_COMPLETE":
		return nil, refused("Stack:%s is in %s state and can not be updated.", st.ID, st.Status)
	}
	if st == nil {
		id := a.tick()
		st = &stack{Name: name, Region: in.region, Status: "REVIEW_IN_PROGRESS", Created: id, Parameters: map[string]string{}}
		st.ID = fmt.Sprintf("arn:%s:cloudformation:%s:%s:stack/%s/%s", partition(in.region), in.region, a.ID, name, uuid(a.ID, in.region, name, fmt.Sprint(id)))
		a.Stacks = append(a.Stacks, st)
		s.event(st, name, "AWS::CloudFormation::Stack", st.ID, st.Status, "User Initiated")
	}
	if slices.ContainsFunc(st.ChangeSets, func(c *changeSet) bool { return c.Name == in.Get("ChangeSetName") }) {
		return nil, fault{"AlreadyExistsException", fmt.Sprintf("ChangeSet %s cannot be created due to a mismatch with existing attribute: it is there already", in.Get("ChangeSetName"))}
	}
	c := &changeSet{
		Name: in.Get("ChangeSetName"), Kind: kind, Status: "CREATE_COMPLETE", Execution: "AVAILABLE", OnFailure: in.Get("OnStackFailure"),
		Template: body, Parameters: map[string]string{}, Capabilities: in.list("Capabilities", ""), Created: a.tick(),
	}
	c.ID = fmt.Sprintf("arn:%s:cloudformation:%s:%s:changeSet/%s/%s", partition(in.region), in.region, a.ID, c.Name, uuid(st.ID, c.Name, fmt.Sprint(c.Created)))
	if c.OnFailure == "" {
		c.OnFailure = "ROLLBACK"
	}
	if c.Template == "" {
		c.Template = st.Template
	}
	keys, vals, previous := in.list("Parameters", "ParameterKey"), in.list("Parameters", "ParameterValue"), in.list("Parameters", "UsePreviousValue")
	for i, key := range keys {
		switch {
		case i < len(previous) && previous[i] == "true":
			c.Parameters[key] = st.Parameters[key]
		case i < len(vals):
			c.Parameters[key] = vals[i]
		}
	}
	tagValues := in.list("Tags", "Value")
	for i, key := range in.list("Tags", "Key") {
		if i < len(tagValues) {
			c.Tags = append(c.Tags, tag{key, tagValues[i]})
		}
	}
	st.ChangeSets = append(st.ChangeSets, c)
	if err := s.settleChangeSet(st, c); err != nil {
		return nil, err
	}
	return []field{{"Id", c.ID}, {"StackId", st.ID}}, s.account.save()
}

// settleChangeSet works out what a change set does. What is wrong with its template is told
// in its status, and as events.
func (s *Server) settleChangeSet(st *stack, c *changeSet) error {
	failed := func(reason string) {
		c.Status, c.Execution, c.Reason = "FAILED", "UNAVAILABLE", reason
	}
	d, err := s.account.want(st, c.Template, c.Parameters)
	if err != nil {
		failed(err.Error())
		return nil
	}
	if need := capability(d); need != "" && !slices.Contains(c.Capabilities, need) && !(need == "CAPABILITY_IAM" && slices.Contains(c.Capabilities, "CAPABILITY_NAMED_IAM")) {
		st.ChangeSets = slices.DeleteFunc(st.ChangeSets, func(other *changeSet) bool { return other == c })
		return fault{"InsufficientCapabilitiesException", "Requires capabilities : [" + need + "]"}
	}
	if c.Invalid = d.validate(); len(c.Invalid) > 0 {
		failed("The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.")
		return nil
	}
	if c.Changes, err = s.account.changes(st, d, c.Tags); err != nil {
		failed(err.Error())
		return nil
	}
	if len(c.Changes) == 0 && c.Kind == "UPDATE" && st.outputsStay(s.account, d) {
		failed("The submitted information didn't contain changes. Submit different information to create a change set.")
	}
	return nil
}

// outputsStay tells whether the outputs of a stack of which no resource changes stay too.
func (s *stack) outputsStay(a *account, d *desired) bool {
	v := values{a, s, d.world, func(id, attribute string) (any, error) { return a.attribute(s.resource(id), attribute) }}
	n := 0
	for _, o := range d.stack.Outputs {
		if !d.world.Holds(o.Exists) {
			continue
		}
		n++
		value, err := v.of(o.Value)
		if err != nil || !slices.ContainsFunc(s.Outputs, func(old output) bool { return old.Key == o.Name && old.Value == show(value) }) {
			return false
		}
	}
	return n == len(s.Outputs)
}

// capability is what the template's IAM resources ask for.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html
func capability(d *desired) string {
	need := ""
	for _, r := range d.order {
		if !strings.HasPrefix(r.Type, "AWS::IAM::") {
			continue
		}
		need = "CAPABILITY_IAM"
		for _, name := range []string{"RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName"} {
			if !missing(d.world.Value(r.Property(name))) {
				return "CAPABILITY_NAMED_IAM"
			}
		}
	}
	return need
}

func (s *Server) changeSet(in request) (*stack, *changeSet, error) {
	name := in.Get("ChangeSetName")
	for _, st := range s.account.Stacks {
		for _, c := range st.ChangeSets {
			if st.Region == in.region && (c.ID == name || c.Name == name && (in.Get("StackName") == st.Name || in.Get("StackName") == st.ID)) {
				return st, c, nil
			}
		}
	}
	return nil, nil, fault{"ChangeSetNotFound", fmt.Sprintf("ChangeSet [%s] does not exist", name)}
}

func (s *Server) deleteChangeSet(in request) (any, error) {
	st, c, err := s.changeSet(in)
	if err != nil {
		return nil, err
	}
	st.ChangeSets = slices.DeleteFunc(st.ChangeSets, func(other *changeSet) bool { return other == c })
	return nil, s.account.save()
}

// executeChangeSet begins; the work is done as it is looked at.
func (s *Server) executeChangeSet(in request) (any, error) {
	st, c, err := s.changeSet(in)
	switch {
	case err != nil:
		return nil, err
	case c.Execution != "AVAILABLE":
		return nil, fault{"InvalidChangeSetStatus", fmt.Sprintf("ChangeSet [%s] cannot be executed in its current status of [%s]", c.ID, c.Status)}
	case st.Operation != nil:
		return nil, fault{"InvalidChangeSetStatus", fmt.Sprintf("Stack [%s] is in %s state", st.Name, st.Status)}
	}
	op := &operation{Kind: c.Kind, Phase: forward, OnFailure: c.OnFailure, Token: in.Get("ClientRequestToken"), Retagged: !slices.Equal(st.Tags, c.Tags)}
	if in.Get("DisableRollback") == "true" {
		op.OnFailure = "DO_NOTHING"
	}
	if c.Kind == "UPDATE" {
		op.Before = st.snapshot()
		st.Updated = s.account.tick()
	}
	st.Template, st.Parameters, st.Tags, st.Capabilities = c.Template, c.Parameters, c.Tags, c.Capabilities
	st.ChangeSets = nil // the others are of a stack that is no more
	st.Operation, st.want = op, nil
	s.status(st, c.Kind+"_IN_PROGRESS", "User Initiated")
	return nil, s.account.save()
}
