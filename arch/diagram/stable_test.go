package diagram_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/svg"
)

// moved are the tiles and boxes of a scene that stand elsewhere in another one that has
// them too, and how far.
func moved(old, new diagram.Scene) map[string]diagram.Point {
	at := map[string]diagram.Rect{}
	for _, b := range new.Boxes {
		at["box "+b.ID] = b.Rect
	}
	for _, t := range new.Tiles {
		at["tile "+t.ID] = t.Rect
	}
	far := map[string]diagram.Point{}
	note := func(key string, was diagram.Rect) {
		if is, ok := at[key]; ok && (is.X != was.X || is.Y != was.Y) {
			far[key] = diagram.Point{X: is.X - was.X, Y: is.Y - was.Y}
		}
	}
	for _, b := range old.Boxes {
		if b.ID != "" {
			note("box "+b.ID, b.Rect)
		}
	}
	for _, t := range old.Tiles {
		note("tile "+t.ID, t.Rect)
	}
	return far
}

// A further endpoint leaves everything where it is, as long as one row holds them: s3, ecr.api,
// ecr.dkr, logs, bedrock-runtime, secretsmanager and cognito-idp come in this order.
func TestAnEndpointMovesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := anyShape.Draw(t, "shape")
		shape.Endpoints = rapid.IntRange(2, 5).Draw(t, "few endpoints")
		more := shape
		more.Endpoints++
		old, new := sample.Graph(shape).Layout(), sample.Graph(more).Layout()
		require.Empty(t, moved(old, new))
		require.Equal(t, old.Width, new.Width)
	})
}

// The order of the graph does not matter: where bedrock-runtime sorts before ecr.api, it
// still stands behind.
func TestAnEndpointStandsInItsSlot(t *testing.T) {
	g := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 5, Login: true})
	turned := g
	turned.Nodes = nil
	for i := range g.Nodes {
		turned.Nodes = append(turned.Nodes, g.Nodes[len(g.Nodes)-1-i])
	}
	for id, far := range moved(g.Layout(), turned.Layout()) {
		require.False(t, strings.HasPrefix(id, "tile endpoint/"), "%s moved by %v", id, far)
	}
}

// A further service pushes down what stands below it, and moves nothing to the side.
func TestAServicePushesDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := anyShape.Draw(t, "shape")
		shape.Services = rapid.IntRange(2, 7).Draw(t, "services")
		shape.Long, shape.Endpoints = false, rapid.IntRange(1, 8).Draw(t, "few endpoints")
		more := shape
		more.Services++
		old := sample.Graph(shape).Layout()
		far := moved(old, sample.Graph(more).Layout())
		tiles := slices.SortedFunc(slices.Values(old.Tiles), func(a, b diagram.Tile) int { return a.Y - b.Y })
		down := 0
		for _, tile := range tiles {
			by := far["tile "+tile.ID]
			require.Zero(t, by.X, tile.ID)
			require.GreaterOrEqual(t, by.Y, down, "%s comes nearer to what is above it", tile.ID)
			down = by.Y
		}
		require.Positive(t, down)
	})
}

// So the difference of two files is about as long as what is new.
func TestSmallDifferenceOfFiles(t *testing.T) {
	old := svg.Render(sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 5, Login: true}).Layout())
	new := svg.Render(sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 6, Login: true}).Layout())
	was := map[string]bool{}
	for line := range bytes.SplitSeq(old, []byte("\n")) {
		was[string(line)] = true
	}
	var changed []string
	for line := range bytes.SplitSeq(new, []byte("\n")) {
		if !was[string(line)] {
			changed = append(changed, string(line))
		}
	}
	// An endpoint, its service, the line with its badge, the description, and four borders around.
	require.LessOrEqual(t, len(changed), 20, strings.Join(changed, "\n"))
}
