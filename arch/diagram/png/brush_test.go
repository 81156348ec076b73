package png

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

func TestDashes(t *testing.T) {
	b := brush{width: 1, on: 6, off: 4}
	got := b.dashes(polyline{points: []point{{0, 0}, {13, 0}, {13, 9}}})
	want := []polyline{
		{points: []point{{0, 0}, {6, 0}}},
		{points: []point{{10, 0}, {13, 0}, {13, 3}}}, // round the corner
		{points: []point{{13, 7}, {13, 9}}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(polyline{}, point{})); diff != "" {
		t.Error(diff)
	}
}

// area is what outlines cover, measured with the rasteriser around the origin; what overlaps counts once.
func area(outlines [][]point) float64 {
	const zoom, middle = 20.0, 300
	r := newRaster(2*middle, 2*middle)
	for _, o := range outlines {
		var large []point
		for _, p := range o {
			large = append(large, point{middle + zoom*p.x, middle + zoom*p.y})
		}
		r.add(large)
	}
	sum := 0.0
	r.spans(func(_, from, to int, coverage uint32) { sum += float64(to-from) * float64(coverage) / 255 })
	return sum / zoom / zoom
}

func TestStrokeAreas(t *testing.T) {
	corner := []point{{0, 0}, {10, 0}, {10, 10}}
	for _, c := range []struct {
		what string
		b    brush
		p    polyline
		want float64
	}{
		{"cut ends, a pointed corner", brush{width: 2}, polyline{points: corner}, 40},
		{"the other way", brush{width: 2}, polyline{points: []point{{10, 10}, {10, 0}, {0, 0}}}, 40},
		{"round ends and corner", brush{width: 2, round: true}, polyline{points: corner}, 39 + math.Pi + math.Pi/4},
		{"a closed square", brush{width: 2}, polyline{points: []point{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, closed: true}, 80},
		{"a closed square, the other way", brush{width: 2}, polyline{points: []point{{0, 0}, {0, 10}, {10, 10}, {10, 0}}, closed: true}, 80},
		{"a point", brush{width: 2}, polyline{points: []point{{3, 3}, {3, 3}}}, 0},
		{"nothing", brush{width: 2}, polyline{}, 0},
		{"round corners", brush{width: 2}, rounded(-6, -6, 20, 10, 3)[0], 2 * (2*(20-6) + 2*(10-6) + 2*math.Pi*3)},
	} {
		require.InDelta(t, c.want, area(c.b.outlines(c.p)), 0.05, c.what)
	}
}

func TestFarLinesTakeNoMoreDashesThanThePicture(t *testing.T) {
	c := newCanvas(10, 10, rgb(look.Paper))
	far := []polyline{{points: []point{{-1e7, 5}, {1e7, 5}}}}
	require.Less(t, testing.AllocsPerRun(1, func() { c.stroke(far, brush{width: 2, on: 6, off: 4}, rgb(look.Ink)) }), 10_000.0)
}

// Every icon that look has for a kind is read to its end.
func TestEveryIconIsRead(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range []string{
		"users", "cloudfront", "edge", "waf", "load-balancer", "task", "endpoint", "storage", "model", "registry", "monitoring",
		"login", "secrets", "other", "cloud", "vpc", "region", "public-subnet", "private-subnet",
	} {
		icon := look.Icon(kind)
		paths, ok := parsePath(icon)
		require.True(t, ok, "%s: %s", kind, icon)
		seen[icon] = true
		for _, p := range paths {
			for _, at := range p.points {
				require.True(t, at.x >= 0 && at.x <= 24 && at.y >= 0 && at.y <= 24, "%s leaves its ground at %v", kind, at)
			}
		}
	}
	require.Greater(t, len(seen), 15)
}

func TestPathData(t *testing.T) {
	for _, c := range []struct {
		data string
		ends []point // the last point of each path
		ok   bool
	}{
		{"M1 2h3v4H2V1z", []point{{2, 1}}, true},
		{"M1,2 3,4m1 1l.5.5-1-1", []point{{3, 4}, {3.5, 4.5}}, true},
		{"M0 0c0 1 1 2 3 3s2 2 4 4", []point{{7, 7}}, true},
		{"M0 0a5 5 0 0 1 10 0A5 5 0 0110 10", []point{{10, 10}}, true},
		{"M0 0h4v4zh1", []point{{4, 4}, {1, 0}}, true},
		{"M0 0q1 1 2 2", []point{{0, 0}}, false},
		{"M0 0h", []point{{0, 0}}, false},
		{"1 2", nil, false},
		{"M0 0z 3", []point{{0, 0}}, false},
		{"z", nil, true},
		{"l3 4", []point{{3, 4}}, true},
	} {
		paths, ok := parsePath(c.data)
		require.Equal(t, c.ok, ok, c.data)
		var ends []point
		for _, p := range paths {
			ends = append(ends, p.points[len(p.points)-1])
		}
		require.Equal(t, c.ends, ends, c.data)
	}
}

func TestArcs(t *testing.T) {
	for _, c := range []struct {
		long, sweep bool
		want        point // the middle of the way from 0,0 to 10,0 on a circle round 5,5 or 5,-5
	}{
		{false, true, point{5, 5 - math.Sqrt(50)}},
		{false, false, point{5, -5 + math.Sqrt(50)}},
		{true, true, point{5, -5 - math.Sqrt(50)}},
		{true, false, point{5, 5 + math.Sqrt(50)}},
	} {
		points := ellipse(point{}, point{10, 0}, math.Sqrt(50), math.Sqrt(50), c.long, c.sweep)
		middle := points[len(points)/2-1]
		require.InDelta(t, c.want.x, middle.x, 1e-9, "%+v", c)
		require.InDelta(t, c.want.y, middle.y, 1e-9, "%+v", c)
	}
}

func FuzzPathData(f *testing.F) {
	f.Add("M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM3 12h18")
	f.Add("A1 1 0 0 0 0 0s1 1 1 1z-.")
	f.Fuzz(func(t *testing.T, data string) {
		for paths, _ := parsePath(data); len(paths) > 0; paths = paths[1:] {
			for _, at := range paths[0].points {
				require.False(t, math.IsNaN(at.x) || math.IsNaN(at.y), data)
			}
		}
	})
}
