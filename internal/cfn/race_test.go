//go:build race

package cfn

// slowdown is what the race detector costs where a test looks at the clock.
const slowdown = 20
