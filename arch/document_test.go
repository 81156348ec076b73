package arch_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/docs"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// rows are a page's table with a heading, each as a map from column to cell. Cells
// lose their markup, but not what stands in it.
func rows(t testing.TB, page []byte, header ...string) []map[string]string {
	t.Helper()
	lines := strings.Split(string(page), "\n")
	start := slices.Index(lines, "| "+strings.Join(header, " | ")+" |")
	require.GreaterOrEqual(t, start, 0, "the page has no table %v", header)
	var all []map[string]string
	for _, line := range lines[start+2:] {
		if !strings.HasPrefix(line, "| ") {
			break
		}
		cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |"), " | ")
		require.Len(t, cells, len(header), line)
		row := map[string]string{}
		for i, cell := range cells {
			row[header[i]] = strings.NewReplacer("`", "", `\_`, "_").Replace(cell)
		}
		all = append(all, row)
	}
	return all
}

func page(t testing.TB, r rendered) []byte {
	t.Helper()
	plan, err := r.Spec.Plan()
	require.NoError(t, err)
	return docs.Markdown(plan, docs.Options{})
}

// compare shows what only the document has, and what only the templates have.
func compare(t *testing.T, what string, document, templates []string) {
	t.Helper()
	slices.Sort(document)
	slices.Sort(templates)
	require.Equal(t, len(slices.Compact(slices.Clone(document))), len(document), "the document names one of the %ss twice", what)
	if diff := cmp.Diff(document, templates); diff != "" {
		t.Errorf("%ss (-document +templates):\n%s", what, diff)
	}
}

var hash = regexp.MustCompile(`[0-9A-F]{8}$`)

// constructID is a logical id without its block and without the CDK's hash.
func constructID(t testing.TB, logical, block string) string {
	t.Helper()
	require.Regexp(t, hash, logical)
	require.True(t, strings.HasPrefix(logical, block), "%s is not of %s", logical, block)
	return strings.TrimPrefix(hash.ReplaceAllString(logical, ""), block)
}

func TestDocumentNamesEveryRule(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		tpl := r.regional()
		titles := groupTitles(t, r)
		var documented, found []string
		for _, row := range rows(t, page(t, r), "Rule", "Security Group", "Direction", "Port", "Peer", "Reason") {
			documented = append(documented, strings.Join([]string{row["Rule"], row["Security Group"], row["Direction"], row["Port"], row["Peer"]}, ", "))
			require.NotEmpty(t, row["Reason"], row["Rule"])
		}
		for _, logical := range ruleIDs(tpl) {
			p := ruleProperties(tpl, logical)
			direction := "Inbound"
			if p["Type"] == "AWS::EC2::SecurityGroupEgress" {
				direction = "Outbound"
			}
			var peer string
			switch {
			case p["Group"] != nil:
				peer = titles[id(p["Group"])]
			case p["PrefixList"] != nil:
				list := "com.amazonaws.global.cloudfront.origin-facing"
				if direction == "Outbound" {
					list = "com.amazonaws." + tpl.region + ".s3"
				}
				if peer = "Prefix list " + list; id(p["PrefixList"]) == "" {
					peer += fmt.Sprintf(" (%s)", p["PrefixList"])
				}
			default:
				peer = p["CidrIp"].(string)
			}
			found = append(found, fmt.Sprintf("%s, %s, %s, TCP %v, %s", constructID(t, logical, "ComputeRules"), titles[id(p["GroupId"])], direction, p["FromPort"], peer))
		}
		compare(t, "rule", documented, found)
	})
}

// groupTitles maps the template's security groups to the document's names of them.
func groupTitles(t testing.TB, r rendered) map[string]string {
	t.Helper()
	var documented, found []string
	for _, row := range rows(t, page(t, r), "Security Group", "Purpose", "Rules Summary") {
		documented = append(documented, row["Security Group"])
	}
	titles := map[string]string{}
	for _, logical := range r.regional().of("AWS::EC2::SecurityGroup") {
		switch {
		case strings.HasPrefix(logical, "NetworkEndpointGroup"):
			titles[logical] = "Endpoint SG"
		case strings.HasPrefix(logical, "ComputeGroupsLoadBalancer"):
			titles[logical] = "Load Balancer SG"
		default:
			purpose := r.regional().Resources[logical].Properties["GroupDescription"].(string)
			titles[logical] = "ECS Service SG (" + strings.TrimPrefix(purpose, "Controls inbound traffic to the tasks of ") + ")"
		}
		found = append(found, titles[logical])
	}
	slices.Sort(documented)
	slices.Sort(found)
	require.Equal(t, documented, found)
	return titles
}

