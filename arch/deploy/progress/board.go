package progress

import (
	"slices"
	"strings"
	"time"

	"github.com/archblocks/archblocks/arch/deploy"
)

// board is what is known so far.
type board struct {
	stacks []*stack
}

type stack struct {
	name, region   string
	action         deploy.Action
	total, done    int
	begun, ended   time.Time
	status, reason string
	// open are the resources that are worked on, in the order of their beginning.
	open     []*work
	failures []deploy.Event
	slowest  work
	said     int // how many were done when lines were last written
}

type work struct {
	id, kind string
	begun    time.Time
	took     time.Duration
}

// take adds an event, and returns its stack; nil for a note about the whole.
func (b *board) take(e deploy.Event, now time.Time) *stack {
	if e.Stack == "" {
		return nil
	}
	i := slices.IndexFunc(b.stacks, func(s *stack) bool { return s.name == e.Stack && s.region == e.Region })
	if i < 0 {
		if e.Kind == deploy.Noted {
			return nil
		}
		b.stacks = append(b.stacks, &stack{name: e.Stack, region: e.Region, begun: now, action: deploy.Update})
		i = len(b.stacks) - 1
	}
	s := b.stacks[i]
	switch e.Kind {
	case deploy.StackStarted:
		*s = stack{name: e.Stack, region: e.Region, begun: now, action: e.Action, total: e.Total}
	case deploy.StackFinished:
		s.ended, s.status, s.reason, s.open = now, e.Status, e.Reason, nil
	case deploy.ResourceChanged:
		s.change(e, now)
	}
	return s
}

func (s *stack) change(e deploy.Event, now time.Time) {
	i := slices.IndexFunc(s.open, func(w *work) bool { return w.id == e.LogicalID })
	switch {
	case strings.HasSuffix(e.Status, "_IN_PROGRESS"):
		if i < 0 {
			s.open = append(s.open, &work{id: e.LogicalID, kind: e.Type, begun: now})
		}
		return
	case strings.HasSuffix(e.Status, "_FAILED") && strings.HasSuffix(e.Reason, "cancelled"):
		// It was on its way when another one failed.
	case strings.HasSuffix(e.Status, "_FAILED"):
		s.failures = append(s.failures, e)
	case s.counts(e.Status):
		s.done++
	}
	if i >= 0 {
		w := s.open[i]
		if w.took = now.Sub(w.begun); w.took > s.slowest.took {
			s.slowest = *w
		}
		s.open = slices.Delete(s.open, i, i+1)
	}
}

// counts is whether a status is a step of what the stack is there for, and not of the way back.
func (s *stack) counts(status string) bool {
	if s.action == deploy.Delete {
		return strings.HasPrefix(status, "DELETE_")
	}
	return len(s.failures) == 0 && !strings.HasPrefix(status, "DELETE_")
}

// failed is whether the stack is at rest where it should not be.
func (s *stack) failed() bool {
	return strings.HasSuffix(s.status, "_FAILED") || strings.Contains(s.status, "ROLLBACK")
}

// elapsed is how long the stack has taken so far.
func (s *stack) elapsed(now time.Time) time.Duration {
	if !s.ended.IsZero() {
		now = s.ended
	}
	return now.Sub(s.begun)
}
