package verify

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/verify/internal/topology"
	"github.com/archblocks/archblocks/internal/cfn"
)

// Template is a CloudFormation template with what is known of its stack.
type Template struct {
	// Name is the stack's name; it names the template in reports. Two stacks of one name
	// in two Regions are told apart by the Region.
	Name string
	// Region is where the stack will be, such as "eu-west-1". Default: open; a proof that
	// needs to know which prefix list an id stands for then ends as unknown.
	Region string
	// Account is the account's id. Default: open.
	Account string
	// Text is the template, in JSON or YAML.
	Text []byte
	// Parameters by name. A parameter without a value has its default, which the report
	// lists as an assumption, or else stays open.
	Parameters map[string]string
}

// Checker is a check with other than the usual settings. The zero value is ready to use.
type Checker struct {
	// Properties are the IDs to judge. Default: all.
	Properties []string
	// PrefixLists names prefix lists by id, such as "pl-3b927c52":
	// "com.amazonaws.global.cloudfront.origin-facing", where the built-in table of
	// Regions does not know them. The name of an open parameter stands for whatever
	// list it will be. The report lists them as assumptions.
	PrefixLists map[string]string
	// PublicPaths are the paths that may be reached without a login, where * stands for
	// any characters and ? for one: "/health", "/static/*". Default: none.
	PublicPaths []string
	// AllowExec accepts services with ECS Exec, by which people with permission reach into tasks.
	AllowExec bool
}

// maxWorlds is how many ways for undecided conditions to fall are judged one by one.
const maxWorlds = 256

// Check judges all properties over the templates of one application, which are read
// together. The error says what CloudFormation would not accept, where, and in which
// template; it is nil when properties are refuted.
func Check(templates ...Template) (Report, error) { return Checker{}.Check(templates...) }

// Check is like the function, with the checker's settings.
func (c Checker) Check(templates ...Template) (Report, error) {
	chosen, err := c.chosen()
	if err != nil {
		return Report{}, err
	}
	model, err := evaluate(templates)
	if err != nil {
		return Report{}, err
	}
	report := Report{Assumptions: assumptions(model)}
	for _, id := range slices.Sorted(maps.Keys(c.PrefixLists)) {
		report.Assumptions = append(report.Assumptions, fmt.Sprintf("%s is the prefix list %s.", id, c.PrefixLists[id]))
	}
	worlds, err := model.WorldsOf(maxWorlds, matters)
	if err != nil {
		for _, p := range chosen {
			report.Results = append(report.Results, Result{Property: p.ID, Verdict: Unknown, Why: err.Error() + "; give the parameters that they read a value"})
		}
		return report, nil
	}
	found := make([][][]*trial, len(chosen))
	situations := make([][]string, len(worlds))
	for n, world := range worlds {
		situations[n] = world.Facts()
		facts := newFacts(topology.Read(model, world, c.PrefixLists), c)
		for i, p := range chosen {
			found[i] = append(found[i], facts.try(p))
		}
	}
	for i, p := range chosen {
		report.Results = append(report.Results, worst(p.ID, found[i], situations)...)
	}
	return report, nil
}

// unread are types that no property looks at, and whose names no policy is about.
var unread = strings.Fields(`
AWS::CDK::Metadata AWS::CloudWatch::Alarm AWS::CloudWatch::AnomalyDetector AWS::CloudWatch::CompositeAlarm AWS::CloudWatch::Dashboard
AWS::ApplicationAutoScaling::ScalingPolicy AWS::ApplicationInsights::Application AWS::Logs::MetricFilter AWS::Logs::QueryDefinition
AWS::ResourceGroups::Group AWS::SNS::Subscription AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::XRay::Group
`)

func matters(r *cfn.Resource) bool { return !slices.Contains(unread, r.Type) }

// chosen are the properties to judge, in the order of the registry.
func (c Checker) chosen() ([]Property, error) {
	for _, id := range c.Properties {
		if _, known := lookup(id); !known {
			return nil, fmt.Errorf("there is no property %q", id)
		}
	}
	if len(c.Properties) == 0 {
		return properties, nil
	}
	var chosen []Property
	for _, p := range properties {
		if slices.Contains(c.Properties, p.ID) {
			chosen = append(chosen, p)
		}
	}
	return chosen, nil
}

func evaluate(templates []Template) (*cfn.Model, error) {
	sources := make([]cfn.Source, len(templates))
	for i, t := range templates {
		sources[i] = cfn.Source(t)
	}
	return cfn.EvaluateSources(sources)
}

// closedWorld is what every proof takes for granted.
var closedWorld = []string{
	"Nothing outside these templates adds routes, rules, interfaces or permissions to what they make.",
	"An id that is written as text, such as sg-0123456789abcdef0, is of something that these templates do not make.",
	"AWS-managed prefix lists hold what AWS says they hold.",
	"The VPC's own resolver answers DNS, which security groups and network ACLs do not filter: proved is that no IP route leads out, not that nothing can leak.",
}

func assumptions(m *cfn.Model) []string {
	all := slices.Clone(closedWorld)
	for _, n := range m.Assumptions {
		text := n.Text
		if n.Stack != "" {
			text = strings.TrimSuffix(n.Stack+": "+n.Path, ": ") + ": " + n.Text
		}
		if !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}
