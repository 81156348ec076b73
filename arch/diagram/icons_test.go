package diagram_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	imagepng "image/png"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/png"
	"github.com/archblocks/archblocks/arch/diagram/svg"
)

func svgFile(words string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><!-- ` + words + ` --></svg>`)}
}

func pngFile(t *testing.T, side int, paint color.Color) *fstest.MapFile {
	icon := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range side * side {
		icon.Set(i%side, i/side, paint)
	}
	var out bytes.Buffer
	require.NoError(t, imagepng.Encode(&out, icon))
	return &fstest.MapFile{Data: out.Bytes()}
}

// Names are laid out as in AWS's package; the pictures are our own.
func TestIconsFromFiles(t *testing.T) {
	red := color.RGBA{200, 10, 20, 255}
	files := fstest.MapFS{
		"Architecture-Service-Icons_02072025/Arch_Networking/64/Arch_Amazon-CloudFront_64.svg": svgFile("of February"),
		"Architecture-Service-Icons_07312025/Arch_Networking/64/Arch_Amazon-CloudFront_64.svg": svgFile("of July"),
		"Architecture-Service-Icons_07312025/Arch_Networking/16/Arch_Amazon-CloudFront_16.svg": svgFile("small"),
		"__MACOSX/Arch_Networking/64/._Arch_Amazon-CloudFront_64.svg":                          {Data: []byte{0, 5}},
		"Architecture-Group-Icons_07312025/Virtual-private-cloud-VPC_32.svg":                   svgFile("vpc"),
		"Resource/Res_Elastic-Load-Balancing_Application-Load-Balancer_48.png":                 pngFile(t, 48, red),
		"mine/login.svg":             svgFile("own name"),
		"Arch_Amazon-Cognito_64.svg": svgFile("AWS's name"),
		"notes.txt":                  {Data: []byte("not an icon")},
	}
	scene, err := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 7, Login: true}).Layout().WithIcons(files)
	require.NoError(t, err)
	picture := string(svg.Render(scene))
	inside := func(name string) bool {
		return strings.Contains(picture, ";base64,"+base64.StdEncoding.EncodeToString(files[name].Data)+`"`)
	}
	for name, want := range map[string]bool{
		"Architecture-Service-Icons_07312025/Arch_Networking/64/Arch_Amazon-CloudFront_64.svg": true,
		"Architecture-Service-Icons_02072025/Arch_Networking/64/Arch_Amazon-CloudFront_64.svg": false,
		"Architecture-Service-Icons_07312025/Arch_Networking/16/Arch_Amazon-CloudFront_16.svg": false,
		"Architecture-Group-Icons_07312025/Virtual-private-cloud-VPC_32.svg":                   true,
		"Resource/Res_Elastic-Load-Balancing_Application-Load-Balancer_48.png":                 true,
		"mine/login.svg":             true,
		"Arch_Amazon-Cognito_64.svg": false,
	} {
		require.Equal(t, want, inside(name), name)
	}
	// The PNG file fills the tile of the load balancer, corner to corner.
	for _, tile := range scene.Tiles {
		if tile.ID == diagram.LoadBalancerID {
			require.NotNil(t, tile.Picture)
			pixels, err := png.Render(scene, 1)
			require.NoError(t, err)
			drawn, err := imagepng.Decode(bytes.NewReader(pixels))
			require.NoError(t, err)
			for _, at := range []diagram.Point{{X: tile.X, Y: tile.Y}, {X: tile.Right() - 1, Y: tile.Bottom() - 1}, {X: tile.CenterX(), Y: tile.CenterY()}} {
				require.Equal(t, red, color.RGBAModel.Convert(drawn.At(at.X, at.Y)))
			}
		}
	}
}

func TestIconsThatAreNone(t *testing.T) {
	scene := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 3}).Layout()
	for name, test := range map[string]struct {
		files fstest.MapFS
		says  string
	}{
		"nothing":       {fstest.MapFS{"read.me": {}}, "mount AWS's package"},
		"no SVG":        {fstest.MapFS{"waf.svg": {Data: []byte("<html/>")}}, `waf.svg is not an SVG file: it starts with "html"`},
		"no XML":        {fstest.MapFS{"waf.svg": {Data: []byte("GIF89a")}}, "waf.svg is not an SVG file"},
		"no PNG":        {fstest.MapFS{"waf.png": svgFile("")}, "waf.png is not a PNG file"},
		"too many byes": {fstest.MapFS{"waf.svg": {Data: make([]byte, diagram.MaxIconBytes+1)}}, "waf.svg has 1048577 bytes, and an icon at most 1048576"},
		"too wide":      {fstest.MapFS{"waf.png": pngFile(t, 2049, color.Black)}, "waf.png is 2049 by 2049 pixels"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := scene.WithIcons(test.files)
			require.ErrorContains(t, err, test.says)
		})
	}
}
