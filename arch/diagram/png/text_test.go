package png_test

import (
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

// ink is the rectangle of all that is not paper.
func ink(pixels *image.RGBA) image.Rectangle {
	var all image.Rectangle
	for y := range pixels.Rect.Dy() {
		for x := range pixels.Rect.Dx() {
			if pixels.RGBAAt(x, y) != (color.RGBA{255, 255, 255, 255}) {
				all = all.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return all
}

// The layout reckons with Bounds, which come from Helvetica's widths, not from the font's.
func TestTextsStayInTheirBounds(t *testing.T) {
	const rim = 20
	seen := map[diagram.Text]bool{}
	for name, shape := range shapes {
		for _, text := range sample.Graph(shape).Layout().Texts {
			bounds := text.Bounds()
			text.X, text.Y = text.X-bounds.X+rim, text.Y-bounds.Y+rim
			if seen[text] {
				continue
			}
			seen[text] = true
			bounds = text.Bounds()
			got := ink(draw(t, diagram.Scene{Width: bounds.W + 2*rim, Height: bounds.H + 2*rim, Texts: []diagram.Text{text}}, 1))
			want := image.Rect(bounds.X, bounds.Y, bounds.Right(), bounds.Bottom())
			require.True(t, got.In(want.Inset(-1)), "%s: %q has ink in %v, not only in %v", name, text.Value, got, want)
			// Pairs of letters stand closer, and the last one ends before its width does.
			require.Greater(t, got.Dx(), bounds.W*9/10-4, "%s: %q", name, text.Value)
			require.Greater(t, got.Dy(), text.Size*4/10, "%s: %q", name, text.Value)
		}
	}
	require.Greater(t, len(seen), 20)
}

func TestAnchors(t *testing.T) {
	for anchor, want := range map[diagram.Anchor][2]int{diagram.Start: {101, 145}, diagram.Middle: {78, 122}, diagram.End: {55, 99}} {
		// "HHHH" in 16: four times 11.55, with the sides of an H free.
		got := ink(draw(t, diagram.Scene{Width: 200, Height: 40, Texts: []diagram.Text{{X: 100, Y: 30, Size: 16, Anchor: anchor, Value: "HHHH"}}}, 1))
		require.InDelta(t, want[0], got.Min.X, 1.5, "%q", anchor)
		require.InDelta(t, want[1], got.Max.X, 1.5, "%q", anchor)
		require.Equal(t, 30, got.Max.Y, "the baseline")
	}
}

func TestUnusualText(t *testing.T) {
	line := func(value string) *image.RGBA {
		return draw(t, diagram.Scene{Width: 120, Height: 40, Texts: []diagram.Text{{X: 10, Y: 30, Size: 16, Value: value}}}, 1)
	}
	for what, value := range map[string]string{"a letter without a drawing": "日", "no UTF-8": "\xff", "a control character": "\x01"} {
		require.False(t, ink(line(value)).Empty(), what)
	}
	require.Equal(t, line("a b").Pix, line(" a \t\n b\r").Pix, "white space is one space, as in SVG")
	require.Equal(t, line("\uFFFD").Pix, line("\x01").Pix)
	require.True(t, ink(line(" \n")).Empty())
	require.True(t, ink(draw(t, diagram.Scene{Width: 50, Height: 50, Texts: []diagram.Text{{X: 9, Y: 20, Value: "a"}, {X: 9, Y: 20, Size: -9, Value: "a"}}}, 1)).Empty())
}
