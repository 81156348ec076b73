package awsservice

import "slices"

// FargateSize is the memory that Fargate offers with an amount of CPU
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html).
type FargateSize struct {
	// CPU is in units of 1/1024 of a core.
	CPU int
	// Least, Most and Step are in MiB.
	Least, Most, Step int
}

var fargateSizes = []FargateSize{
	{256, 512, 2048, 512},
	{512, 1024, 4096, 1024},
	{1024, 2048, 8192, 1024},
	{2048, 4096, 16384, 1024},
	{4096, 8192, 30720, 1024},
	{8192, 16384, 61440, 4096},
	{16384, 32768, 122880, 8192},
}

// LookupFargateSize is the size with an amount of CPU.
func LookupFargateSize(cpu int) (FargateSize, bool) {
	i := slices.IndexFunc(fargateSizes, func(s FargateSize) bool { return s.CPU == cpu })
	if i < 0 {
		return FargateSize{}, false
	}
	return fargateSizes[i], true
}

// Allows tells whether an amount of memory, in MiB, goes with the size. A quarter of a core takes 512, 1024 or 2048 MiB.
func (s FargateSize) Allows(memory int) bool {
	if s.CPU == 256 && memory == 1536 {
		return false
	}
	return memory >= s.Least && memory <= s.Most && memory%s.Step == 0
}

// Nearest is the smallest memory that goes with the size and is enough, or its most.
func (s FargateSize) Nearest(memory int) int {
	for m := s.Least; m <= s.Most; m += s.Step {
		if m >= memory && s.Allows(m) {
			return m
		}
	}
	return s.Most
}

// CloudFrontPrefixListWeight is how many rules of a security group CloudFront's prefix list
// counts as (docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html).
const CloudFrontPrefixListWeight = 55

// SecurityGroupRules is the default quota of rules, each way, of a security group
// (docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
const SecurityGroupRules = 60
