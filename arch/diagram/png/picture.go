package png

import (
	"bytes"
	"image"
	imagepng "image/png"

	"golang.org/x/image/draw"

	"github.com/archblocks/archblocks/arch/diagram"
)

// picture draws an icon from a PNG file, scaled into its place, and tells whether there is
// one. A file that is no picture is none: Scene.WithIcons refuses it.
func (p *pen) picture(file *diagram.Picture, at diagram.Rect) bool {
	if file == nil || file.PNG == nil {
		return false
	}
	icon, err := imagepng.Decode(bytes.NewReader(file.PNG))
	if err != nil {
		return false
	}
	scale := int(p.scale)
	into := image.Rect(at.X*scale, at.Y*scale, at.Right()*scale, at.Bottom()*scale)
	draw.CatmullRom.Scale(p.canvas.pixels, into, icon, icon.Bounds(), draw.Over, nil)
	return true
}
