package cost_test

import (
	"fmt"
	"testing"

	"github.com/archblocks/archblocks/arch/cost"
)

func BenchmarkOf(b *testing.B) {
	for _, services := range []int{1, 10, 18} {
		s := picture("eu-west-1")
		one := s.Compute.Services[0]
		s.Compute.Services = nil
		for i := range services {
			service := one
			service.Name, service.Paths = fmt.Sprintf("app%d", i), []string{fmt.Sprintf("/app%d/*", i)}
			s.Compute.Services = append(s.Compute.Services, service)
		}
		p := planned(b, s)
		b.Run(fmt.Sprint(services), func(b *testing.B) {
			for b.Loop() {
				if _, err := cost.Of(p, cost.Usage{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
