package computespec

import (
	"fmt"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
)

func checkSize(list *problem.List, cpu, memory int) {
	size, ok := awsservice.LookupFargateSize(cpu)
	switch {
	case !ok:
		list.Add("cpu", CPUNotAllowed, cpu, "is not an amount of CPU that Fargate offers", "use 256, 512, 1024, 2048, 4096, 8192 or 16384")
	case !size.Allows(memory):
		list.Add("memoryMiB", MemoryNotAllowed, memory, fmt.Sprintf("does not go with %d CPU units, which take %d to %d MiB", cpu, size.Least, size.Most), fmt.Sprintf("use %d", size.Nearest(memory)))
	}
}
