package computespec

import (
	"cmp"
	"slices"
	"time"
)

// DefaultPort is the container's port where the spec gives none: Streamlit's.
const DefaultPort = 8501

// Defaulted returns the spec with every default filled in that does not depend on
// anything outside. It does not judge. Defaulted is idempotent and leaves s as it was.
func (s Spec) Defaulted() Spec {
	s.ContainerInsights = cmp.Or(s.ContainerInsights, InsightsEnabled)
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
		s.Services[i].MinTasks = cmp.Or(s.Services[i].MinTasks, max(2, min(in.Zones, 3)))
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
	l.SecurityGroupRules = cmp.Or(l.SecurityGroupRules, 60)
	l.IdleTimeout = cmp.Or(l.IdleTimeout, 10*time.Minute)
	return l
}

func (s Service) defaulted() Service {
	s.Port = cmp.Or(s.Port, DefaultPort)
	s.CPU = cmp.Or(s.CPU, 512)
	s.MemoryMiB = cmp.Or(s.MemoryMiB, 2*s.CPU)
	s.Architecture = cmp.Or(s.Architecture, X8664)
	s.MinTasks = cmp.Or(s.MinTasks, 2)
	s.MaxTasks = cmp.Or(s.MaxTasks, 2*s.MinTasks)
	s.DesiredTasks = cmp.Or(s.DesiredTasks, s.MinTasks)
	s.TargetCPUPercent = cmp.Or(s.TargetCPUPercent, 60)
	s.HealthCheckPath = cmp.Or(s.HealthCheckPath, "/_stcore/health")
	s.HealthCheckInterval = cmp.Or(s.HealthCheckInterval, 15*time.Second)
	s.HealthCheckTimeout = cmp.Or(s.HealthCheckTimeout, 5*time.Second)
	s.StartupTime = cmp.Or(s.StartupTime, time.Minute)
	s.DrainTime = cmp.Or(s.DrainTime, time.Minute)
	s.Buckets = slices.Clone(s.Buckets)
	for i := range s.Buckets {
		s.Buckets[i].Access = cmp.Or(s.Buckets[i].Access, ReadWrite)
	}
	return s
}
