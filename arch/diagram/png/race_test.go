//go:build race

package png_test

func init() { raced = true }
