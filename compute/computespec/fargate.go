package computespec

import (
	"fmt"
	"slices"

	"github.com/archblocks/archblocks/arch/problem"
)

// size is the memory that Fargate offers with an amount of CPU, all in MiB
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html).
type size struct{ cpu, least, most, step int }

var sizes = []size{
	{256, 512, 2048, 512},
	{512, 1024, 4096, 1024},
	{1024, 2048, 8192, 1024},
	{2048, 4096, 16384, 1024},
	{4096, 8192, 30720, 1024},
	{8192, 16384, 61440, 4096},
	{16384, 32768, 122880, 8192},
}

// allows tells whether memory goes with the size. A quarter vCPU takes 512, 1024 or 2048 MiB.
func (s size) allows(memory int) bool {
	if s.cpu == 256 && memory == 1536 {
		return false
	}
	return memory >= s.least && memory <= s.most && memory%s.step == 0
}

// nearest is the smallest memory that goes with the size and is enough, or its most.
func (s size) nearest(memory int) int {
	for m := s.least; m <= s.most; m += s.step {
		if m >= memory && s.allows(m) {
			return m
		}
	}
	return s.most
}

func checkSize(list *problem.List, cpu, memory int) {
	i := slices.IndexFunc(sizes, func(s size) bool { return s.cpu == cpu })
	if i < 0 {
		list.Add("cpu", CPUNotAllowed, cpu, "is not an amount of CPU that Fargate offers", "use 256, 512, 1024, 2048, 4096, 8192 or 16384")
		return
	}
	if s := sizes[i]; !s.allows(memory) {
		list.Add("memoryMiB", MemoryNotAllowed, memory, fmt.Sprintf("does not go with %d CPU units, which take %d to %d MiB", cpu, s.least, s.most), fmt.Sprintf("use %d", s.nearest(memory)))
	}
}
