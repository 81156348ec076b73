package diagram

import (
	"slices"
	"sort"
)

const (
	margin    = 36 // around the picture
	pad       = 28 // between nested groups
	headRow   = 48 // from the top of a group to what it contains
	bandPad   = 14 // from the border of a subnet to the bands in it
	zoneGap   = 24 // between zones
	trunkLane = 46 // extra room left of the zones for a trunk
	exitLane  = 36 // room right of the bands for a trunk
)

// Layout places the graph on fixed bands: users on the left, then the edge, then
// the Region with its VPC, zones as columns, the load balancer, services and
// endpoints as bands that straddle the zones, the AWS services below their
// endpoints, and the steps on the right. The same graph gives the same scene.
//
// Egress from tasks is bundled: a line stands for every edge from the tasks
// above it into the endpoints. With several services, one trunk on the left
// takes requests to every band and one on the right takes egress from them.
// Groups that contain nothing of these are not drawn; nodes that the bands have
// no place for stand in a row at the bottom.
func (g Graph) Layout() Scene { return g.layout(nil) }

func (g Graph) layout(d *difference) Scene {
	l := layout{
		difference: d,
		g:          g, c: castOf(g),
		boxes: map[string]Rect{}, tiles: map[string]Rect{}, filled: map[string]Rect{}, drawn: map[string]bool{},
	}
	l.g.Steps = slices.Clone(g.Steps)
	sort.SliceStable(l.g.Steps, func(i, j int) bool { return l.g.Steps[i].Order < l.g.Steps[j].Order })
	l.by = indexOf(g.Edges, l.g.Steps)
	l.s.Title = OneLine(g.Title)
	l.s.Description = l.describe()
	l.measure()
	l.placeRegion()
	l.placeFront()
	l.placeCloud()
	l.connect()
	l.mark()
	l.legend()
	l.finish()
	return l.s
}

// layout is the state of one Layout.
type layout struct {
	g           Graph
	c           cast
	s           Scene
	x           measures
	by          index
	*difference // nil where nothing is compared

	ground []groundBox     // boxes in the order of placing
	boxes  map[string]Rect // by group id
	tiles  map[string]Rect // by node id
	filled map[string]Rect // tile and caption, by node id
	drawn  map[string]bool // edges that a line stands for

	lineY      int // the height of the way in: users, CloudFront, load balancer
	bandRects  []Rect
	bandLines  []int // the height of the tiles in each band
	gatewayBox Rect
	endpoints  Rect // the band of interface endpoints
	columns    []column
	targets    []target // the AWS services
	gapTop     int      // the lower border of the VPC, where egress lines leave it
	gapLevels  int
	rightLane  int // where a line can come down right of the VPC
}

type groundBox struct {
	Box
	depth int
}

// How deep each kind of group lies.
const (
	cloudDepth = iota
	regionDepth
	vpcDepth
	zoneDepth
	subnetDepth
	bandDepth
	ringDepth
)

// box draws a border where the group exists.
func (l *layout) box(group Group, at Rect, depth int, role Role, stroke Stroke, icon string) {
	if group.ID == "" {
		return
	}
	l.boxes[group.ID] = at
	l.ground = append(l.ground, groundBox{Box{ID: group.ID, Rect: at, Role: role, Stroke: stroke, Icon: icon}, depth})
}

// head writes a group's title and detail side by side from its top left corner.
func (l *layout) head(group Group, at Rect, role Role, f font) {
	x, y := at.X+38, at.Y+20
	limit := at.W - 50
	title := f.clip(group.Title, limit)
	l.text(group.ID, Point{x, y}, Start, f, role, title)
	w := f.width(title) + 10
	l.text(group.ID, Point{x + w, y}, Start, noteFont, MutedRole, noteFont.clip(group.Detail, limit-w))
}

// finish puts the boxes in order, lists the edges without a line and settles the size.
func (l *layout) finish() {
	sort.SliceStable(l.ground, func(i, j int) bool { return l.ground[i].depth < l.ground[j].depth })
	for _, b := range l.ground {
		l.s.Boxes = append(l.s.Boxes, b.Box)
		l.reach(b.Rect)
	}
	for _, t := range l.s.Tiles {
		l.reach(t.Rect)
	}
	for _, t := range l.s.Texts {
		l.reach(t.Bounds())
	}
	l.s.Width += margin
	l.s.Height += margin
	for _, edge := range l.g.Edges {
		if !l.drawn[edge.ID] {
			l.s.Omitted = append(l.s.Omitted, edge.ID)
		}
	}
}

func (l *layout) reach(r Rect) {
	l.s.Width = max(l.s.Width, r.Right())
	l.s.Height = max(l.s.Height, r.Bottom())
}
