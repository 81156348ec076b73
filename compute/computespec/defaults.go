package computespec

import (
	"slices"
	"time"
)

// DefaultPort is the container's port where the spec gives none: Streamlit's.
const DefaultPort = 8501

// Defaulted returns the spec with every default filled in that does not depend on
// anything outside. It does not judge. Defaulted is idempotent and leaves s as it was.
func (s Spec) Defaulted() Spec {
	fill(&s.ContainerInsights, InsightsEnabled)
	s.LoadBalancer = s.LoadBalancer.defaulted()
	s.Services = slices.Clone(s.Services)
	for i := range s.Services {
		s.Services[i] = s.Services[i].defaulted()
	}
	return s
}

// completed fills in what depends on the surroundings: one task a zone, and a load
// balancer for which a certificate is made is internet-facing, as one that brings its own is.
func (s Spec) completed(in Inputs) Spec {
	s.Services = slices.Clone(s.Services)
	for i := range s.Services {
		fill(&s.Services[i].MinTasks, max(2, min(in.Zones, 3)))
	}
	if s.LoadBalancer.Scheme == "" && in.MadeCertificate {
		s.LoadBalancer.Scheme = InternetFacing
	}
	return s.Defaulted()
}

func (l LoadBalancer) defaulted() LoadBalancer {
	if l.Scheme == "" {
		l.Scheme = Internal
		if l.CertificateARN != "" {
			l.Scheme = InternetFacing
		}
	}
	if len(l.Ports) == 0 {
		l.Ports = []int{80}
		if l.CertificateARN != "" || l.Scheme == InternetFacing {
			l.Ports = []int{443}
		}
	}
	fill(&l.SecurityGroupRules, 60)
	fill(&l.IdleTimeout, 10*time.Minute)
	return l
}

func (s Service) defaulted() Service {
	fill(&s.Port, DefaultPort)
	fill(&s.CPU, 512)
	fill(&s.MemoryMiB, 2*s.CPU)
	fill(&s.Architecture, X8664)
	fill(&s.MinTasks, 2)
	fill(&s.MaxTasks, 2*s.MinTasks)
	fill(&s.DesiredTasks, s.MinTasks)
	fill(&s.TargetCPUPercent, 60)
	fill(&s.HealthCheckPath, "/_stcore/health")
	fill(&s.HealthCheckInterval, 15*time.Second)
	fill(&s.HealthCheckTimeout, 5*time.Second)
	fill(&s.StartupTime, time.Minute)
	fill(&s.DrainTime, time.Minute)
	s.Buckets = slices.Clone(s.Buckets)
	for i := range s.Buckets {
		fill(&s.Buckets[i].Access, ReadWrite)
	}
	return s
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
