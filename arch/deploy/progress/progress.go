package progress

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/term"

	"github.com/archblocks/archblocks/arch/deploy"
)

// Drawer shows events. Report may be called from several goroutines; Close shows what is
// still to be shown, and gives the terminal back.
type Drawer interface {
	Report(deploy.Event)
	Close() error
}

// For chooses for a file: a [Tree] on a terminal that can draw one, else [Lines]. The
// environment's TERM=dumb asks for lines too.
func For(f *os.File) Drawer {
	if term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb" {
		return Tree(f, func() (columns, rows int) {
			if w, h, err := term.GetSize(int(f.Fd())); err == nil {
				return w, h
			}
			return 80, 24
		})
	}
	return Lines(f)
}

// JSON writes every event as it is, one JSON object a line.
func JSON(w io.Writer) Drawer { return &jsonDrawer{w: w} }

type jsonDrawer struct {
	mu  sync.Mutex
	w   io.Writer
	err error
}

func (d *jsonDrawer) Report(e deploy.Event) {
	d.mu.Lock()
	defer d.mu.Unlock()
	text, err := json.Marshal(e)
	if err == nil && d.err == nil {
		_, err = d.w.Write(append(text, '\n'))
	}
	if d.err == nil {
		d.err = err
	}
}

func (d *jsonDrawer) Close() error { return d.err }

// printable makes harmless what AWS says: nothing of it moves a cursor.
func printable(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
}

// fit cuts a text at a number of columns.
func fit(text string, columns int) string {
	runes := []rune(printable(text))
	if len(runes) <= columns {
		return string(runes)
	}
	if columns < 1 {
		return ""
	}
	return string(runes[:columns-1]) + "…"
}

// took is a duration as people say it.
func took(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1fs", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	}
	return fmt.Sprintf("%dm%02ds", int(d.Minutes()), int(d.Seconds())%60)
}
