//go:generate go run ../../../../internal/iconpaths -out icons.go

// Package look is what the renderers share: the colours of roles and the drawings of icons.
package look

import "github.com/archblocks/archblocks/arch/diagram"

// Tone is a colour in the light and in the dark picture, such as "#8c4fff".
type Tone struct{ Light, Dark string }

// Group is how a group is drawn: its border and ground, and the text in its corner.
type Group struct {
	Border, Ground, Text Tone
	// Width of the border in pixels.
	Width float64
}

// Colours that are of no role.
var (
	Paper = Tone{"#ffffff", "#0f1720"}
	White = Tone{"#ffffff", "#ffffff"}
	Card  = Tone{"#ffffff", "#17212b"}
	Ink   = Tone{"#232f3e", "#e6edf3"}
)

var looks = map[diagram.Role]Group{
	diagram.CloudRole:         {Tone{"#232f3e", "#aab7b8"}, Paper, Tone{"#16191f", "#f2f5f7"}, 2},
	diagram.EdgeRole:          {Tone{"#8c4fff", "#8c4fff"}, Paper, Tone{"#6b35c9", "#b692ff"}, 1.2},
	diagram.RegionRole:        {Tone{"#00838a", "#4ecad0"}, Paper, Tone{"#007a80", "#4ecad0"}, 1.2},
	diagram.VPCRole:           {Tone{"#8c4fff", "#8c4fff"}, Paper, Tone{"#6b35c9", "#b692ff"}, 2},
	diagram.ZoneRole:          {Tone{"#147eba", "#5fb3e6"}, Paper, Tone{"#0f6da3", "#5fb3e6"}, 1.2},
	diagram.PublicRole:        {Tone{"#7aa116", "#7aa116"}, Tone{"#f2f7e8", "#1a2312"}, Tone{"#4d7a00", "#a5cc4a"}, 1.2},
	diagram.PrivateRole:       {Tone{"#00838a", "#2f9ba1"}, Tone{"#e7f5f6", "#10262a"}, Tone{"#007a80", "#4ecad0"}, 1.2},
	diagram.SecurityGroupRole: {Tone{"#d13245", "#e0697a"}, Card, Tone{"#bf1f36", "#ff8094"}, 1.2},
	diagram.GatewayRole:       {Tone{"#8c4fff", "#8c4fff"}, Card, Tone{"#6b35c9", "#b692ff"}, 1.2},
	diagram.ServicesRole:      {Tone{"#6b7785", "#7d8b99"}, Tone{"#fafbfc", "#17212b"}, Tone{"#545b64", "#aab7b8"}, 1.2},
	diagram.RingRole:          {Tone{"#6b7785", "#7d8b99"}, Card, Tone{"#545b64", "#aab7b8"}, 1.2},
}

var tiles = map[diagram.Role]string{
	diagram.NetworkingRole: "#8c4fff",
	diagram.SecurityRole:   "#dd344c",
	diagram.ComputeRole:    "#ed7100",
	diagram.StorageRole:    "#6f9a12",
	diagram.ModelRole:      "#01a88d",
	diagram.MonitoringRole: "#e7157b",
	diagram.OtherRole:      "#5a6b7b",
}

var lines = map[diagram.Role]Tone{
	diagram.RequestRole:       Ink,
	diagram.InspectRole:       Ink,
	diagram.EgressRole:        {"#6b35c9", "#b692ff"},
	diagram.ObserveRole:       {"#c4126a", "#ff7ab8"},
	diagram.SecurityGroupRole: {"#d13245", "#e0697a"},
}

var texts = map[diagram.Role]Tone{
	diagram.TextRole:  {"#16191f", "#f2f5f7"},
	diagram.MutedRole: {"#545b64", "#aab7b8"},
}

// OfGroup is how groups of a role are drawn.
func OfGroup(role diagram.Role) Group {
	if look, ok := looks[role]; ok {
		return look
	}
	return looks[diagram.ServicesRole]
}

// OfTile is the ground of tiles of a role, the same in both pictures.
func OfTile(role diagram.Role) Tone {
	ground, ok := tiles[role]
	if !ok {
		ground = tiles[diagram.OtherRole]
	}
	return Tone{ground, ground}
}

// OfLine is the colour of lines of a role.
func OfLine(role diagram.Role) Tone {
	if tone, ok := lines[role]; ok {
		return tone
	}
	return Ink
}

// OfText is the colour of texts of a role: a text of a group is in the group's own.
func OfText(role diagram.Role) Tone {
	if tone, ok := texts[role]; ok {
		return tone
	}
	if look, ok := looks[role]; ok {
		return look.Text
	}
	return texts[diagram.TextRole]
}

// Icon is the drawing of a kind of node or group.
func Icon(kind string) string {
	if path, ok := icons[kind]; ok {
		return path
	}
	return icons[string(diagram.OtherNode)]
}
