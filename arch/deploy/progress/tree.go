package progress

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/archblocks/archblocks/arch/deploy"
)

// What the tree asks of a terminal: ECMA-48, https://ecma-international.org/publications-and-standards/standards/ecma-48/
const (
	hideCursor = "\x1b[?25l"
	showCursor = "\x1b[?25h"
	up         = "\x1b[%dA"
	clearDown  = "\x1b[J"
	red        = "\x1b[31m"
	green      = "\x1b[32m"
	faint      = "\x1b[2m"
	plain      = "\x1b[0m"
)

// Tree draws a live tree in place: for each stack a bar with counts, how long it takes, what
// is worked on, the slowest so far, and failures. It is drawn anew with each event and each
// second, never has more rows than the terminal, and stays there when it is closed. The
// environment's NO_COLOR leaves colours out. size is the terminal's.
func Tree(w io.Writer, size func() (columns, rows int)) Drawer {
	t := newTree(w, size, time.Now)
	t.color = os.Getenv("NO_COLOR") == ""
	ticker := time.NewTicker(time.Second)
	t.stop, t.stopped = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(t.stopped)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				t.Tick()
			case <-t.stop:
				return
			}
		}
	}()
	return t
}

func newTree(w io.Writer, size func() (columns, rows int), now func() time.Time) *tree {
	return &tree{w: w, size: size, now: now}
}

type tree struct {
	board
	mu    sync.Mutex
	w     io.Writer
	size  func() (columns, rows int)
	now   func() time.Time
	color bool
	note  string
	drawn int // rows of the last frame
	wide  int // columns of the terminal then
	begun bool
	err   error

	stop, stopped chan struct{}
}

func (t *tree) Report(e deploy.Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.take(e, t.now())
	if e.Kind == deploy.Noted {
		t.note = e.Reason
	}
	t.draw(false)
}

// Tick draws anew, with what has passed since.
func (t *tree) Tick() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.draw(false)
}

// Close draws all of it for the last time, and gives the cursor back.
func (t *tree) Close() error {
	if t.stop != nil {
		close(t.stop)
		<-t.stopped
		t.stop = nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.begun {
		t.draw(true)
		t.write(showCursor)
		t.begun = false
	}
	return t.err
}

func (t *tree) write(text string) {
	if _, err := io.WriteString(t.w, text); t.err == nil {
		t.err = err
	}
}

// draw replaces the last frame by the one of now.
func (t *tree) draw(last bool) {
	columns, rows := t.size()
	columns, rows = max(columns, 20), max(rows, 4)
	var out strings.Builder
	if !t.begun {
		out.WriteString(hideCursor)
		t.begun = true
	}
	if t.drawn > 0 {
		back := t.drawn
		if columns < t.wide { // the terminal has wrapped the old rows
			back *= (t.wide + columns - 1) / columns
		}
		fmt.Fprintf(&out, up, min(back, rows-1))
		out.WriteString("\r")
	}
	out.WriteString(clearDown)
	frame := t.frame(columns-1, rows-1, last)
	for _, row := range frame {
		out.WriteString(row + "\r\n")
	}
	t.drawn, t.wide = len(frame), columns
	t.write(out.String())
}

// row is a row of a frame: colours are added when it has been cut.
func (t *tree) row(columns int, color, format string, args ...any) string {
	text := fit(fmt.Sprintf(format, args...), columns)
	if lead := len(format) - len(strings.TrimLeft(format, " ")); lead > 0 {
		text = strings.Repeat(" ", lead) + fit(strings.TrimLeft(fmt.Sprintf(format, args...), " "), columns-lead)
	}
	if t.color && color != "" {
		return color + text + plain
	}
	return text
}

// frame is at most so many rows. What is at rest has one row, and failures come before what is worked on.
func (t *tree) frame(columns, rows int, last bool) []string {
	now := t.now()
	var heads, failures, open []string
	for _, s := range t.stacks {
		color := ""
		switch {
		case s.failed() || len(s.failures) > 0:
			color = red
		case !s.ended.IsZero():
			color = green
		}
		heads = append(heads, t.row(columns, color, "%s", s.head(columns, now)))
		for _, e := range s.failures {
			failures = append(failures, t.row(columns, red, "  %s (%s): %s", e.LogicalID, e.Type, e.Reason))
		}
		if !s.ended.IsZero() {
			continue
		}
		for _, w := range s.open {
			open = append(open, t.row(columns, "", "  %s %s %s", fit(w.id, max(columns/2, 10)), w.kind, took(now.Sub(w.begun))))
		}
		if s.slowest.took >= time.Second {
			open = append(open, t.row(columns, faint, "  slowest so far: %s, %s", s.slowest.id, took(s.slowest.took)))
		}
	}
	if t.note != "" && !last {
		open = append(open, t.row(columns, faint, "  note: %s", t.note))
	}
	if last {
		return append(heads, failures...) // it scrolls, and all of it is to be read
	}
	if len(heads) > rows {
		heads = heads[len(heads)-rows:]
	}
	rest := rows - len(heads)
	failures = some(failures, rest, t.row(columns, red, "  and more failures"))
	open = some(open, rest-len(failures), t.row(columns, faint, "  and more"))
	return append(append(heads, failures...), open...)
}

// some are the first rows that there is room for, the last of them saying that there are more.
func some(rows []string, most int, more string) []string {
	switch {
	case len(rows) <= most:
		return rows
	case most <= 0:
		return nil
	}
	return append(rows[:most-1:most-1], more)
}

// head is a stack on one row.
func (s *stack) head(columns int, now time.Time) string {
	bar := ""
	if s.total > 0 && columns >= 60 {
		full := min(20, 20*s.done/s.total)
		bar = strings.Repeat("█", full) + strings.Repeat("░", 20-full) + "  "
	}
	state := string(s.action)
	switch {
	case s.action == deploy.Keep:
		return fmt.Sprintf("%s  %s  nothing changes", s.name, s.region)
	case s.status != "":
		state = s.status
	case len(s.failures) > 0:
		state = "failed, on its way back"
	}
	return fmt.Sprintf("%s  %s  %s%s  %s  %s", fit(s.name, 30), s.region, bar, s.progress(), took(s.elapsed(now)), state)
}
