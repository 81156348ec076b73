package networkspec_test

import (
	"testing"

	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/internal/codetest"
)

// Every code that the package declares is found by a case of checkCases.
func TestEveryCodeHasACase(t *testing.T) {
	var found []problem.List
	for _, c := range checkCases {
		found = append(found, c.want)
	}
	codetest.FoundAlone(t, found)
}
