package png

import (
	"image"
	"testing"

	"golang.org/x/image/vector"
	"pgregory.net/rapid"
)

// The rasteriser of golang.org/x/image is the judge: another algorithm, with a sum for every pixel.
func TestCoverageIsThatOfAnotherRasteriser(t *testing.T) {
	const w, h = 520, 30 // above 512 theirs reckons with floating point, and more exactly
	// Whole steps, so that both see the same outline, some of it outside of the picture.
	step := func(from, to int) *rapid.Generator[float64] {
		return rapid.Map(rapid.IntRange(from*one, to*one), func(v int) float64 { return float64(v) / one })
	}
	corner := rapid.Custom(func(t *rapid.T) point {
		return point{rapid.OneOf(step(-20, 20), step(-20, w+20)).Draw(t, "x"), step(-20, h+20).Draw(t, "y")}
	})
	rapid.Check(t, func(t *rapid.T) {
		// A triangle: where outlines cross in a pixel, neither is exact.
		outline := rapid.SliceOfN(corner, 3, 3).Draw(t, "outline")
		ours := newRaster(w, h)
		theirs := vector.NewRasterizer(w, h)
		ours.add(outline)
		theirs.MoveTo(float32(outline[0].x), float32(outline[0].y))
		for _, p := range outline[1:] {
			theirs.LineTo(float32(p.x), float32(p.y))
		}
		theirs.ClosePath()
		want := image.NewAlpha(image.Rect(0, 0, w, h))
		theirs.Draw(want, want.Rect, image.Opaque, image.Point{})
		got := image.NewAlpha(want.Rect)
		ours.spans(func(y, from, to int, coverage uint32) {
			if from < 0 || to > w || from >= to {
				t.Fatalf("span %d to %d", from, to)
			}
			for x := from; x < to; x++ {
				got.Pix[y*got.Stride+x] = uint8(coverage)
			}
		})
		for i := range got.Pix { // ours cuts each of three sides down to a step
			if d := int(got.Pix[i]) - int(want.Pix[i]); d > 4 || d < -4 {
				t.Fatalf("pixel %d,%d is covered by %d, not %d", i%w, i/w, got.Pix[i], want.Pix[i])
			}
		}
		ours.spans(func(int, int, int, uint32) { t.Fatal("something is left of the last outline") })
	})
}
