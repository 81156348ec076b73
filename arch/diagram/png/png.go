package png

import (
	"bytes"
	"fmt"
	"image"
	imagepng "image/png"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/look"
)

const (
	// MaxScale is the largest scale that Render takes.
	MaxScale = 4
	// MaxSide is how many pixels a picture can be wide or high.
	MaxSide = 1 << 15
	// MaxPixels is how many pixels a picture can have; one takes four bytes while it is drawn.
	MaxPixels = 1 << 27
)

// Render draws a scene with scale pixels for each unit, 1 to [MaxScale].
func Render(s diagram.Scene, scale int) ([]byte, error) {
	pixels, err := paint(s, scale)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := imagepng.Encode(&out, pixels); err != nil {
		return nil, fmt.Errorf("png: %w", err)
	}
	return out.Bytes(), nil
}

// paint is the picture before it is packed, which is most of the work.
func paint(s diagram.Scene, scale int) (*image.RGBA, error) {
	if err := check(s, scale); err != nil {
		return nil, err
	}
	regular, bold, err := fonts()
	if err != nil {
		return nil, err
	}
	p := pen{
		canvas:  newCanvas(s.Width*scale, s.Height*scale, rgb(look.Paper)),
		scale:   float64(scale),
		regular: newFace(regular), bold: newFace(bold),
	}
	for _, b := range s.Boxes {
		p.box(b)
	}
	for _, l := range s.Lines {
		p.line(l)
	}
	for _, t := range s.Tiles {
		p.tile(t)
	}
	for _, b := range s.Badges {
		p.badge(b)
	}
	for _, t := range s.Texts {
		p.text(t)
	}
	return p.canvas.pixels, nil
}

func check(s diagram.Scene, scale int) error {
	if scale < 1 || scale > MaxScale {
		return fmt.Errorf("png: scale %d is not 1 to %d; use 2 for sharp screens", scale, MaxScale)
	}
	if s.Width < 1 || s.Height < 1 {
		return fmt.Errorf("png: the scene is %d by %d and leaves no pixel to draw; use Graph.Layout, which sets Width and Height", s.Width, s.Height)
	}
	// Sides first: their product could overflow.
	if w, h := s.Width, s.Height; w > MaxSide/scale || h > MaxSide/scale || w*h > MaxPixels/(scale*scale) {
		todo := "use package svg, which has no limit"
		for smaller := scale - 1; smaller > 0; smaller-- {
			if check(s, smaller) == nil {
				todo = fmt.Sprintf("use scale %d, or package svg, which has no limit", smaller)
				break
			}
		}
		return fmt.Errorf("png: the scene is %d by %d, too large for scale %d: a side can have %d pixels and a picture %d; %s",
			w, h, scale, MaxSide, MaxPixels, todo)
	}
	return nil
}
