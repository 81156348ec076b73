package observabilityspec

// Plan is everything that observability will be.
type Plan struct {
	// Spec is the defaulted spec.
	Spec Spec
	// Inputs are what was known from outside.
	Inputs Inputs
	// Dashboard is the dashboard's name; empty where there is none.
	Dashboard string
}

// Plan derives the plan. The spec must be valid.
func (s Spec) Plan(in Inputs) Plan {
	in = in.defaulted()
	p := Plan{Spec: s.Defaulted(), Inputs: in}
	if !p.Spec.DisableDashboard {
		p.Dashboard = in.Name
	}
	return p
}
