package awsservice_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
)

func TestParseARN(t *testing.T) {
	tests := []struct {
		give string
		want awsservice.ARN
		ok   bool
	}{
		{"arn:aws:acm:eu-west-1:111122223333:certificate/1234", awsservice.ARN{Partition: "aws", Service: "acm", Region: "eu-west-1", Account: "111122223333", Resource: "certificate/1234"}, true},
		{"arn:aws-cn:s3:::docs/a:b:c", awsservice.ARN{Partition: "aws-cn", Service: "s3", Resource: "docs/a:b:c"}, true},
		{"arn:aws:s3:::", awsservice.ARN{}, false},
		{"arn:aws:s3::", awsservice.ARN{}, false},
		{"arn::s3:::docs", awsservice.ARN{}, false},
		{"arn:aws::::docs", awsservice.ARN{}, false},
		{"urn:aws:s3:::docs", awsservice.ARN{}, false},
		{"docs", awsservice.ARN{}, false},
		{"", awsservice.ARN{}, false},
	}
	for _, test := range tests {
		got, ok := awsservice.ParseARN(test.give)
		if diff := cmp.Diff(test.want, got); diff != "" || ok != test.ok {
			t.Errorf("ParseARN(%q), %t (-want +got):\n%s", test.give, ok, diff)
		}
	}
}

// What is parsed can be put together again, and nothing else is left over.
func FuzzParseARN(f *testing.F) {
	f.Add("arn:aws:s3:::docs")
	f.Add("arn:aws:logs:eu-west-1:111122223333:log-group:/chat/app:*")
	f.Add("arn:::::")
	f.Add("::::::")
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := awsservice.ParseARN(s)
		if !ok {
			if a != (awsservice.ARN{}) {
				t.Errorf("ParseARN(%q) refuses it and returns %v", s, a)
			}
			return
		}
		if got := strings.Join([]string{"arn", a.Partition, a.Service, a.Region, a.Account, a.Resource}, ":"); got != s {
			t.Errorf("ParseARN(%q) stands for %q", s, got)
		}
		if a.Partition == "" || a.Service == "" || a.Resource == "" {
			t.Errorf("ParseARN(%q) = %+v lacks a part", s, a)
		}
	})
}
