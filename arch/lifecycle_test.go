package arch_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/archblocks/archblocks/arch"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// What holds data outlives its stack, and a stack that could not be made leaves
// nothing behind that would stand in the way of the next try.
func TestDeletionPolicies(t *testing.T) {
	want := map[string]string{
		"AWS::KMS::Key":               "RetainExceptOnCreate",
		"AWS::Logs::LogGroup":         "RetainExceptOnCreate",
		"AWS::Cognito::UserPool":      "Retain", // protected from deletion, also when a creation is undone
		"AWS::SecretsManager::Secret": "Delete",
	}
	buckets := map[string]string{"app": "RetainExceptOnCreate", "logs": "Retain"}
	eachTemplate(t, func(t *testing.T, tpl template) {
		var document struct {
			Resources map[string]struct{ Type, DeletionPolicy string }
		}
		require.NoError(t, json.Unmarshal(tpl.raw, &document))
		for id, r := range document.Resources {
			expected := want[r.Type]
			if r.Type == "AWS::S3::Bucket" {
				expected = buckets["logs"]
				if tpl.Resources[id].Properties["BucketName"] != nil {
					expected = buckets["app"]
				}
			}
			if r.DeletionPolicy != expected {
				t.Errorf("%s of type %s has the deletion policy %q, want %q", id, r.Type, r.DeletionPolicy, expected)
			}
		}
	})
}

// A number of tasks in the template would undo what scaling has done.
func TestDesiredTasksAreLeftToScaling(t *testing.T) {
	for desired, want := range map[int]any{0: nil, 2: nil, 3: float64(3)} {
		spec := minimalSpec()
		spec.Compute.Services[0].DesiredTasks = desired
		r := renderSpec(t, spec, filepath.Join(t.TempDir(), "cdk.out"))
		_, service := r.regional().only(t, "AWS::ECS::Service")
		if diff := cmp.Diff(want, service["DesiredCount"]); diff != "" {
			t.Errorf("%d tasks (-want +got):\n%s", desired, diff)
		}
	}
}

// CloudFront keeps none of the application's errors.
func TestErrorsAreNotCached(t *testing.T) {
	_, distribution := render(t, "full").edge().only(t, "AWS::CloudFront::Distribution")
	kept := map[float64]bool{}
	for _, status := range []float64{400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504} {
		kept[status] = true
	}
	for _, response := range list(at(distribution, "DistributionConfig", "CustomErrorResponses")) {
		require.Equal(t, float64(0), at(response, "ErrorCachingMinTTL"))
		delete(kept, at(response, "ErrorCode").(float64))
	}
	require.Empty(t, kept)
}

// Another scheme makes another load balancer, and a target group cannot serve two.
func TestASchemeHasItsOwnTargetGroup(t *testing.T) {
	public, _ := render(t, "full").regional().only(t, "AWS::ElasticLoadBalancingV2::TargetGroup")
	private, _ := render(t, "minimal").regional().only(t, "AWS::ElasticLoadBalancingV2::TargetGroup")
	require.NotEqual(t, public, private)
}

// What a stopped run left behind is removed once it is old, and nothing else is.
func TestRenderSweepsWhatStoppedRunsLeft(t *testing.T) {
	dir := t.TempDir()
	old, young, foreign := filepath.Join(dir, ".cdk.out-1"), filepath.Join(dir, ".cdk.out-2"), filepath.Join(dir, ".mine")
	for _, left := range []string{old, young, foreign} {
		require.NoError(t, os.Mkdir(left, 0o755))
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	for _, left := range []string{old, foreign} {
		require.NoError(t, os.Chtimes(left, yesterday, yesterday))
	}
	_, err := arch.Render(minimalSpec(), filepath.Join(dir, "cdk.out"))
	require.NoError(t, err)
	require.NoDirExists(t, old)
	require.DirExists(t, young)
	require.DirExists(t, foreign)
}

func TestRenderRefusesAPlaceThatIsNoFolderOfItsOwn(t *testing.T) {
	for _, dir := range []string{"", ".", "..", "/", "a/.."} {
		_, err := arch.Render(minimalSpec(), dir)
		require.ErrorContains(t, err, "is not a folder to replace; name one of its own", dir)
	}
}
