package diagram_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
)

func ids(g diagram.Graph) []string {
	var all []string
	for _, n := range g.Nodes {
		all = append(all, n.ID)
	}
	slices.Sort(all)
	return all
}

func TestRequestFlow(t *testing.T) {
	g := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 7, Login: true}).RequestFlow()
	require.Equal(t, []string{diagram.CognitoID, diagram.CloudFrontID, diagram.LoadBalancerID, "task/app/1", "task/app/2", diagram.UsersID, diagram.WAFID}, ids(g))
	require.Len(t, g.Steps, 5)
}

func TestEgress(t *testing.T) {
	g := sample.Graph(sample.Shape{Zones: 1, Services: 1, Endpoints: 2}).Egress()
	require.Equal(t, []string{"aws/Amazon ECR", "aws/Amazon S3", "endpoint/ecr.api", "endpoint/s3", "task/app/1"}, ids(g))
	for _, group := range g.Groups {
		require.NotEqual(t, diagram.PublicSubnetGroup, group.Kind, "no node of egress is in a public subnet")
	}
}

func TestOneService(t *testing.T) {
	g := sample.Graph(sample.Shape{Zones: 2, Services: 3, Endpoints: 2, Login: true})
	part, err := g.OneService("api")
	require.NoError(t, err)
	require.Contains(t, ids(part), "task/api/1")
	require.Contains(t, ids(part), diagram.UsersID)
	require.Contains(t, ids(part), diagram.WAFID)
	require.Contains(t, ids(part), "aws/Amazon S3")
	require.NotContains(t, ids(part), "task/app/1")
	_, err = g.OneService("none")
	require.EqualError(t, err, `diagram: no service "none"; name one of app, api, worker`)
}

// first is the name of the first service of a graph, as its task's id says it.
func first(g diagram.Graph) string {
	for _, n := range g.Nodes {
		if name, found := strings.CutPrefix(n.ID, "task/"); found {
			return strings.TrimSuffix(name, "/1")
		}
	}
	return ""
}

func TestEveryViewIsTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := sample.Graph(sample.Shape{
			Zones:     rapid.IntRange(1, 3).Draw(t, "zones"),
			Services:  rapid.IntRange(1, 8).Draw(t, "services"),
			Endpoints: rapid.IntRange(1, 16).Draw(t, "endpoints"),
			Login:     rapid.Bool().Draw(t, "login"),
			Long:      rapid.Bool().Draw(t, "long"),
		})
		one, err := whole.OneService(first(whole))
		if err != nil {
			t.Fatal(err)
		}
		for name, g := range map[string]diagram.Graph{"request flow": whole.RequestFlow(), "egress": whole.Egress(), "one service": one} {
			if err := g.Check(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, fault := range lint(g, g.Layout()) {
				t.Errorf("%s: %s", name, fault)
			}
		}
	})
}
