// Command verify proves from CloudFormation templates that a topology is as private as
// its drawing says, or shows how it is not. The templates may come from anywhere.
//
//	go run ./examples/verify [-json] [-param K=V] [-region R] [-property ID] ... TEMPLATE...
//	go run ./examples/verify -list
//
// A TEMPLATE is a file, or the folder of a cloud assembly, as cdk synth writes it. Those
// of one application belong together in one call. The verdicts are printed on standard
// output: a row for each property and resource, a witness for each that is refuted,
// reasons for those that cannot be told, and what all of them take for granted.
//
// The exit status is 0 if all is proved or delegated, 1 if something is refuted, 2 for
// bad input, with nothing on standard output, and 3 if nothing is refuted, but something
// cannot be told. (go run itself always turns these into 1: build it for scripts.)
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/archblocks/archblocks/arch/verify"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	text, status := properties(), 0
	if err == nil && !o.list {
		text, status, err = check(o)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	if _, err := io.WriteString(stdout, text); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return status
}

// check is the report in the form that is asked for, and the exit status.
func check(o options) (string, int, error) {
	templates, err := verify.Read(o.paths...)
	if err != nil {
		return "", 0, err
	}
	if err := o.complete(templates); err != nil {
		return "", 0, err
	}
	report, err := o.checker.Check(templates...)
	if err != nil {
		return "", 0, err
	}
	if o.json {
		return string(report.JSON()), report.ExitStatus(), nil
	}
	return report.Text(), report.ExitStatus(), nil
}
