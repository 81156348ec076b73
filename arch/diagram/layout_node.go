package diagram

const (
	tileSize  = 48
	labelGap  = 5 // from a tile to the first line under it
	lineGap   = 6 // from the last line of a label to the line that leaves below it
	arrowGap  = 4 // from the tip of an arrow to the tile
	badgeSize = 22
)

var (
	titleFont  = font{13, true}
	detailFont = font{11, false}
	headFont   = font{14, true}
	noteFont   = font{12, false}
	subFont    = font{12, true}
)

// caption is the text under a tile, broken into lines.
type caption struct{ title, detail []string }

func captionOf(n Node, width int) caption {
	return caption{titleFont.wrap(n.Title, width, 3), detailFont.wrap(n.Detail, width, 2)}
}

// captionWidth is the width that the node's caption would like, of which a caption gets at most limit.
func captionWidth(n Node, limit int) int {
	c := captionOf(n, limit)
	return max(titleFont.widest(c.title), detailFont.widest(c.detail), tileSize)
}

func (c caption) height() int {
	h := len(c.title)*titleFont.leading() + len(c.detail)*(detailFont.leading()+1)
	if h > 0 {
		h += labelGap
	}
	return h
}

// tileOf says how each kind of node is drawn.
var tileOf = map[NodeKind]Role{
	UsersNode:        PlainRole,
	CloudFrontNode:   NetworkingRole,
	WAFNode:          SecurityRole,
	LoadBalancerNode: NetworkingRole,
	TaskNode:         ComputeRole,
	EndpointNode:     NetworkingRole,
	StorageNode:      StorageRole,
	ModelNode:        ModelRole,
	RegistryNode:     ComputeRole,
	MonitoringNode:   MonitoringRole,
	LoginNode:        SecurityRole,
	SecretsNode:      SecurityRole,
}

// node draws a node with its tile centred on cx and its caption below, and
// remembers the tile and all that the node fills.
func (l *layout) node(n Node, cx, top int, c caption) {
	role, known := tileOf[n.Kind]
	kind := n.Kind
	if !known {
		role, kind = OtherRole, OtherNode
	}
	at := Rect{cx - tileSize/2, top, tileSize, tileSize}
	l.s.Tiles = append(l.s.Tiles, Tile{ID: n.ID, Rect: at, Role: role, Icon: string(kind), Title: n.Title, Facts: n.Facts})
	l.tiles[n.ID] = at
	y := at.Bottom() + labelGap - 3
	for _, line := range c.title {
		y += titleFont.leading()
		l.text(n.ID, Point{cx, y}, Middle, titleFont, TextRole, line)
	}
	for _, line := range c.detail {
		y += detailFont.leading() + 1
		l.text(n.ID, Point{cx, y}, Middle, detailFont, MutedRole, line)
	}
	at.H += c.height()
	l.filled[n.ID] = at
}

func (l *layout) text(id string, at Point, anchor Anchor, f font, role Role, value string) {
	if value == "" {
		return
	}
	l.s.Texts = append(l.s.Texts, Text{ID: id, X: at.X, Y: at.Y, Anchor: anchor, Size: f.size, Bold: f.bold, Role: role, Value: value})
}
