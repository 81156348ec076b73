package diagram

import (
	"bytes"
	"encoding/json"
)

// Scene is a picture with every coordinate settled: what a renderer draws, in
// this order: Boxes, Lines, Tiles, Badges, Texts. Coordinates are whole pixels
// from the top left. Colours are roles; each renderer has its own palette.
type Scene struct {
	// Title names the topology.
	Title string `json:"title"`
	// Description says in a sentence or more what the picture shows, for readers who cannot see it.
	Description string  `json:"description"`
	Width       int     `json:"width"`
	Height      int     `json:"height"`
	Boxes       []Box   `json:"boxes"`
	Lines       []Line  `json:"lines"`
	Tiles       []Tile  `json:"tiles"`
	Badges      []Badge `json:"badges"`
	Texts       []Text  `json:"texts"`
	// Omitted are the ids of edges that the fixed bands have no place for. Empty for the graphs of this module's blocks.
	Omitted []string `json:"omitted,omitempty"`
}

// JSON is the scene as JSON, for renderers in other languages: the fields in the order of the
// types, in lower case, and empty ones left out. The same scene gives the same bytes.
func (s Scene) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	// Strings, numbers and lists of them: nothing that the encoder refuses.
	if err := e.Encode(s); err != nil {
		panic("diagram: " + err.Error())
	}
	return out.Bytes()
}

// Role names a colour by what it is for.
type Role string

// Roles of groups.
const (
	CloudRole         Role = "cloud"
	EdgeRole          Role = "edge"
	RegionRole        Role = "region"
	VPCRole           Role = "vpc"
	ZoneRole          Role = "zone"
	PublicRole        Role = "public"
	PrivateRole       Role = "private"
	SecurityGroupRole Role = "security-group"
	GatewayRole       Role = "gateway"
	ServicesRole      Role = "services"
	RingRole          Role = "ring" // drawn around a tile that is marked
)

// Roles of tiles: the categories of AWS services.
const (
	NetworkingRole Role = "networking"
	SecurityRole   Role = "security"
	ComputeRole    Role = "compute"
	StorageRole    Role = "storage"
	ModelRole      Role = "model"
	MonitoringRole Role = "monitoring"
	OtherRole      Role = "other"
	PlainRole      Role = "plain" // an icon without a tile
)

// Roles of lines, badges and texts.
const (
	RequestRole Role = "request"
	InspectRole Role = "inspect"
	EgressRole  Role = "egress"
	ObserveRole Role = "observe"
	BadgeRole   Role = "badge"
	TextRole    Role = "text"
	MutedRole   Role = "muted"
)

// Stroke says how a border or line is drawn.
type Stroke string

// Strokes.
const (
	Solid  Stroke = "" // the default
	Dashed Stroke = "dashed"
	Dotted Stroke = "dotted"
)

// Rect is a rectangle.
type Rect struct {
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// Right is the x of the right side.
func (r Rect) Right() int { return r.X + r.W }

// Bottom is the y of the lower side.
func (r Rect) Bottom() int { return r.Y + r.H }

// CenterX is the x of the middle.
func (r Rect) CenterX() int { return r.X + r.W/2 }

// CenterY is the y of the middle.
func (r Rect) CenterY() int { return r.Y + r.H/2 }

// Box is the border and ground of a group. It hides what earlier boxes drew.
type Box struct {
	// ID is the id of the group; empty for a box that the layout adds.
	ID string `json:"id,omitempty"`
	Rect
	Role   Role   `json:"role"`
	Stroke Stroke `json:"stroke,omitempty"`
	// Icon is drawn in the top left corner. Empty for none.
	Icon string `json:"icon,omitempty"`
	// Mark gives the border the colour of a change. Empty in a picture that compares nothing.
	Mark ChangeKind `json:"mark,omitempty"`
	// Picture is the icon where it comes from a file, see [Scene.WithIcons].
	Picture *Picture `json:"picture,omitempty"`
}

// Tile is the icon of a node.
type Tile struct {
	// ID is the id of the node.
	ID string `json:"id"`
	Rect
	Role Role `json:"role"`
	// Icon is the kind of the node, which names the icon.
	Icon string `json:"icon"`
	// Title is the full title of the node, which its texts may shorten.
	Title string `json:"title,omitempty"`
	// Facts are the node's facts, for renderers that can show them on demand.
	Facts []string `json:"facts,omitempty"`
	// Picture is the icon where it comes from a file, see [Scene.WithIcons]; it has no ground of the Role's colour.
	Picture *Picture `json:"picture,omitempty"`
}

// Point is a corner or an end of a line.
type Point struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// Line is a polyline of horizontal and vertical stretches.
type Line struct {
	// ID is the id of the first edge that the line stands for; empty for a sample in the legend.
	ID string `json:"id,omitempty"`
	// Edges are the ids of all edges that run over the line. An edge that uses a trunk runs over several lines.
	Edges []string `json:"edges,omitempty"`
	// From and To are ids of the boxes or tiles that the line joins. From is empty
	// for a branch that leaves another line, To for one that runs into another.
	From   string  `json:"from,omitempty"`
	To     string  `json:"to,omitempty"`
	Points []Point `json:"points"`
	Role   Role    `json:"role"`
	Stroke Stroke  `json:"stroke,omitempty"`
	// Arrow is whether the last point is the tip of an arrow.
	Arrow bool `json:"arrow,omitempty"`
	// Mark gives the line the colour of a change.
	Mark ChangeKind `json:"mark,omitempty"`
}

// Badge is the number of a step on a line or in the legend, in a round of height H; or the
// sign of a change.
type Badge struct {
	// ID is the id of the step; of the first where the line carries several.
	ID string `json:"id,omitempty"`
	Rect
	Text string `json:"text"`
	// Mark is what the sign stands for; empty for a step.
	Mark ChangeKind `json:"mark,omitempty"`
}

// Anchor says which end of a text is at its X.
type Anchor string

// Anchors.
const (
	Start  Anchor = "" // the default
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Text is one line of text.
type Text struct {
	// ID is the id of the group, node, edge or step that the text speaks of; empty for the legend's own words.
	ID string `json:"id,omitempty"`
	// X is where the anchor is; Y is the baseline.
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Anchor Anchor `json:"anchor,omitempty"`
	Size   int    `json:"size"`
	Bold   bool   `json:"bold,omitempty"`
	Role   Role   `json:"role"`
	Value  string `json:"value"`
}

// Bounds is the rectangle that the text fills, from its highest to its lowest stroke.
func (t Text) Bounds() Rect {
	w := TextWidth(t.Value, t.Size, t.Bold)
	x := t.X
	switch t.Anchor {
	case Middle:
		x -= w / 2
	case End:
		x -= w
	}
	return Rect{x, t.Y - t.Size*3/4, w, t.Size}
}
