package verify

// Verdict is what is known of a property.
type Verdict string

// The verdicts, from best to worst.
const (
	// Proved: it follows from the templates for every packet, every way that undecided
	// conditions can fall and every value of open parameters.
	Proved Verdict = "PROVED"
	// Delegated: the design leaves the duty to something outside the templates, which Why names.
	Delegated Verdict = "DELEGATED"
	// Unknown: the templates do not decide it; Why names what is open.
	Unknown Verdict = "UNKNOWN"
	// Refuted: it does not hold; the Witness shows how.
	Refuted Verdict = "REFUTED"
)

// rank orders verdicts from best to worst.
func (v Verdict) rank() int {
	for i, each := range []Verdict{Proved, Delegated, Unknown, Refuted} {
		if v == each {
			return i
		}
	}
	return -1
}

// Report is what a check found.
type Report struct {
	// Results, property by property in the order of [Properties], subject by subject in the templates' order.
	Results []Result
	// Assumptions hold for all results, in words.
	Assumptions []string
}

// Result is the verdict on one property of one subject.
type Result struct {
	// Property is the property's ID.
	Property string
	// Subject is the resource that is judged: "chat/LogicalID", where chat is the template's name.
	Subject string
	Verdict Verdict
	// Why says what the verdict rests on.
	Why string
	// Witness is set if the verdict is Refuted.
	Witness *Witness
	// Assumptions hold for this result beside the report's.
	Assumptions []string
}

// Witness shows that a property does not hold.
type Witness struct {
	// Shows is the counterexample in one sentence.
	Shows string
	// Packet is the packet that should, or should not, get through; nil if it is not about one.
	Packet *Packet
	// Hops are what the packet meets on its way, in order.
	Hops []Hop
	// Stack, Resource and Path lead to what to change: the template's name, the logical
	// id, and the path within the template.
	Stack, Resource, Path string
	// Hint is what to do.
	Hint string
	// When are the undecided conditions under which it happens; empty for always.
	When string
}

// Packet is one packet. Addresses may be names, such as that of a prefix list.
type Packet struct {
	Protocol, Source, Destination string
	// Port is the destination's; of ICMP it is type and code.
	Port uint16
}

// Hop is what a packet meets.
type Hop struct {
	// At is the resource: "chat/LogicalID".
	At string
	// Does says what happens there.
	Does string
}

// Verdict is the worst of all results; Unknown if there are none.
func (r Report) Verdict() Verdict {
	if len(r.Results) == 0 {
		return Unknown
	}
	worst := Proved
	for _, each := range r.Results {
		if each.Verdict.rank() > worst.rank() {
			worst = each.Verdict
		}
	}
	return worst
}

// OK tells whether all is proved or delegated.
func (r Report) OK() bool {
	v := r.Verdict()
	return v == Proved || v == Delegated
}

// Of are the results for a property.
func (r Report) Of(property string) []Result {
	var found []Result
	for _, each := range r.Results {
		if each.Property == property {
			found = append(found, each)
		}
	}
	return found
}
