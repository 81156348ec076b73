package computespec_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archblocks/archblocks/compute/computespec"
)

func TestImageParts(t *testing.T) {
	type parts struct{ Account, Region, Repository string }
	const host = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/"
	tests := []struct {
		image string
		want  parts
	}{
		{host + "chat:1", parts{"111122223333", "eu-west-1", "chat"}},
		{host + "team/sub-team/chat_app.v2:latest", parts{"111122223333", "eu-west-1", "team/sub-team/chat_app.v2"}},
		{host + "chat@sha256:" + strings.Repeat("a", 64), parts{"111122223333", "eu-west-1", "chat"}},
		{host + "chat:1@sha256:" + strings.Repeat("a", 64), parts{"111122223333", "eu-west-1", "chat"}},
		{host + "chat:" + strings.Repeat("t", 128), parts{"111122223333", "eu-west-1", "chat"}},
		{host + "chat:" + strings.Repeat("t", 129), parts{}},
		{host + "chat:.1", parts{}},
		{host + "Chat:1", parts{}},
		{host + "chat//a:1", parts{}},
		{host + "-chat:1", parts{}},
		{host + "chat@sha256:" + strings.Repeat("a", 63), parts{}},
		{"11112222333.dkr.ecr.eu-west-1.amazonaws.com/chat:1", parts{}},
		{"https://" + host + "chat:1", parts{}},
		{"111122223333.dkr.ecr.eu-west-1.amazonaws.com.example.org/chat:1", parts{}},
		{"111122223333.dkr.ecr.eu-west-1xamazonaws.com/chat:1", parts{}},
	}
	for _, test := range tests {
		spec := withImage(test.image)
		if ok := spec.Validate(computespec.Inputs{}) == nil; ok != (test.want != parts{}) {
			t.Errorf("%s is accepted: %t", test.image, ok)
		}
		s := spec.Plan(computespec.Inputs{}).Services[0]
		if diff := cmp.Diff(test.want, parts{s.Account, s.ImageRegion, s.Repository}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.image, diff)
		}
	}
}

// An image that is accepted is in private ECR of the Region, and its repository is in its name.
func FuzzImage(f *testing.F) {
	f.Add(image, "eu-west-1")
	f.Add("public.ecr.aws/nginx/nginx:1", "")
	f.Add("111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/a/b@sha256:"+strings.Repeat("0", 64), "us-east-1")
	digits := regexp.MustCompile(`^[0-9]{12}$`)
	f.Fuzz(func(t *testing.T, image, region string) {
		spec := withImage(image)
		in := computespec.Inputs{Region: region}
		if spec.Validate(in) != nil {
			return
		}
		s := spec.Plan(in).Services[0]
		host, rest, _ := strings.Cut(image, "/")
		labels := strings.Split(host, ".")
		if len(labels) < 6 || !digits.MatchString(labels[0]) || labels[3] != s.ImageRegion || region != "" && s.ImageRegion != region || !strings.HasPrefix(rest, s.Repository) {
			t.Errorf("%q is accepted in %q as %s of %s in %s", image, region, s.Repository, s.Account, s.ImageRegion)
		}
		if strings.ContainsAny(s.ExecutionRole.Statements[1].Resources[0], "*? ") {
			t.Errorf("%q makes a role that may pull %v", image, s.ExecutionRole.Statements[1].Resources)
		}
	})
}
