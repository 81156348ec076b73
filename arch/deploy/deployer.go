package deploy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// OnFailure says what becomes of a stack when a resource fails.
type OnFailure string

// What can become of it.
const (
	// Rollback puts everything back as it was, or deletes what was made of a new stack. The default.
	Rollback OnFailure = "ROLLBACK"
	// DoNothing leaves everything as it is, to look at.
	DoNothing OnFailure = "DO_NOTHING"
)

// Deployer deploys. Only Clients must be set.
type Deployer struct {
	// Clients gives the client of a Region, see [Clients].
	Clients func(region string) CloudFormation
	// Parameters are values of parameters, by name, for every stack that has them.
	Parameters map[string]string
	// Templates keeps templates that are longer than MaxInline. Default none: they are refused, and why is said.
	Templates TemplateStore
	// OnFailure says what becomes of a stack when a resource fails. Default Rollback.
	OnFailure OnFailure
	// Replace allows changes that lose data or addresses, see [Plan.Stateful].
	Replace bool
	// Recreate allows a stack whose creation was rolled back, and that is empty, to be deleted and made anew.
	Recreate bool
	// Confirm is asked before anything is changed. An error, such as ErrDeclined, ends it. Default no question.
	Confirm func(Plan) error
	// Report hears every event, in order, from one goroutine. Default nobody.
	Report func(Event)
	// Poll is how long to wait between two looks at a stack that is worked on. Default 3 s.
	Poll time.Duration
	// Wait sleeps, or returns an error when the context ends. Default a timer; tests have none.
	Wait func(context.Context, time.Duration) error
}

// Result is what a deployment has done.
type Result struct {
	Stacks []StackResult `json:"stacks"`
}

// StackResult is what became of one stack.
type StackResult struct {
	Name   string `json:"name"`
	Region string `json:"region"`
	// Action is Create, Update, Keep or Delete.
	Action Action `json:"action"`
	// Outputs in the order of their names.
	Outputs []Output `json:"outputs,omitempty"`
	// Left are resources that outlive the stack.
	Left []Left `json:"left,omitempty"`
}

// Left is a resource that outlives its stack.
type Left struct {
	LogicalID  string `json:"logicalId"`
	Type       string `json:"type"`
	PhysicalID string `json:"physicalId"`
}

// Output is one output of a stack.
type Output struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Changed is whether anything was done.
func (r Result) Changed() bool {
	return slices.ContainsFunc(r.Stacks, func(s StackResult) bool { return s.Action != Keep })
}

// Plan works out what Deploy would do, and leaves nothing behind. It reads what is there
// and makes change sets, which it deletes again.
func (d Deployer) Plan(ctx context.Context, a Assembly) (Plan, error) {
	r := d.run(ctx)
	plan, err := r.plan(a)
	if discarded := r.discard(plan); err == nil {
		err = discarded
	}
	return plan, err
}

// Deploy brings every stack to what the assembly says, one after the other. It stops at the
// first that fails, with a [*Failure]. Killed at any moment and called again, it goes on.
func (d Deployer) Deploy(ctx context.Context, a Assembly) (Result, error) {
	r := d.run(ctx)
	plan, err := r.plan(a)
	if err != nil {
		return Result{}, errors.Join(err, r.discard(plan))
	}
	if lost := plan.Stateful(); len(lost) > 0 && !d.Replace {
		var names []string
		for _, c := range lost {
			names = append(names, fmt.Sprintf("\n  %s (%s): %s", c.LogicalID, c.Type, c.Action))
		}
		err := fmt.Errorf("deploy: %w, and lose what they hold:%s\n  hint: keep them as they are, or allow it (Replace, -yes-replace)", ErrReplaces, strings.Join(names, ""))
		return Result{}, errors.Join(err, r.discard(plan))
	}
	if d.Confirm != nil && !plan.Empty() {
		if err := d.Confirm(plan); err != nil {
			return Result{}, errors.Join(err, r.discard(plan))
		}
	}
	var result Result
	changed := map[string]bool{}
	for i, s := range a.Stacks {
		p := plan.Stacks[i]
		stale := p.Open || slices.ContainsFunc(append(s.Reads, s.DependsOn...), func(name string) bool { return changed[name] })
		done, err := r.deploy(s, p, stale)
		result.Stacks = append(result.Stacks, done)
		if err != nil {
			return result, err
		}
		changed[s.Name] = done.Action != Keep
	}
	return result, nil
}

// run is one call of a deployer.
type run struct {
	Deployer
	ctx context.Context
}

func (d Deployer) run(ctx context.Context) *run {
	if d.OnFailure == "" {
		d.OnFailure = Rollback
	}
	if d.Report == nil {
		d.Report = func(Event) {}
	}
	if d.Poll == 0 {
		d.Poll = 3 * time.Second
	}
	if d.Wait == nil {
		d.Wait = sleep
	}
	return &run{d, ctx}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
