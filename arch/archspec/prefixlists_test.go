package archspec_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/compute/computespec"
)

func TestPrefixLists(t *testing.T) {
	const front = "com.amazonaws.global.cloudfront.origin-facing"
	for _, c := range []struct {
		region, given string
		want          map[string]string
	}{
		{"eu-west-1", "", map[string]string{}},
		{"eu-west-1", "pl-4fa04526", map[string]string{}},
		{"eu-west-1", "pl-0123abcd", map[string]string{"pl-0123abcd": front}},
		{"eu-south-1", "", map[string]string{"CloudFrontPrefixListId": front, "S3PrefixListId": "com.amazonaws.eu-south-1.s3"}},
		{"eu-south-1", "pl-0123abcd", map[string]string{"pl-0123abcd": front, "S3PrefixListId": "com.amazonaws.eu-south-1.s3"}},
	} {
		p, err := archspec.Spec{
			Name: "chat", Region: c.region,
			Compute: computespec.Spec{
				Services:     []computespec.Service{{Name: "app", Image: "111122223333.dkr.ecr." + c.region + ".amazonaws.com/chat:1"}},
				LoadBalancer: computespec.LoadBalancer{PrefixListID: c.given},
			},
		}.Plan()
		require.NoError(t, err)
		if diff := cmp.Diff(c.want, p.PrefixLists()); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", c.region, c.given, diff)
		}
	}
}
