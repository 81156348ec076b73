package drift_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/drift"
)

func TestReport(t *testing.T) {
	report := drift.Report{
		All: []drift.Finding{
			{Code: drift.CannotTell, Drawn: "region", Text: "open", Hint: "give it"},
			{Code: drift.NotDrawn, Stack: "chat", Resource: "Nat", Path: "Resources.Nat", Text: strings.Repeat("a word ", 20) + "\x1b[31m", Hint: "draw it"},
			{Code: drift.CannotTell, Text: "more than 64 combinations"},
		},
		LeftOut: []drift.LeftOut{{Type: "AWS::IAM::Role", Reason: "told", Resources: []string{"chat/Role"}}},
	}
	require.False(t, report.OK())
	require.Equal(t, 1, report.ExitStatus())
	require.Equal(t, "picture and templates: 1 differ, 2 cannot be told", report.Summary())
	want := `DRIFT not-drawn chat/Nat
  a word a word a word a word a word a word a word a word a word a word a word a word a word a word
  a word a word a word a word a word a word U+001B[31m
  at:     chat Resources.Nat
  hint:   draw it

DRIFT cannot-tell region
  open
  hint:   give it

DRIFT cannot-tell
  more than 64 combinations
`
	require.Equal(t, want, report.Findings())
	require.Equal(t, 3, drift.Report{All: report.All[:1]}.ExitStatus())
	require.Equal(t, 0, drift.Report{}.ExitStatus())
	require.Empty(t, drift.Report{}.Findings())

	var decoded struct {
		Findings []map[string]string
		LeftOut  []struct{ Type string }
	}
	require.NoError(t, json.Unmarshal(report.JSON(), &decoded))
	require.Equal(t, "not-drawn", decoded.Findings[1]["code"])
	require.Equal(t, "AWS::IAM::Role", decoded.LeftOut[0].Type)
	require.JSONEq(t, `{"findings": [], "leftOut": [], "assumptions": []}`, string(drift.Report{}.JSON()))
}