func TestDocumentNamesEveryEndpoint(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		var documented, found []string
		for _, row := range rows(t, page(t, r), "Endpoint", "Service Name", "Kind", "Needed Because") {
			documented = append(documented, row["Service Name"]+" "+row["Kind"])
			require.NotEmpty(t, row["Needed Because"])
		}
		tpl := r.regional()
		for _, id := range tpl.of("AWS::EC2::VPCEndpoint") {
			p := tpl.Resources[id].Properties
			found = append(found, fmt.Sprint(p["ServiceName"], " ", strings.ToLower(p["VpcEndpointType"].(string))))
		}
		compare(t, "endpoint", documented, found)
	})
}

func TestDocumentNamesEveryEndpointStatement(t *testing.T) {
	known := strings.NewReplacer("<account>", account, "<user pool>", "${pool}", "no condition", "", "any caller: these requests carry no signature of the account", "")
	pool := regexp.MustCompile(`\$\{AuthUserPool[^}]*\}`)
	eachSpec(t, func(t *testing.T, r rendered) {
		var documented, found []string
		say := func(to *[]string, service, actions, resources string, conditions []string) {
			slices.Sort(conditions)
			*to = append(*to, service+": "+actions+" on "+resources+" if "+strings.Join(conditions, " and "))
		}
		for _, row := range rows(t, page(t, r), "Endpoint", "Actions", "Resources", "Only If") {
			say(&documented, row["Endpoint"], row["Actions"], known.Replace(row["Resources"]), strings.Split(known.Replace(row["Only If"]), "<br>"))
		}
		for _, s := range endpointStatements(r.regional()) {
			conditions := []string{}
			for operator, keys := range s.conditions {
				for key, value := range keys.(map[string]any) {
					conditions = append(conditions, fmt.Sprint(key, " ", operator, " ", value))
				}
			}
			say(&found, s.owner, strings.Join(s.actions, "<br>"), pool.ReplaceAllLiteralString(strings.Join(s.resources, "<br>"), "${pool}"), conditions)
		}
		compare(t, "endpoint statement", documented, found)
	})
}

func TestDocumentNamesEveryLogGroup(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		var documented, found []string
		for _, row := range rows(t, page(t, r), "Log Group", "Stack, Region", "Holds", "Kept") {
			documented = append(documented, row["Log Group"]+" in "+row["Stack, Region"]+" for "+row["Kept"])
		}
		for _, tpl := range r.Templates {
			for _, id := range tpl.of("AWS::Logs::LogGroup") {
				p := tpl.Resources[id].Properties
				found = append(found, fmt.Sprintf("%s in %s, %s for %v days", p["LogGroupName"], tpl.name, tpl.region, p["RetentionInDays"]))
			}
		}
		compare(t, "log group", documented, found)
	})
}

func TestDocumentNamesEveryAlarm(t *testing.T) {
	eachSpec(t, func(t *testing.T, r rendered) {
		var documented, found []string
		if !r.Spec.Observability.DisableAlarms {
			for _, row := range rows(t, page(t, r), "Alarm", "Region", "Says", "Metric", "Rings When", "What to Do") {
				documented = append(documented, row["Alarm"]+", "+row["Region"]+", "+row["Metric"]+", "+thresholdOf(t, row["Rings When"]))
			}
		}
		for _, tpl := range r.Templates {
			for _, id := range tpl.of("AWS::CloudWatch::Alarm") {
				p := tpl.Resources[id].Properties
				statistic := p["Statistic"]
				if statistic == nil {
					statistic = p["ExtendedStatistic"]
				}
				comparison := map[any]string{"GreaterThanOrEqualToThreshold": "at least", "LessThanThreshold": "less than"}[p["ComparisonOperator"]]
				found = append(found, fmt.Sprintf("%s, %s, %s %s, %s, %s %v", constructID(t, id, "Watch"), tpl.region,
					p["Namespace"], p["MetricName"], statistic, comparison, p["Threshold"]))
				if topics := tpl.of("AWS::SNS::Topic"); len(topics) != 1 || !slices.Equal(ids(p["AlarmActions"]), topics) {
					t.Errorf("%s tells %v, and the topic of its stack is %v", id, p["AlarmActions"], topics)
				}
			}
		}
		compare(t, "alarm", documented, found)
	})
}

// thresholdOf is the comparison and the number of a sentence such as "at least 90 % in each of 10 periods".
func thresholdOf(t testing.TB, sentence string) string {
	t.Helper()
	m := regexp.MustCompile(`^(at least|less than) ([0-9.]+)`).FindStringSubmatch(sentence)
	require.NotNil(t, m, sentence)
	number, err := strconv.ParseFloat(m[2], 64)
	require.NoError(t, err)
	return fmt.Sprintf("%s %v", m[1], number)
}
