//go:build race

package verify_test

// underRace: the race detector makes everything several times slower, and needs few cases.
const underRace = true
