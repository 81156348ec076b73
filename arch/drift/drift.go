package drift

import (
	"errors"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/internal/cfn"
)

// Checker is a check with other than the usual settings. The zero value is ready to use.
type Checker struct {
	// PrefixLists names prefix lists by id, or by the parameter that will hold the id, as
	// in verify.Checker. Default: the built-in table of Regions, and the parameters
	// CloudFrontPrefixListId and S3PrefixListId, which the report lists as assumptions.
	PrefixLists map[string]string
}

// maxWorlds is how many ways for undecided conditions to fall are compared one by one.
const maxWorlds = 64

// Check compares a picture with the templates of its application, which are read together.
// The error says what is wrong with the picture itself, or what CloudFormation would not
// accept; it is nil when they differ.
func Check(g diagram.Graph, templates ...verify.Template) (Report, error) {
	return Checker{}.Check(g, templates...)
}

// Check is like the function, with the checker's settings.
func (c Checker) Check(g diagram.Graph, templates ...verify.Template) (Report, error) {
	if len(g.Groups) == 0 && len(g.Nodes) == 0 {
		return Report{}, errors.New("drift: the picture is empty; give the graph of a plan")
	}
	if err := g.Check(); err != nil {
		return Report{}, err
	}
	if len(templates) == 0 {
		return Report{}, errors.New("drift: no template is given; give those that verify.Read reads")
	}
	model, err := evaluate(templates)
	if err != nil {
		return Report{}, err
	}
	var report Report
	worlds, err := model.Worlds(maxWorlds)
	if err != nil {
		report.add(Finding{Code: CannotTell, Text: err.Error(), Hint: "give the parameters that the conditions read a value"})
		return report, nil
	}
	if len(worlds) == 0 {
		report.add(Finding{Code: CannotTell, Text: "the conditions of the templates cannot all be met", Hint: "look at the parameters' values"})
	}
	for _, n := range model.Unknowns {
		if n.Code == cfn.NotExpanded {
			report.add(Finding{Code: CannotTell, Stack: n.Stack, Path: n.Path, Text: n.Text, Hint: "give the template as it is after its transforms"})
		}
	}
	for _, n := range model.Assumptions {
		report.assume(n.Text)
	}
	for _, world := range worlds {
		compare(&scene{picture: index(g), model: model, world: world, lists: c.PrefixLists, report: &report})
	}
	return report, nil
}

// compare compares in one world. What is found by following references comes before what
// relies on it.
func compare(s *scene) {
	s.prepare()
	s.compareNetwork()
	s.compareServices()
	s.compareBalancer()
	s.compareEndpoints()
	s.compareDistribution()
	s.compareLogin()
	s.compareGroups()
	s.compareEdges()
	s.compareRest()
	s.compareDrawing()
	s.noteDrawn()
}

// evaluate reads the templates as verify.Check does.
func evaluate(templates []verify.Template) (*cfn.Model, error) {
	sources := make([]cfn.Source, len(templates))
	for i, t := range templates {
		sources[i] = cfn.Source(t)
	}
	return cfn.EvaluateSources(sources)
}
