package diagram_test

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/diagram"
)

// lint names what is untidy in a scene that draws the graph: it knows nothing
// of how the layout places things.
func lint(g diagram.Graph, s diagram.Scene) []string {
	l := linter{g: g, s: s, boxes: map[string]diagram.Rect{}, tiles: map[string]diagram.Rect{}, nodes: map[string]diagram.Node{}}
	for _, b := range s.Boxes {
		if b.ID != "" {
			l.boxes[b.ID] = b.Rect
		}
	}
	for _, t := range s.Tiles {
		l.tiles[t.ID] = t.Rect
	}
	for _, n := range g.Nodes {
		l.nodes[n.ID] = n
	}
	l.complete()
	l.apart()
	l.inside()
	l.lines()
	l.joints()
	l.badges()
	return l.faults
}

type linter struct {
	g      diagram.Graph
	s      diagram.Scene
	boxes  map[string]diagram.Rect
	tiles  map[string]diagram.Rect
	nodes  map[string]diagram.Node
	faults []string
}

func (l *linter) say(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

// complete: every group, node and edge is drawn, each node once, each edge by at least one line.
func (l *linter) complete() {
	for _, group := range l.g.Groups {
		worn := slices.ContainsFunc(l.g.Nodes, func(n diagram.Node) bool { return n.Wears == group.ID })
		if _, ok := l.boxes[group.ID]; !ok && (worn || group.Kind != diagram.SecurityGroupBand) {
			l.say("group %q is not drawn", group.ID)
		}
	}
	times := map[string]int{}
	for _, t := range l.s.Tiles {
		times[t.ID]++
	}
	for _, n := range l.g.Nodes {
		if times[n.ID] != 1 {
			l.say("node %q is drawn %d times", n.ID, times[n.ID])
		}
	}
	clear(times)
	for _, line := range l.s.Lines {
		for _, id := range line.Edges {
			times[id]++
		}
	}
	for _, e := range l.g.Edges {
		if times[e.ID] == 0 {
			l.say("edge %q is not drawn", e.ID)
		}
	}
	for _, id := range l.s.Omitted {
		l.say("edge %q is omitted", id)
	}
}

// piece is anything that must not lie over another.
type piece struct {
	name string
	diagram.Rect
}

func (l *linter) pieces() []piece {
	var all []piece
	for _, t := range l.s.Texts {
		all = append(all, piece{fmt.Sprintf("text %q of %q", t.Value, t.ID), t.Bounds()})
	}
	for _, t := range l.s.Tiles {
		all = append(all, piece{fmt.Sprintf("tile %q", t.ID), t.Rect})
	}
	for _, b := range l.s.Badges {
		all = append(all, piece{fmt.Sprintf("badge %q of %q", b.Text, b.ID), b.Rect})
	}
	return all
}

// apart: no text, tile or badge is over another or outside the picture.
func (l *linter) apart() {
	all := l.pieces()
	page := diagram.Rect{W: l.s.Width, H: l.s.Height}
	for i, a := range all {
		if !contains(page, a.Rect) {
			l.say("%s is outside the picture", a.name)
		}
		for _, b := range all[i+1:] {
			if overlap(a.Rect, b.Rect) {
				l.say("%s is over %s", a.name, b.name)
			}
		}
	}
}

// inside: groups, texts and tiles are inside what holds them, and no border that shows runs through a text or a tile.
func (l *linter) inside() {
	for _, group := range l.g.Groups {
		at, drawn := l.boxes[group.ID]
		if outer, ok := l.boxes[group.Parent]; ok && drawn && !contains(outer, at) {
			l.say("group %q is not inside %q", group.ID, group.Parent)
		}
	}
	for _, n := range l.g.Nodes {
		if home, ok := l.home(n); ok && !contains(home, l.tiles[n.ID]) {
			l.say("tile %q is outside its group", n.ID)
		}
	}
	for _, t := range l.s.Texts {
		if box, ok := l.boxes[t.ID]; ok && !contains(box, t.Bounds()) {
			l.say("text %q is outside its box %q", t.Value, t.ID)
		}
		if n, ok := l.nodes[t.ID]; ok {
			if home, ok := l.home(n); ok && !contains(home, t.Bounds()) {
				l.say("text %q of %q is outside its group", t.Value, t.ID)
			}
		}
	}
	for _, p := range l.pieces() {
		if len(p.name) > 5 && p.name[:5] == "badge" {
			continue // badges hide what is under them
		}
		for i, b := range l.s.Boxes {
			if !overlap(p.Rect, b.Rect) || contains(b.Rect, p.Rect) {
				continue
			}
			hidden := slices.ContainsFunc(l.s.Boxes[i+1:], func(over diagram.Box) bool { return contains(over.Rect, p.Rect) })
			if !hidden {
				l.say("the border of %q runs through %s", b.ID, p.name)
			}
		}
	}
}

// home is the box that must hold a node.
func (l *linter) home(n diagram.Node) (diagram.Rect, bool) {
	if box, ok := l.boxes[n.Wears]; ok {
		return box, true
	}
	if len(n.Groups) == 1 {
		box, ok := l.boxes[n.Groups[0]]
		return box, ok
	}
	if len(n.Groups) > 1 {
		box, ok := l.boxes[diagram.VPCID]
		return box, ok
	}
	return diagram.Rect{}, false
}

func contains(outer, inner diagram.Rect) bool {
	return inner.X >= outer.X && inner.Y >= outer.Y && inner.Right() <= outer.Right() && inner.Bottom() <= outer.Bottom()
}

func overlap(a, b diagram.Rect) bool {
	return a.X < b.Right() && b.X < a.Right() && a.Y < b.Bottom() && b.Y < a.Bottom()
}
