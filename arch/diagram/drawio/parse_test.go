package drawio_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
)

// read is a cell as draw.io reads it.
type read struct {
	Value, Style, Parent, Source, Target string
	tooltip                              string
	x, y, w, h                           int
	points                               map[string][]diagram.Point // by role
}

type file struct {
	cells map[string]*read
	order []string
}

// parse reads a file and checks what draw.io relies on: ids are unique, and what a cell names is there.
func parse(t require.TestingT, text []byte) file {
	f := file{cells: map[string]*read{}}
	d := xml.NewDecoder(bytes.NewReader(text))
	var object map[string]string
	var now *read
	role := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		a := map[string]string{}
		for _, attr := range start.Attr {
			a[attr.Name.Local] = attr.Value
		}
		number := func(name string) int {
			n, err := strconv.Atoi(a[name])
			require.True(t, err == nil || a[name] == "", "%s=%q", name, a[name])
			return n
		}
		switch start.Name.Local {
		case "object":
			object = a
		case "mxCell":
			now = &read{Value: a["value"], Style: a["style"], Parent: a["parent"], Source: a["source"], Target: a["target"], points: map[string][]diagram.Point{}}
			id := a["id"]
			if object != nil {
				id, now.Value, now.tooltip, object = object["id"], object["label"], object["tooltip"], nil
			}
			require.NotEmpty(t, id)
			require.NotContains(t, f.cells, id)
			require.True(t, now.Parent == "" && id == "0" || f.cells[now.Parent] != nil, "parent %q of %q comes after it", now.Parent, id)
			f.cells[id], f.order = now, append(f.order, id)
		case "mxGeometry":
			now.x, now.y, now.w, now.h = number("x"), number("y"), number("width"), number("height")
			role = ""
		case "Array":
			role = a["as"]
		case "mxPoint":
			as := a["as"]
			if as == "" {
				as = role
			}
			now.points[as] = append(now.points[as], diagram.Point{X: number("x"), Y: number("y")})
		}
	}
	for id, c := range f.cells {
		for _, end := range []string{c.Source, c.Target} {
			require.True(t, end == "" || f.cells[end] != nil, "%q of %q is not there", end, id)
		}
	}
	return f
}

// rect is where a cell is in the picture.
func (f file) rect(t require.TestingT, id string) diagram.Rect {
	c := f.cells[id]
	require.NotNil(t, c, id)
	r := diagram.Rect{X: c.x, Y: c.y, W: c.w, H: c.h}
	for c = f.cells[c.Parent]; c != nil; c = f.cells[c.Parent] {
		r.X, r.Y = r.X+c.x, r.Y+c.y
	}
	return r
}

func (f file) way(t require.TestingT, id string) []diagram.Point {
	c := f.cells[id]
	require.NotNil(t, c, id)
	return slices.Concat(c.points["sourcePoint"], c.points["points"], c.points["targetPoint"])
}

func (c *read) first() diagram.Point { return one(c.points["sourcePoint"]) }
func (c *read) last() diagram.Point  { return one(c.points["targetPoint"]) }

func one(points []diagram.Point) diagram.Point {
	if len(points) != 1 {
		return diagram.Point{}
	}
	return points[0]
}

// number is a number of the style.
func (c *read) number(name string) int {
	for _, entry := range strings.Split(c.Style, ";") {
		if value, ok := strings.CutPrefix(entry, name+"="); ok {
			n, err := strconv.Atoi(value)
			if err != nil {
				panic(err)
			}
			return n
		}
	}
	return -1
}

var tag = regexp.MustCompile(`<[^>]*>`)

// texts are what a reader sees of a label.
func (c *read) texts(require.TestingT) []string {
	if c.Value == "" {
		return nil
	}
	var all []string
	for _, part := range regexp.MustCompile(`<br>|&nbsp; `).Split(c.Value, -1) {
		all = append(all, html.UnescapeString(tag.ReplaceAllString(part, "")))
	}
	return all
}
