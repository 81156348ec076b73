package progress

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/archblocks/archblocks/arch/deploy"
)

// Lines writes plain lines, for logs: when a stack begins and ends, at each quarter of the
// way, what took long, and every failure with its reason in full.
func Lines(w io.Writer) Drawer { return newLines(w, time.Now) }

func newLines(w io.Writer, now func() time.Time) *lines { return &lines{w: w, now: now} }

// long is how long a resource may take before it has a line of its own.
const long = 30 * time.Second

type lines struct {
	board
	mu  sync.Mutex
	w   io.Writer
	now func() time.Time
	err error
}

func (d *lines) line(format string, args ...any) {
	if _, err := fmt.Fprintf(d.w, format+"\n", args...); d.err == nil {
		d.err = err
	}
}

func (d *lines) Report(e deploy.Event) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	s := d.take(e, now)
	if s == nil {
		d.line("note: %s", printable(e.Reason))
		return
	}
	name := fit(s.name, 40)
	switch e.Kind {
	case deploy.Noted:
		d.line("%s: note: %s", name, printable(e.Reason))
	case deploy.StackStarted:
		if e.Action != deploy.Keep {
			d.line("%s: %s in %s, %d resources", name, e.Action, s.region, e.Total)
		}
	case deploy.StackFinished:
		if e.Action == deploy.Keep {
			d.line("%s: nothing changes in %s", name, s.region)
			return
		}
		d.line("%s: %s, %s after %s", name, printable(e.Status), s.progress(), took(s.elapsed(now)))
	case deploy.ResourceChanged:
		if n := len(s.failures); n > 0 && s.failures[n-1] == e {
			d.line("%s: FAILED %s (%s): %s", name, printable(e.LogicalID), printable(e.Type), printable(e.Reason))
		} else if s.done > s.said && s.quarter() {
			d.line("%s: %s after %s", name, s.progress(), took(s.elapsed(now)))
		}
		s.said = s.done
		if s.slowest.id == e.LogicalID && s.slowest.took >= long {
			d.line("%s: %s took %s", name, printable(e.LogicalID), took(s.slowest.took))
		}
	}
}

// quarter is whether a quarter, a half or three quarters of all resources are done.
func (s *stack) quarter() bool {
	for n := 1; n < 4; n++ {
		if at := s.total * n / 4; at > 0 && at == s.done {
			return true
		}
	}
	return false
}

func (s *stack) progress() string {
	if s.total == 0 {
		return fmt.Sprintf("%d", s.done)
	}
	return fmt.Sprintf("%d of %d", s.done, s.total)
}

func (d *lines) Close() error { return d.err }
