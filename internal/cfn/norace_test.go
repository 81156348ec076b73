//go:build !race

package cfn

// slowdown is what a test that looks at the clock grants a busy machine.
const slowdown = 3
