package problem_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/problem"
)

const (
	tooSmall problem.Code = "too-small"
	tooLarge problem.Code = "too-large"
	odd      problem.Code = "odd"
)

func TestProblemError(t *testing.T) {
	tests := []struct {
		name string
		give problem.Problem
		want string
	}{
		{"whole", problem.Problem{Path: "port", Code: tooLarge, Value: "70000", Message: "is not a port", Hint: "use 8501"}, `port: "70000" is not a port; use 8501 [too-large]`},
		{"warning", problem.Problem{Path: "port", Code: odd, Severity: problem.Warning, Value: "81", Message: "is unusual"}, `warning: port: "81" is unusual [odd]`},
		{"no value", problem.Problem{Path: "name", Code: odd, Message: "it needs a name", Hint: "give one"}, `name: it needs a name; give one [odd]`},
		{"no path", problem.Problem{Code: odd, Message: "nothing is there"}, `nothing is there [odd]`},
		{"quoted value", problem.Problem{Path: "name", Code: odd, Value: "a\n\"b", Message: "is odd"}, `name: "a\n\"b" is odd [odd]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.give.Error()); diff != "" {
				t.Errorf("Error() (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAddAndWarn(t *testing.T) {
	var list problem.List
	list.Add("a", tooSmall, nil, "m", "h")
	list.Add("b", tooLarge, 7, "m", "h")
	list.Add("c", tooLarge, []int{80, 443}, "m", "h")
	list.Warn("d", odd, "", "m", "h")
	want := problem.List{
		{Path: "a", Code: tooSmall, Message: "m", Hint: "h"},
		{Path: "b", Code: tooLarge, Value: "7", Message: "m", Hint: "h"},
		{Path: "c", Code: tooLarge, Value: "[80 443]", Message: "m", Hint: "h"},
		{Path: "d", Code: odd, Severity: problem.Warning, Message: "m", Hint: "h"},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[:3], list.Errors()); diff != "" {
		t.Errorf("Errors() (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[3:], list.Warnings()); diff != "" {
		t.Errorf("Warnings() (-want +got):\n%s", diff)
	}
}

func TestErrIgnoresWarnings(t *testing.T) {
	var list problem.List
	if err := list.Err(); err != nil {
		t.Errorf("Err() of an empty list = %v, want nil", err)
	}
	list.Warn("a", odd, nil, "is odd", "")
	if err := list.Err(); err != nil {
		t.Errorf("Err() of a warning = %v, want nil", err)
	}
	list.Add("b", tooSmall, 1, "is too small", "use 2")
	err := list.Err()
	require.Error(t, err)
	if diff := cmp.Diff(`invalid spec: b: "1" is too small; use 2 [too-small]`, err.Error()); diff != "" {
		t.Errorf("one error (-want +got):\n%s", diff)
	}
	list.Add("c", tooLarge, 9, "is too large", "use 8")
	want := "invalid spec: 2 problems\n" +
		"  b: \"1\" is too small; use 2 [too-small]\n" +
		"  c: \"9\" is too large; use 8 [too-large]"
	if diff := cmp.Diff(want, list.Err().Error()); diff != "" {
		t.Errorf("two errors (-want +got):\n%s", diff)
	}
}

func TestErrorsIsAndAs(t *testing.T) {
	var list problem.List
	list.Add("b", tooSmall, 1, "is too small", "use 2")
	list.Add("c", tooLarge, 9, "is too large", "use 8")
	list.Warn("d", odd, 3, "is odd", "")
	err := fmt.Errorf("chat: %w", list.Err())

	for code, want := range map[problem.Code]bool{tooSmall: true, tooLarge: true, odd: false} {
		if got := errors.Is(err, code); got != want {
			t.Errorf("errors.Is(err, %s) = %t, want %t", code, got, want)
		}
	}
	if errors.Is(err, io.EOF) {
		t.Error("errors.Is(err, io.EOF) = true")
	}
	var first problem.Problem
	require.ErrorAs(t, err, &first)
	if diff := cmp.Diff(list[0], first); diff != "" {
		t.Errorf("errors.As finds the first problem (-want +got):\n%s", diff)
	}
	var invalid *problem.Invalid
	require.ErrorAs(t, err, &invalid)

	got, ok := problem.Of(err)
	if diff := cmp.Diff(list[:2], got); diff != "" || !ok {
		t.Errorf("Of(err), %t (-want +got):\n%s", ok, diff)
	}
	for _, other := range []error{nil, io.EOF, tooSmall, first} {
		if got, ok := problem.Of(other); ok || got != nil {
			t.Errorf("Of(%v) = %v, %t", other, got, ok)
		}
	}
}

func TestCodeText(t *testing.T) {
	if got := tooSmall.Error(); got != "too-small" {
		t.Errorf("Error() = %q", got)
	}
}
