package drawio_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/drawio"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/internal/npmjudge"
)

// decoded is what mxGraph finds in a file, and where it draws it.
type decoded struct {
	Error string
	Cells []struct {
		ID, Parent, Label, From, To string
		Box                         []float64
		Points                      [][]float64
	}
}

// The engine of draw.io puts tiles and boxes where the scene has them, and leads each line
// over the corners that the scene gives it, although the file says both in other words: in
// nested containers, and relative to what the line joins.
func TestMxGraphDrawsTheScene(t *testing.T) {
	var scenes []diagram.Scene
	for _, shape := range []sample.Shape{
		{Zones: 2, Services: 1, Endpoints: 7, Login: true},
		{Zones: 1, Services: 1, Endpoints: 5},
		{Zones: 3, Services: 8, Endpoints: 16, Login: true, Long: true},
		{Zones: 2, Services: 3, Endpoints: 1},
	} {
		scenes = append(scenes, sample.Graph(shape).Layout())
	}
	var texts []string
	for _, s := range scenes {
		texts = append(texts, string(drawio.Render(s)))
	}
	var files []decoded
	npmjudge.Read(t, "drawio", texts, &files)
	require.Len(t, files, len(scenes))
	for i, s := range scenes {
		require.Empty(t, files[i].Error)
		drawn := map[diagram.Rect]bool{}
		var ways [][]diagram.Point
		for _, c := range files[i].Cells {
			if c.Box != nil {
				drawn[diagram.Rect{X: int(c.Box[0]), Y: int(c.Box[1]), W: int(c.Box[2]), H: int(c.Box[3])}] = true
				continue
			}
			var way []diagram.Point
			for _, p := range c.Points {
				way = append(way, diagram.Point{X: int(p[0]), Y: int(p[1])})
			}
			ways = append(ways, way)
		}
		for _, b := range s.Boxes {
			require.True(t, drawn[b.Rect], "box %s at %v", b.ID, b.Rect)
		}
		for _, tile := range s.Tiles {
			require.True(t, drawn[tile.Rect], "tile %s at %v", tile.ID, tile.Rect)
		}
		require.Len(t, ways, len(s.Lines))
		for _, l := range s.Lines {
			require.Contains(t, ways, l.Points, "line %s", l.ID)
		}
	}
}
