package problem_test

import (
	"errors"
	"fmt"

	"github.com/archblocks/archblocks/arch/problem"
)

const PortOutOfRange problem.Code = "port-out-of-range"

// A check adds what it finds under paths of its own; whoever holds the part re-roots them.
func ExampleList() {
	var list problem.List
	list.Add("port", PortOutOfRange, 70000, "is not from 1 to 65535", "use 8501")
	list.Warn("image", "image-tag-moves", "app:latest", "names no fixed version", "use a version")

	list = list.At(problem.Index("compute.services", 0))
	for _, p := range list {
		fmt.Println(p)
	}
	err := list.Err()
	fmt.Println(errors.Is(err, PortOutOfRange), len(list.Warnings()))
	// Output:
	// compute.services[0].port: "70000" is not from 1 to 65535; use 8501 [port-out-of-range]
	// warning: compute.services[0].image: "app:latest" names no fixed version; use a version [image-tag-moves]
	// true 1
}

func ExampleDidYouMean() {
	regions := []string{"eu-west-1", "us-east-1"}
	fmt.Println(problem.DidYouMean("eu-west1", regions, "use one that AWS lists"))
	fmt.Println(problem.DidYouMean("mars-1", regions, "use one that AWS lists"))
	// Output:
	// did you mean "eu-west-1"?
	// use one that AWS lists
}
