package awsservice_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/arch/awsservice"
)

func TestLookup(t *testing.T) {
	got, known := awsservice.Lookup(awsservice.ECRDocker)
	want := awsservice.Facts{Service: "ecr.dkr", Title: "Amazon ECR Docker registry", Family: "Amazon ECR", Kind: awsservice.Interface, Prefix: "ecr", Purpose: "image manifests"}
	if diff := cmp.Diff(want, got); diff != "" || !known {
		t.Errorf("Lookup, %t (-want +got):\n%s", known, diff)
	}
	if got, known := awsservice.Lookup("ecr"); known || got != (awsservice.Facts{}) {
		t.Errorf("Lookup of an unknown service = %v, %t", got, known)
	}
	if got, want := awsservice.Logs.EndpointName(), "com.amazonaws.${AWS::Region}.logs"; got != want {
		t.Errorf("EndpointName() = %q, want %q", got, want)
	}
}

func TestServiceTable(t *testing.T) {
	seen := map[awsservice.Service]bool{}
	for _, f := range awsservice.All() {
		if seen[f.Service] {
			t.Errorf("%s is there twice", f.Service)
		}
		seen[f.Service] = true
		if f.Title == "" || f.Family == "" || f.Prefix == "" || f.Purpose == "" {
			t.Errorf("%s lacks a fact: %+v", f.Service, f)
		}
		if f.Kind != awsservice.Gateway && f.Kind != awsservice.Interface {
			t.Errorf("%s is of kind %q", f.Service, f.Kind)
		}
		// AWS offers gateway endpoints for these two alone.
		if gateway := f.Service == "s3" || f.Service == "dynamodb"; gateway != (f.Kind == awsservice.Gateway) {
			t.Errorf("%s is a %s endpoint", f.Service, f.Kind)
		}
	}
	names := awsservice.Services()
	if !slices.IsSorted(names) || len(names) != len(seen) {
		t.Errorf("Services() = %v", names)
	}
	awsservice.All()[0].Title = "changed"
	if f, _ := awsservice.Lookup(awsservice.All()[0].Service); f.Title == "changed" {
		t.Error("All() hands out the table itself")
	}
}

func TestRegionTable(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)
	prefixList := regexp.MustCompile(`^(pl-[0-9a-f]{8})?$`)
	for i, region := range awsservice.Regions() {
		r, known := awsservice.LookupRegion(region)
		if !known || r.Name != region || slices.Index(awsservice.Regions(), region) != i {
			t.Errorf("LookupRegion(%q) = %v, %t", region, r, known)
		}
		if !name.MatchString(r.Name) || r.Title == "" || !prefixList.MatchString(r.CloudFrontPrefixList) || !prefixList.MatchString(r.S3PrefixList) {
			t.Errorf("%+v is not a Region", r)
		}
		if r.CloudFrontPrefixList != "" && r.CloudFrontPrefixList == r.S3PrefixList {
			t.Errorf("%s has one id for two lists", region)
		}
		want := "aws"
		for prefix, partition := range map[string]string{"us-gov-": "aws-us-gov", "cn-": "aws-cn"} {
			if strings.HasPrefix(region, prefix) {
				want = partition
			}
		}
		if r.Partition != want {
			t.Errorf("%s is in partition %q, want %q", region, r.Partition, want)
		}
	}
	if r, known := awsservice.LookupRegion("eu-west-9"); known || r != (awsservice.Region{}) {
		t.Errorf("LookupRegion of an unknown Region = %v, %t", r, known)
	}
}
