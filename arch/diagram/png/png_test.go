package png_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	imagepng "image/png"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/png"
)

var shapes = map[string]sample.Shape{
	"full":    {Zones: 2, Services: 1, Endpoints: 7, Login: true},
	"minimal": {Zones: 1, Services: 1, Endpoints: 5},
	"large":   {Zones: 3, Services: 8, Endpoints: 16, Login: true, Long: true},
}

// draw is the picture of a scene, which TestRenderPacksWhatIsPainted saw packed.
func draw(t require.TestingT, s diagram.Scene, scale int) *image.RGBA {
	picture, err := png.Paint(s, scale)
	require.NoError(t, err)
	require.Equal(t, image.Rect(0, 0, s.Width*scale, s.Height*scale), picture.Bounds())
	return picture
}

func TestRenderPacksWhatIsPainted(t *testing.T) {
	for scale := 1; scale <= png.MaxScale; scale++ {
		picture, err := png.Render(facts, scale)
		require.NoError(t, err)
		decoded, err := imagepng.Decode(bytes.NewReader(picture))
		require.NoError(t, err)
		require.Equal(t, image.Rect(0, 0, 200*scale, 120*scale), decoded.Bounds())
		require.True(t, bytes.Equal(draw(t, facts, scale).Pix, rgba(decoded).Pix))
	}
}

func TestTheSameSceneGivesTheSameBytes(t *testing.T) {
	s := sample.Graph(shapes["large"]).Layout()
	require.True(t, bytes.Equal(draw(t, s, 1).Pix, draw(t, s, 1).Pix))
	first, err := png.Render(facts, 2)
	require.NoError(t, err)
	second, err := png.Render(facts, 2)
	require.NoError(t, err)
	require.True(t, bytes.Equal(first, second))
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		width, height, scale int
		want                 string
	}{
		{10, 10, 0, "png: scale 0 is not 1 to 4; use 2 for sharp screens"},
		{10, 10, 5, "png: scale 5 is not 1 to 4; use 2 for sharp screens"},
		{10, 10, -1, "png: scale -1 is not 1 to 4; use 2 for sharp screens"},
		{0, 10, 1, "png: the scene is 0 by 10 and leaves no pixel to draw; use Graph.Layout, which sets Width and Height"},
		{10, -3, 1, "png: the scene is 10 by -3 and leaves no pixel to draw; use Graph.Layout, which sets Width and Height"},
		{32769, 1, 1, "png: the scene is 32769 by 1, too large for scale 1: a side can have 32768 pixels and a picture 134217728; use package svg, which has no limit"},
		{1, 16385, 2, "png: the scene is 1 by 16385, too large for scale 2: a side can have 32768 pixels and a picture 134217728; use scale 1, or package svg, which has no limit"},
		{8192, 4096, 4, "png: the scene is 8192 by 4096, too large for scale 4: a side can have 32768 pixels and a picture 134217728; use scale 2, or package svg, which has no limit"},
		{math.MaxInt, math.MaxInt, 4, fmt.Sprintf("png: the scene is %d by %d, too large for scale 4: a side can have 32768 pixels and a picture 134217728; use package svg, which has no limit", math.MaxInt, math.MaxInt)},
	} {
		picture, err := png.Render(diagram.Scene{Width: c.width, Height: c.height}, c.scale)
		require.Nil(t, picture)
		require.EqualError(t, err, c.want)
	}
}

