package look_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/look"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

// luminance is the relative luminance of a colour such as "#8c4fff", by WCAG 2.2:
// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
func luminance(t *testing.T, color string) float64 {
	n, err := strconv.ParseUint(color[1:], 16, 32)
	require.NoError(t, err, color)
	part := func(shift int) float64 {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrastIsWCAGs(t *testing.T) {
	require.InDelta(t, 21, contrast(t, "#ffffff", "#000000"), 0.001)
	require.InDelta(t, 4.54, contrast(t, "#767676", "#ffffff"), 0.01) // the known grey that just passes on white
}

// Every text stands out from what is under it by 4.5 to 1, and every line, icon and border
// of a mark by 3 to 1, in light and in dark (WCAG 2.2 AA, 1.4.3 and 1.4.11).
func TestContrast(t *testing.T) {
	small := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 7, Login: true})
	large := sample.Graph(sample.Shape{Zones: 3, Services: 3, Endpoints: 12})
	other := sample.Graph(sample.Shape{Zones: 2, Services: 2, Endpoints: 3})
	other.Groups[3].Detail, other.Nodes[2].Detail = "10.1.0.0/16", "no rules"
	for _, s := range []diagram.Scene{small.Layout(), large.Layout(), diagram.Difference(small, other)} {
		// under is the ground at a point: that of the topmost box.
		under := func(x, y int) look.Tone {
			ground := look.Paper
			for _, b := range s.Boxes {
				if b.X <= x && x <= b.Right() && b.Y <= y && y <= b.Bottom() {
					ground = look.OfBox(b).Ground
				}
			}
			return ground
		}
		check := func(what string, front, ground look.Tone, least float64) {
			t.Helper()
			if got := contrast(t, front.Light, ground.Light); got < least {
				t.Errorf("%s: %s on %s is %.2f to 1 in light, want %g", what, front.Light, ground.Light, got, least)
			}
			if got := contrast(t, front.Dark, ground.Dark); got < least {
				t.Errorf("%s: %s on %s is %.2f to 1 in dark, want %g", what, front.Dark, ground.Dark, got, least)
			}
		}
		for _, text := range s.Texts {
			at := text.Bounds()
			check("text "+text.Value, look.OfText(text.Role), under(at.CenterX(), at.CenterY()), 4.5)
		}
		for _, b := range s.Badges {
			check("badge "+b.Text, look.Paper, look.OfBadge(b), 4.5)
		}
		for _, l := range s.Lines {
			for _, p := range l.Points {
				check("line "+l.ID, look.Of(l), under(p.X, p.Y), 3)
			}
		}
		for _, tile := range s.Tiles {
			if ground := look.OfTile(tile.Role); tile.Role != diagram.PlainRole {
				check("icon of "+tile.ID, look.TileIcon(tile).Color, ground, 3)
			}
		}
		for _, b := range s.Boxes {
			if b.Icon != "" {
				_, icon := look.BoxIcon(b)
				check("icon of "+b.ID, icon.Color, look.OfBox(b).Border, 3)
			}
			if b.Mark != "" {
				check("border of "+b.ID, look.OfBox(b).Border, look.OfBox(b).Ground, 3)
			}
		}
	}
}
