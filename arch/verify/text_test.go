package verify_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/archblocks/archblocks/arch/verify"
	"github.com/archblocks/archblocks/internal/golden"
	"github.com/stretchr/testify/require"
)

// sample has every verdict and all that a witness can hold.
var sample = verify.Report{
	Results: []verify.Result{
		{Property: "no-internet-route", Subject: "chat/App", Verdict: verify.Proved, Why: "its two route tables have local routes and gateway endpoints alone, which is said here at such length that it takes a second line"},
		{Property: "no-internet-route", Subject: "chat/Worker", Verdict: verify.Refuted, Why: "a packet leaves", Witness: &verify.Witness{
			Shows:  "a packet from the tasks of chat/Worker to 0.0.0.1 leaves through chat/Gateway (AWS::EC2::InternetGateway)",
			Packet: &verify.Packet{Protocol: "tcp", Source: "10.0.128.4", Destination: "0.0.0.1", Port: 443},
			Hops: []verify.Hop{
				{At: "chat/PrivateSubnet1", Does: "the subnet of the tasks"},
				{At: "chat/PrivateRouteTable1", Does: "its route table sends 0.0.0.1 to chat/Gateway (AWS::EC2::InternetGateway), and with that out"},
			},
			Stack: "chat", Resource: "Oops", Path: "Resources.Oops.Properties.GatewayId", Hint: "remove the route", When: "the condition Public is true",
		}},
		{Property: "login-before-forward", Subject: "chat/App", Verdict: verify.Delegated, Why: "its containers know the user pool chat/Pool", Assumptions: []string{"the application asks for a login"}},
		{Property: "no-wildcards", Subject: "chat/Role", Verdict: verify.Refuted, Why: "it may do everything", Witness: &verify.Witness{
			Shows: "it may do everything", Packet: &verify.Packet{Protocol: "icmp", Source: "10.0.0.1", Destination: "10.0.0.2", Port: 2048},
		}},
		{Property: "no-wildcards", Verdict: verify.Unknown, Why: "nothing to judge"},
	},
	Assumptions: []string{"Nothing outside these templates adds routes, rules, interfaces or permissions to what they make, nor to anything else."},
}

func TestText(t *testing.T) {
	golden.Compare(t, []byte(sample.Text()), "testdata/faces/report.txt")
	golden.Compare(t, sample.JSON(), "testdata/faces/report.json")
	for line := range strings.Lines(sample.Text()) {
		require.LessOrEqual(t, len(line), 101, line)
		require.Equal(t, strings.TrimRight(line, " \n")+"\n", line, "no blanks at the end")
	}
	require.Contains(t, sample.Text(), "\n\n"+sample.Findings()+"\nAssumptions\n")
	require.True(t, strings.HasSuffix(sample.Text(), "\n\n"+sample.Summary()+"\n"))
}

func TestNothingFound(t *testing.T) {
	var r verify.Report
	require.Equal(t, "0 properties: nothing judged\n", r.Text())
	require.Empty(t, r.Findings())
	require.Equal(t, "[]\n", string(r.JSON()))
	require.Equal(t, 3, r.ExitStatus())
}

func TestSummaryAndExitStatus(t *testing.T) {
	report := func(verdicts ...verify.Verdict) (r verify.Report) {
		for _, v := range verdicts {
			r.Results = append(r.Results, verify.Result{Property: "p", Verdict: v})
		}
		return r
	}
	for summary, c := range map[string]struct {
		verdicts []verify.Verdict
		status   int
	}{
		"1 property: 2 proved":                          {[]verify.Verdict{verify.Proved, verify.Proved}, 0},
		"1 property: 1 proved, 1 delegated":             {[]verify.Verdict{verify.Delegated, verify.Proved}, 0},
		"1 property: 1 proved, 1 unknown":               {[]verify.Verdict{verify.Unknown, verify.Proved}, 3},
		"1 property: 1 delegated, 1 unknown, 1 refuted": {[]verify.Verdict{verify.Refuted, verify.Unknown, verify.Delegated}, 1},
	} {
		require.Equal(t, summary, report(c.verdicts...).Summary())
		require.Equal(t, c.status, report(c.verdicts...).ExitStatus(), summary)
	}
	require.Equal(t, "3 properties: 1 proved, 1 delegated, 1 unknown, 2 refuted", sample.Summary())
}

// Names in templates are not ours: none may move the cursor, colour a line or forge one.
func TestTextIsPlain(t *testing.T) {
	nasty := "a\x1b[31mb\nPROVED  no-internet-route\r\tc\u202ed\u009be\x00\u2028\xff"
	r := verify.Report{Assumptions: []string{nasty}, Results: []verify.Result{
		{Property: nasty, Subject: nasty, Verdict: verify.Proved, Why: nasty, Assumptions: []string{nasty}},
		{Property: nasty, Subject: nasty, Verdict: verify.Unknown, Why: nasty},
		{Property: nasty, Subject: nasty, Verdict: verify.Refuted, Why: nasty, Witness: &verify.Witness{
			Shows: nasty, Packet: &verify.Packet{Protocol: nasty, Source: nasty, Destination: nasty}, Hops: []verify.Hop{{At: nasty, Does: nasty}},
			Stack: nasty, Resource: nasty, Path: nasty, Hint: nasty, When: nasty,
		}},
	}}
	require.Regexp(t, regexp.MustCompile(`^[\x20-\x7e\n\x{fffd}]*$`), r.Text())
	for line := range strings.Lines(r.Text()) {
		require.False(t, strings.HasPrefix(line, "PROVED  no-internet-route"), line)
	}
	var decoded []map[string]any
	require.NoError(t, json.Unmarshal(r.JSON(), &decoded))
	require.Len(t, decoded, 3)
}
