package fieldname_test

import (
	"testing"

	"github.com/archblocks/archblocks/internal/fieldname"
)

func TestOf(t *testing.T) {
	for field, want := range map[string]string{
		"Name": "name", "CIDR": "cidr", "CPU": "cpu", "MFA": "mfa", "MemoryMiB": "memoryMiB", "HostedZoneID": "hostedZoneID", "KeyARN": "keyARN",
		"S3PrefixListID": "s3PrefixListID", "DisableWAFLogs": "disableWAFLogs", "WAFLogs": "wafLogs", "IPv6": "iPv6", "X": "x", "name": "name", "": "",
	} {
		if got := fieldname.Of(field); got != want {
			t.Errorf("Of(%q) = %q, want %q", field, got, want)
		}
	}
}
