package png_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/png"
)

// Every tile and badge of any shape is where the scene has it, with the colour of its ground.
func TestAnyShapeIsDrawn(t *testing.T) {
	tiles := map[diagram.Role]string{
		diagram.NetworkingRole: "#8c4fff", diagram.SecurityRole: "#dd344c", diagram.ComputeRole: "#ed7100", diagram.StorageRole: "#6f9a12",
		diagram.ModelRole: "#01a88d", diagram.MonitoringRole: "#e7157b", diagram.OtherRole: "#5a6b7b",
	}
	shape := rapid.Custom(func(t *rapid.T) sample.Shape {
		return sample.Shape{
			Zones:     rapid.IntRange(1, 3).Draw(t, "zones"),
			Services:  rapid.IntRange(1, 3).Draw(t, "services"),
			Endpoints: rapid.IntRange(1, 16).Draw(t, "endpoints"),
			Login:     rapid.Bool().Draw(t, "login"),
		}
	})
	// Not the usual hundred: a picture takes a tenth of a second.
	for seed := range 8 {
		s := sample.Graph(shape.Example(seed)).Layout()
		picture := draw(t, s, 1)
		for _, tile := range s.Tiles {
			if tile.Role != diagram.PlainRole {
				require.Equal(t, tiles[tile.Role], hex(picture.At(tile.X+4, tile.Y+4)), tile.ID)
			}
		}
		for _, b := range s.Badges {
			require.Equal(t, "#232f3e", hex(picture.At(b.X+3, b.CenterY())), b.ID)
		}
	}
}

func TestNoSceneIsTooHostile(t *testing.T) {
	number := rapid.OneOf(rapid.IntRange(-20, 120), rapid.IntRange(-200_000, 200_000),
		rapid.SampledFrom([]int{0, 1, -1, math.MaxInt, math.MinInt, math.MaxInt32, math.MinInt32, 1 << 52}))
	word := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"", "\xff\xfe", "a\tb\r\n c", "日本語", "\u202egnihtemos", "e\u0301", "\x00", "👩‍👩‍👧", "words",
		"middle", "end", "dashed", "dotted", "plain", "vpc", "task", "public-subnet", "compute",
	}))
	rect := rapid.Custom(func(t *rapid.T) diagram.Rect {
		return diagram.Rect{X: number.Draw(t, "x"), Y: number.Draw(t, "y"), W: number.Draw(t, "w"), H: number.Draw(t, "h")}
	})
	box := rapid.Custom(func(t *rapid.T) diagram.Box {
		return diagram.Box{Rect: rect.Draw(t, "rect"), Role: diagram.Role(word.Draw(t, "role")), Stroke: diagram.Stroke(word.Draw(t, "stroke")), Icon: word.Draw(t, "icon")}
	})
	tile := rapid.Custom(func(t *rapid.T) diagram.Tile {
		return diagram.Tile{Rect: rect.Draw(t, "rect"), Role: diagram.Role(word.Draw(t, "role")), Icon: word.Draw(t, "icon")}
	})
	at := rapid.Custom(func(t *rapid.T) diagram.Point { return diagram.Point{X: number.Draw(t, "x"), Y: number.Draw(t, "y")} })
	line := rapid.Custom(func(t *rapid.T) diagram.Line {
		return diagram.Line{Points: rapid.SliceOfN(at, 0, 5).Draw(t, "points"), Role: diagram.Role(word.Draw(t, "role")),
			Stroke: diagram.Stroke(word.Draw(t, "stroke")), Arrow: rapid.Bool().Draw(t, "arrow")}
	})
	badge := rapid.Custom(func(t *rapid.T) diagram.Badge {
		return diagram.Badge{Rect: rect.Draw(t, "rect"), Text: word.Draw(t, "text")}
	})
	text := rapid.Custom(func(t *rapid.T) diagram.Text {
		return diagram.Text{X: number.Draw(t, "x"), Y: number.Draw(t, "y"), Size: number.Draw(t, "size"), Anchor: diagram.Anchor(word.Draw(t, "anchor")),
			Bold: rapid.Bool().Draw(t, "bold"), Role: diagram.Role(word.Draw(t, "role")), Value: word.Draw(t, "value")}
	})
	rapid.Check(t, func(t *rapid.T) {
		draw(t, diagram.Scene{
			Width: rapid.IntRange(1, 100).Draw(t, "width"), Height: rapid.IntRange(1, 100).Draw(t, "height"),
			Boxes: rapid.SliceOfN(box, 0, 3).Draw(t, "boxes"), Lines: rapid.SliceOfN(line, 0, 3).Draw(t, "lines"),
			Tiles: rapid.SliceOfN(tile, 0, 3).Draw(t, "tiles"), Badges: rapid.SliceOfN(badge, 0, 3).Draw(t, "badges"),
			Texts: rapid.SliceOfN(text, 0, 3).Draw(t, "texts"),
		}, rapid.IntRange(1, png.MaxScale).Draw(t, "scale"))
	})
}
