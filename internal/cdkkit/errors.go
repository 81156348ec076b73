package cdkkit

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// ErrNodeMissing is returned where there is no node to run the CDK with.
var ErrNodeMissing = errors.New("node is not on PATH: install Node.js 22 or newer (nodejs.org); the CDK for Go runs on it")

// Node returns ErrNodeMissing where there is no node on PATH.
func Node() error {
	if _, err := exec.LookPath("node"); err != nil {
		return ErrNodeMissing
	}
	return nil
}

// Try runs build and turns a panic, which is how jsii reports errors, into an
// error that names the block. Of a JavaScript error it keeps the message and drops the stack.
func Try(block string, build func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %s", block, message(fmt.Sprint(r)))
		}
	}()
	build()
	return nil
}

// message is a panic's text up to the first line of a JavaScript stack.
func message(text string) string {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "at ") || line == "Stack Trace:" || strings.HasPrefix(line, "Relates to construct:") {
			break
		}
		if line != "" {
			kept = append(kept, line)
		}
	}
	if len(kept) == 0 {
		return "the CDK failed without a message"
	}
	return strings.TrimPrefix(strings.Join(kept, " "), "Error: ")
}
