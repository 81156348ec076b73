package png_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	imagedraw "image/draw"
	imagepng "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/svg"
	"github.com/archblocks/archblocks/internal/browser"
)

// raced is whether the race detector runs, which makes decoding take minutes.
var raced bool

// A browser's picture of the SVG is the independent judge. It places and hints
// letters a little differently, so single pixels differ where text is; what
// windows of 16 by 16 units hold on average must not.
func TestItLooksLikeTheSVGInChromium(t *testing.T) {
	chromium := browser.Find(t)
	for name, shape := range shapes {
		// Measured: mean 0.71 and 0.36, windows 7.0 and 3.1.
		for scale, limit := range map[int]struct{ mean, window float64 }{1: {0.9, 9}, 2: {0.45, 4.5}} {
			t.Run(fmt.Sprintf("%s-%d", name, scale), func(t *testing.T) {
				if raced && (name != "full" || scale > 1) {
					t.Skip("takes minutes under the race detector; run go test ./arch/diagram/png without -race")
				}
				s := sample.Graph(shape).Layout()
				theirs := shoot(t, chromium, s, scale)
				ours := draw(t, s, scale)
				require.Equal(t, ours.Bounds(), theirs.Bounds())
				mean, worst, at := compare(ours, theirs, 16*scale)
				t.Logf("mean %.3f, worst window %.2f at %v", mean, worst, at)
				require.Less(t, mean, limit.mean, "mean difference of a channel, of 255")
				require.Less(t, worst, limit.window, "difference of the windows at %v", at)
			})
		}
	}
}

// held is what keeps a text as wide as it was measured where another font is drawn; here the
// font is the same, and rounding to whole units would shift its letters.
var held = regexp.MustCompile(` textLength="\d+" lengthAdjust="\w+"`)

// shoot is a browser's picture of a scene's SVG, with the same font, for the machine may have another for Helvetica.
func shoot(t *testing.T, chromium string, s diagram.Scene, scale int) *image.RGBA {
	dir := t.TempDir()
	file, shot := filepath.Join(dir, "scene.svg"), filepath.Join(dir, "shot.png")
	fontface := func(ttf []byte, weight string) string {
		return fmt.Sprintf("@font-face{font-family:Helvetica;font-weight:%s;src:url(data:font/ttf;base64,%s)}", weight, base64.StdEncoding.EncodeToString(ttf))
	}
	style := "<style>" + fontface(liberationsansregular.TTF, "normal") + fontface(liberationsansbold.TTF, "bold") + "</style></svg>"
	picture := bytes.Replace(held.ReplaceAll(svg.Render(s), nil), []byte("</svg>"), []byte(style), 1)
	require.NoError(t, os.WriteFile(file, picture, 0o600))
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
		fmt.Sprintf("--force-device-scale-factor=%d", scale), "--user-data-dir="+filepath.Join(dir, "profile"),
		"--screenshot="+shot, fmt.Sprintf("--window-size=%d,%d", s.Width, s.Height),
		"--allow-file-access-from-files", "file://"+file).CombinedOutput()
	require.NoError(t, err, "%s", out)
	data, err := os.ReadFile(shot)
	require.NoError(t, err, "%s", out)
	decoded, err := imagepng.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	return rgba(decoded)
}

func rgba(from image.Image) *image.RGBA {
	to := image.NewRGBA(from.Bounds())
	imagedraw.Draw(to, to.Rect, from, image.Point{}, imagedraw.Src)
	return to
}

// compare is the mean difference of two pictures' channels, and the largest
// difference of the mean colours of a window, which moves by half its size.
func compare(a, b *image.RGBA, size int) (mean, worst float64, at image.Point) {
	w, h := a.Rect.Dx(), a.Rect.Dy()
	// Signed sums of half windows, for each channel.
	half := size / 2
	columns := (w + half - 1) / half
	sums := make([][3]int, columns*((h+half-1)/half))
	total := 0
	for y := range h {
		for x := range w {
			i, cell := a.PixOffset(x, y), &sums[y/half*columns+x/half]
			for c := range 3 {
				d := int(a.Pix[i+c]) - int(b.Pix[i+c])
				total += max(d, -d)
				cell[c] += d
			}
		}
	}
	for i := range len(sums) - columns - 1 {
		for c := range 3 {
			d := sums[i][c] + sums[i+1][c] + sums[i+columns][c] + sums[i+columns+1][c]
			if d := float64(max(d, -d)) / float64(size*size); d > worst {
				worst, at = d, image.Pt(i%columns*half, i/columns*half)
			}
		}
	}
	return float64(total) / float64(3*w*h), worst, at
}
