package docs

import (
	"testing"
	"time"
)

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		list(nil): "", list([]string{"a"}): "a", list([]string{"a", "b"}): "a and b", list([]string{"a", "b", "c"}): "a, b and c",
		thousands(0): "0", thousands(999): "999", thousands(1500): "1,500", thousands(2000000000): "2,000,000,000", thousands(-1000): "-1,000", thousands(-100): "-100",
		count(1, "alarm"): "1 alarm", count(2, "rule"): "2 rules",
		lasting(time.Second): "1 second", lasting(90 * time.Second): "90 seconds", lasting(10 * time.Minute): "10 minutes", lasting(12 * time.Hour): "12 hours", lasting(7 * 24 * time.Hour): "7 days",
		number(3): "three", number(12): "12", decimal(0.5): "0.5", decimal(2): "2", decimal(0.25): "0.25", decimal(100): "100", capital("ab"): "Ab",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
