package svg

import "github.com/archblocks/archblocks/arch/diagram"

// tone is a colour in the light and in the dark picture.
type tone struct{ light, dark string }

// look is how a group is drawn: its border and ground, and the text in its corner.
type look struct {
	border, ground, text tone
	width                string
}

var (
	paper = tone{"#ffffff", "#0f1720"}
	card  = tone{"#ffffff", "#17212b"}
	ink   = tone{"#232f3e", "#e6edf3"}
)

var looks = map[diagram.Role]look{
	diagram.CloudRole:         {tone{"#232f3e", "#aab7b8"}, paper, tone{"#16191f", "#f2f5f7"}, "2"},
	diagram.EdgeRole:          {tone{"#8c4fff", "#8c4fff"}, paper, tone{"#6b35c9", "#b692ff"}, "1.2"},
	diagram.RegionRole:        {tone{"#00838a", "#4ecad0"}, paper, tone{"#007a80", "#4ecad0"}, "1.2"},
	diagram.VPCRole:           {tone{"#8c4fff", "#8c4fff"}, paper, tone{"#6b35c9", "#b692ff"}, "2"},
	diagram.ZoneRole:          {tone{"#147eba", "#5fb3e6"}, paper, tone{"#0f6da3", "#5fb3e6"}, "1.2"},
	diagram.PublicRole:        {tone{"#7aa116", "#7aa116"}, tone{"#f2f7e8", "#1a2312"}, tone{"#4d7a00", "#a5cc4a"}, "1.2"},
	diagram.PrivateRole:       {tone{"#00838a", "#2f9ba1"}, tone{"#e7f5f6", "#10262a"}, tone{"#007a80", "#4ecad0"}, "1.2"},
	diagram.SecurityGroupRole: {tone{"#d13245", "#e0697a"}, card, tone{"#bf1f36", "#ff8094"}, "1.2"},
	diagram.GatewayRole:       {tone{"#8c4fff", "#8c4fff"}, card, tone{"#6b35c9", "#b692ff"}, "1.2"},
	diagram.ServicesRole:      {tone{"#6b7785", "#7d8b99"}, tone{"#fafbfc", "#17212b"}, tone{"#545b64", "#aab7b8"}, "1.2"},
}

// tiles are the grounds of the tiles, the same in both pictures.
var tiles = map[diagram.Role]string{
	diagram.NetworkingRole: "#8c4fff",
	diagram.SecurityRole:   "#dd344c",
	diagram.ComputeRole:    "#ed7100",
	diagram.StorageRole:    "#6f9a12",
	diagram.ModelRole:      "#01a88d",
	diagram.MonitoringRole: "#e7157b",
	diagram.OtherRole:      "#5a6b7b",
}

var lines = map[diagram.Role]tone{
	diagram.RequestRole:       ink,
	diagram.InspectRole:       ink,
	diagram.EgressRole:        {"#6b35c9", "#b692ff"},
	diagram.ObserveRole:       {"#c4126a", "#ff7ab8"},
	diagram.SecurityGroupRole: {"#d13245", "#e0697a"},
}

var texts = map[diagram.Role]tone{
	diagram.TextRole:  {"#16191f", "#f2f5f7"},
	diagram.MutedRole: {"#545b64", "#aab7b8"},
}

// textTone is the colour of a text: a text of a group is in the group's own.
func textTone(role diagram.Role) tone {
	if t, ok := texts[role]; ok {
		return t
	}
	if look, ok := looks[role]; ok {
		return look.text
	}
	return texts[diagram.TextRole]
}
