package png_test

import (
	"bytes"
	"fmt"
	imagepng "image/png"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/png"
)

func ExampleRender() {
	graph := diagram.Graph{
		Title:  "chat",
		Groups: []diagram.Group{{ID: diagram.CloudID, Kind: diagram.CloudGroup, Title: "AWS Cloud"}},
		Nodes: []diagram.Node{
			{ID: diagram.UsersID, Kind: diagram.UsersNode, Title: "Users"},
			{ID: diagram.CloudFrontID, Kind: diagram.CloudFrontNode, Title: "CloudFront", Groups: []string{diagram.CloudID}},
		},
	}
	scene := graph.Layout()
	picture, err := png.Render(scene, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	size, err := imagepng.DecodeConfig(bytes.NewReader(picture))
	fmt.Println(size.Width == 2*scene.Width, size.Height == 2*scene.Height, err)

	_, err = png.Render(scene, 8)
	fmt.Println(err)
	// Output:
	// true true <nil>
	// png: scale 8 is not 1 to 4; use 2 for sharp screens
}