// facts has one of each part; the colours below are those of the light picture.
var facts = diagram.Scene{
	Width: 200, Height: 120,
	Boxes: []diagram.Box{
		{ID: "b", Rect: diagram.Rect{X: 10, Y: 10, W: 180, H: 100}, Role: diagram.VPCRole},
		{ID: "p", Rect: diagram.Rect{X: 20, Y: 40, W: 80, H: 60}, Role: diagram.PrivateRole, Icon: "private-subnet"},
		{ID: "d", Rect: diagram.Rect{X: 110, Y: 70, W: 70, H: 30}, Role: diagram.VPCRole, Stroke: diagram.Dashed},
	},
	Lines: []diagram.Line{
		{ID: "l", Points: []diagram.Point{{X: 60, Y: 30}, {X: 160, Y: 30}, {X: 160, Y: 60}}, Role: diagram.RequestRole, Arrow: true},
	},
	Tiles:  []diagram.Tile{{ID: "t", Rect: diagram.Rect{X: 40, Y: 45, W: 48, H: 48}, Role: diagram.ComputeRole, Icon: "task"}},
	Badges: []diagram.Badge{{ID: "s", Rect: diagram.Rect{X: 100, Y: 19, W: 22, H: 22}, Text: "1"}},
}

func TestPixels(t *testing.T) {
	for scale := 1; scale <= png.MaxScale; scale++ {
		picture := draw(t, facts, scale)
		for _, c := range []struct {
			what string
			x, y float64
			want string
		}{
			{"paper outside", 5, 5, "#ffffff"},
			{"paper in a box", 150, 20, "#ffffff"},
			{"left border", 10, 60, "#8c4fff"},
			{"upper border", 100, 10, "#8c4fff"},
			{"right border", 190, 60, "#8c4fff"},
			{"lower border", 60, 110, "#8c4fff"},
			{"ground of a box", 90, 97, "#e7f5f6"},
			{"ground of a box's icon", 22, 60, "#00838a"},
			{"the last pixel of the first dash", 118, 70, "#8c4fff"},
			{"the gap behind it", 120, 70, "#ffffff"},
			{"the second dash", 123.5, 70, "#8c4fff"},
			{"corner of a tile", 44, 49, "#ed7100"},
			{"the other corner of a tile", 84, 89, "#ed7100"},
			{"line, its middle", 80, 30, "#232f3e"},
			{"line, its corner", 160, 30, "#232f3e"},
			{"arrow on the left", 157, 51, "#232f3e"},
			{"arrow on the right", 163, 51, "#232f3e"},
			{"beside the line", 156, 45, "#ffffff"},
			{"beneath the tip", 160, 61, "#ffffff"},
			{"beside the tip", 156, 58, "#ffffff"},
			{"round of a badge", 103, 30, "#232f3e"},
			{"corner of a badge", 101, 20, "#ffffff"},
		} {
			if scale == 1 && strings.Contains(c.what, "line, ") {
				c.want = "#394452" // 1.8 pixels on two
			}
			require.Equal(t, c.want, hex(picture.At(int(c.x*float64(scale)), int(c.y*float64(scale)))), "%s, scale %d", c.what, scale)
		}
	}
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// A tile is on a line and a badge on both, whatever the order of the ids.
func TestLaterPartsHideEarlierOnes(t *testing.T) {
	s := diagram.Scene{
		Width: 60, Height: 60,
		Boxes: []diagram.Box{
			{Rect: diagram.Rect{X: 5, Y: 5, W: 50, H: 50}, Role: diagram.PublicRole},
			{Rect: diagram.Rect{X: 10, Y: 10, W: 40, H: 40}, Role: diagram.PrivateRole},
		},
		Lines: []diagram.Line{{Points: []diagram.Point{{X: 0, Y: 30}, {X: 60, Y: 30}}, Role: diagram.EgressRole}},
		Tiles: []diagram.Tile{{Rect: diagram.Rect{X: 20, Y: 20, W: 30, H: 30}, Role: diagram.StorageRole}},
	}
	picture := draw(t, s, 2)
	require.Equal(t, "#f2f7e8", hex(picture.At(15, 15)))
	require.Equal(t, "#e7f5f6", hex(picture.At(30, 30)))
	require.Equal(t, "#6b35c9", hex(picture.At(30, 60)))
	require.Equal(t, "#6f9a12", hex(picture.At(42, 60)))
}

func BenchmarkRender(b *testing.B) {
	s := sample.Graph(shapes["full"]).Layout()
	for scale := 1; scale <= 2; scale++ {
		b.Run(fmt.Sprintf("scale=%d", scale), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := png.Render(s, scale); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
