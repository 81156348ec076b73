package computespec_test

import (
	"errors"
	"testing"

	"github.com/archblocks/archblocks/compute/computespec"
)

// offered is the table of docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html,
// in GiB by CPU units, written out; 0 stands for half a GiB.
var offered = map[int][]int{
	256:   {0, 1, 2},
	512:   {1, 2, 3, 4},
	1024:  {2, 3, 4, 5, 6, 7, 8},
	2048:  {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
	4096:  {8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30},
	8192:  {16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60},
	16384: {32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120},
}

func TestFargateSizes(t *testing.T) {
	allowed := map[[2]int]bool{}
	for cpu, sizes := range offered {
		for _, gib := range sizes {
			allowed[[2]int{cpu, max(512, gib*1024)}] = true
		}
	}
	for _, cpu := range []int{1, 128, 255, 256, 257, 512, 768, 1024, 2048, 3072, 4096, 8192, 16384, 32768} {
		for memory := 256; memory <= 131072; memory += 256 {
			err := app(func(s *computespec.Service) { s.CPU, s.MemoryMiB = cpu, memory }).Validate(computespec.Inputs{})
			if got, want := err == nil, allowed[[2]int{cpu, memory}]; got != want {
				t.Errorf("%d CPU units with %d MiB: %v", cpu, memory, err)
			}
			if wantCPU := offered[cpu] == nil; errors.Is(err, computespec.CPUNotAllowed) != wantCPU {
				t.Errorf("%d CPU units: %v", cpu, err)
			}
		}
	}
	for cpu := range offered {
		if err := app(func(s *computespec.Service) { s.CPU = cpu }).Validate(computespec.Inputs{}); err != nil {
			t.Errorf("%d CPU units with the memory of default: %v", cpu, err)
		}
		odd := app(func(s *computespec.Service) { s.CPU, s.MemoryMiB = cpu, 16384+1 })
		if err := odd.Validate(computespec.Inputs{}); !errors.Is(err, computespec.MemoryNotAllowed) {
			t.Errorf("%d CPU units with an odd MiB: %v", cpu, err)
		}
	}
}
