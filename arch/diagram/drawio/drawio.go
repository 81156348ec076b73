package drawio

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/diagram"
)

// Every file has these two cells: the root, and the layer that all else is in.
const (
	rootCell = "0"
	layer    = "1"
)

// Render writes a scene as a draw.io file. The same scene gives the same bytes.
func Render(s diagram.Scene) []byte {
	w := writer{texts: map[string][]diagram.Text{}, used: map[string]bool{}, ends: map[string]placed{}}
	for _, t := range s.Texts {
		w.texts[t.ID] = append(w.texts[t.ID], t)
	}
	w.add(cell{ID: rootCell}, "")
	w.add(cell{ID: layer, Parent: rootCell}, "")
	for _, b := range s.Boxes {
		w.box(b)
	}
	for _, t := range s.Tiles {
		w.tile(t)
	}
	for _, l := range s.Lines {
		w.line(l)
	}
	for _, b := range s.Badges {
		w.add(cell{ID: w.id("step", b.ID), Value: b.Text, Style: badgeStyle(b), Parent: layer, Vertex: 1, Geometry: at(b.Rect)}, "")
	}
	for _, t := range s.Texts {
		w.text(t)
	}
	title := s.Title
	if title == "" {
		title = "Architecture"
	}
	// The fields are plain: there is nothing that encoding could refuse.
	out, err := xml.MarshalIndent(file{Diagram: page{ID: "architecture", Name: title,
		Model: model{Width: s.Width, Height: s.Height, Root: w.items}}}, "", " ")
	if err != nil {
		panic("drawio: " + err.Error())
	}
	return append(out, '\n')
}

// writer collects cells.
type writer struct {
	items []item
	// texts by the id of what they speak of; a cell that takes them as its label takes them away.
	texts map[string][]diagram.Text
	used  map[string]bool
	boxes []placed
	ends  map[string]placed // what a line can be tied to, by the id of the box or tile
}

// placed is a cell with its rectangle in the picture.
type placed struct {
	id string
	diagram.Rect
}

func (w *writer) add(c cell, tooltip string) { w.items = append(w.items, item{c, tooltip}) }

// id makes the id of a cell; the second cell of the same thing gets a number.
func (w *writer) id(kind, of string) string {
	id := kind + ":" + of
	for n := 2; w.used[id]; n++ {
		id = fmt.Sprintf("%s:%s#%d", kind, of, n)
	}
	w.used[id] = true
	return id
}

// take gives the texts of a thing, once.
func (w *writer) take(of string) []diagram.Text {
	if of == "" {
		return nil
	}
	texts := w.texts[of]
	delete(w.texts, of)
	return texts
}

func at(r diagram.Rect) *geometry {
	return &geometry{X: r.X, Y: r.Y, Width: r.W, Height: r.H, As: "geometry"}
}

// inside places a rectangle in the topmost box around it, with coordinates from the corner of
// that box: a band that straddles subnets covers them, so what is in it is not in a subnet.
func (w *writer) inside(r diagram.Rect) (parent string, g *geometry) {
	for _, b := range slices.Backward(w.boxes) {
		if b.X <= r.X && b.Y <= r.Y && b.Right() >= r.Right() && b.Bottom() >= r.Bottom() {
			return b.id, at(diagram.Rect{X: r.X - b.X, Y: r.Y - b.Y, W: r.W, H: r.H})
		}
	}
	return layer, at(r)
}

func (w *writer) box(b diagram.Box) {
	id := w.id("group", b.ID)
	parent, g := w.inside(b.Rect)
	w.add(cell{ID: id, Value: words(w.take(b.ID)...), Style: groupStyle(b), Parent: parent, Vertex: 1, Geometry: g}, "")
	w.boxes = append(w.boxes, placed{id, b.Rect})
	w.end(b.ID, w.boxes[len(w.boxes)-1])
}

func (w *writer) tile(t diagram.Tile) {
	id := w.id("node", t.ID)
	parent, g := w.inside(t.Rect)
	w.add(cell{ID: id, Value: words(w.take(t.ID)...), Style: tileStyle(t), Parent: parent, Vertex: 1, Geometry: g}, strings.Join(t.Facts, "\n"))
	w.end(t.ID, placed{id, t.Rect})
}

// end lets lines be tied to a cell. An element without an id is nobody's end.
func (w *writer) end(of string, at placed) {
	if _, taken := w.ends[of]; !taken && of != "" {
		w.ends[of] = at
	}
}

// text writes what is no label of a group, node or line, at its place.
func (w *writer) text(t diagram.Text) {
	if _, free := w.texts[t.ID]; !free {
		return
	}
	w.add(cell{ID: w.id("text", t.ID), Value: words(t), Style: textStyle(t), Parent: layer, Vertex: 1, Geometry: at(t.Bounds())}, "")
}
