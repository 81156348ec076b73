package archspec_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
)

// ofServices is the full spec with n services; all but the first take paths of their own.
func ofServices(n int) archspec.Spec {
	s := full()
	first := s.Compute.Services[0]
	s.Compute.Services = slices.Repeat(s.Compute.Services, n)
	for i := 1; i < n; i++ {
		service := first
		service.Name = fmt.Sprintf("app%d", i)
		service.Paths = []string{fmt.Sprintf("/app%d/*", i)}
		s.Compute.Services[i] = service
	}
	return s
}

// BenchmarkPlan is Defaulted, Check and Plan of the full spec.
func BenchmarkPlan(b *testing.B) {
	for _, n := range []int{1, 10, 100, 1000} {
		spec := ofServices(n)
		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := spec.Plan()
				require.NoError(b, err)
			}
		})
	}
}

// BenchmarkCheckInvalid is the check of a spec in which every service has faults.
func BenchmarkCheckInvalid(b *testing.B) {
	for _, n := range []int{1, 10, 100, 1000} {
		spec := ofServices(n)
		for i := range spec.Compute.Services {
			spec.Compute.Services[i].Image, spec.Compute.Services[i].Port = "nginx", -1
		}
		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				require.Error(b, spec.Validate())
			}
		})
	}
}
