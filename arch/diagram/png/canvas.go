package png

import (
	"image"
	"image/color"
	"image/draw"
	"strconv"

	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

// canvas is a picture without transparency.
type canvas struct {
	pixels *image.RGBA
	raster *raster
}

func newCanvas(w, h int, ground color.RGBA) *canvas {
	c := &canvas{pixels: image.NewRGBA(image.Rect(0, 0, w, h)), raster: newRaster(w, h)}
	draw.Draw(c.pixels, c.pixels.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	return c
}

// fill paints what the outlines go round, holes where they go round twice in opposite directions.
func (c *canvas) fill(outlines []polyline, paint color.RGBA) {
	for _, o := range outlines {
		c.raster.add(o.points)
	}
	c.raster.spans(func(y, from, to int, coverage uint32) { c.span(y, from, to, paint, coverage) })
}

// stroke paints a line along each path.
func (c *canvas) stroke(paths []polyline, pen brush, paint color.RGBA) {
	for _, p := range paths {
		p.points = c.near(p.points)
		for _, piece := range pen.dashes(p) {
			for _, o := range pen.outlines(piece) {
				c.raster.add(o)
			}
		}
	}
	c.raster.spans(func(y, from, to int, coverage uint32) { c.span(y, from, to, paint, coverage) })
}

// near pulls far points to the rim of the picture, so that no line takes a million dashes.
func (c *canvas) near(points []point) []point {
	const rim = 1024
	near := make([]point, len(points))
	for i, p := range points {
		near[i] = point{
			min(max(p.x, -rim), float64(c.pixels.Rect.Dx()+rim)),
			min(max(p.y, -rim), float64(c.pixels.Rect.Dy()+rim)),
		}
	}
	return near
}

// span paints over a stretch of a row; coverage is 1 to 255.
func (c *canvas) span(y, from, to int, paint color.RGBA, coverage uint32) {
	row := c.pixels.Pix[y*c.pixels.Stride+4*from : y*c.pixels.Stride+4*to]
	mix := func(under, over uint8) uint8 {
		return uint8((uint32(under)*(255-coverage) + uint32(over)*coverage + 127) / 255)
	}
	for i := 0; i < len(row); i += 4 {
		row[i], row[i+1], row[i+2] = mix(row[i], paint.R), mix(row[i+1], paint.G), mix(row[i+2], paint.B)
	}
}

// rgb is a tone in the light picture; black where it is no colour.
func rgb(t look.Tone) color.RGBA {
	c := color.RGBA{A: 255}
	if len(t.Light) == len("#rrggbb") {
		if n, err := strconv.ParseUint(t.Light[1:], 16, 32); err == nil {
			c.R, c.G, c.B = uint8(n>>16), uint8(n>>8), uint8(n)
		}
	}
	return c
}
