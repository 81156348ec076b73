package verify

import (
	"slices"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
)

// Property is something that can be proved of a topology.
type Property struct {
	// ID is its stable name, such as "no-internet-route".
	ID string
	// Title is the property in a few words.
	Title string
	// Meaning says exactly what is proved.
	Meaning string
	// Standards are the controls that it serves: AWS Foundational Security Best
	// Practices (docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html) and
	// questions of the AWS Well-Architected Framework.
	Standards []string

	judge func(*court)
}

// Properties returns all properties, in the order of reports.
func Properties() []Property { return slices.Clone(properties) }

var properties = []Property{
	albFromCloudFrontOnly, tasksFromALBOnly, noInternetRoute, noPublicAddress,
}

// lookup finds a property by its ID.
func lookup(id string) (Property, bool) {
	for _, p := range properties {
		if p.ID == id {
			return p, true
		}
	}
	return Property{}, false
}

// court judges one property in one world.
type court struct {
	*topology.Topology
	options  Checker
	property Property
	cases    []*trial
}

// trial is the judgement of one subject in one world. Findings may come in any order:
// the worst decides.
type trial struct {
	subject string
	verdict Verdict
	why     string
	witness *Witness
	// assumptions beside those of the report, each once.
	assumptions []string
}

// try opens the trial of a subject, which is proved until something says otherwise.
func (c *court) try(subject string) *trial {
	t := &trial{subject: subject, verdict: Proved}
	c.cases = append(c.cases, t)
	t.doubt(c.Doubts)
	return t
}

// proved says why the subject is proved, if it still is.
func (t *trial) proved(why string) {
	if t.verdict == Proved {
		t.why = why
	}
}

// refute ends the trial with a witness; the first one stays.
func (t *trial) refute(w *Witness) {
	if t.verdict == Refuted {
		return
	}
	t.verdict, t.witness, t.why = Refuted, w, w.Shows
}

// doubt makes a proof impossible.
func (t *trial) doubt(doubts ...[]topology.Doubt) {
	for _, list := range doubts {
		for _, d := range list {
			if t.verdict == Proved || t.verdict == Delegated {
				t.verdict, t.why = Unknown, d.Why+" ("+d.At.Resource.Stack+", "+d.At.Path+")"
			}
		}
	}
}

// unsure makes a proof impossible for a reason in words.
func (t *trial) unsure(why string) {
	if t.verdict == Proved || t.verdict == Delegated {
		t.verdict, t.why = Unknown, why
	}
}

// missing refutes that something is there: a witness if nothing is in doubt, else unknown.
func (t *trial) missing(w *Witness, doubts ...[]topology.Doubt) {
	t.doubt(doubts...)
	if t.verdict != Unknown {
		t.refute(w)
	}
}
