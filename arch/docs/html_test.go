package docs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/archspec"
	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/docs"
	"github.com/archblocks/archblocks/compute/computespec"
	"github.com/archblocks/archblocks/edge/edgespec"
	"github.com/archblocks/archblocks/internal/browser"
)

func planOfChat(t *testing.T) archspec.Plan {
	p, err := archspec.Spec{
		Name: "chat", Region: "eu-west-1",
		Edge: edgespec.Spec{Domain: "chat.example.com", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		Compute: computespec.Spec{Services: []computespec.Service{{
			Name: "app", Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.0.0", Models: []string{"amazon.nova-lite-v1:0"},
		}}},
	}.Plan()
	require.NoError(t, err)
	return p
}

// In a real browser: choosing an endpoint tells its resource, its policy and why it is
// there, the load balancer's group its rules, and the tabs hold the chapters as tables.
func TestHTMLInABrowser(t *testing.T) {
	p := planOfChat(t)
	page := docs.HTML(p, p.Diagram().Layout(), docs.Options{
		Resources: map[string][]string{"endpoint/bedrock-runtime": {"chat/NetworkEndpointsBedrockRuntime1234ABCD"}},
		LeftOut:   []docs.LeftOut{{Type: "AWS::IAM::Role", Reason: "roles are listed in the document", Resources: []string{"chat/A", "chat/B"}}},
	})
	var got struct {
		Endpoint, Band string
		Tabs           []string
		Rows           map[string]int
		LeftOut        bool
		Scripts        int
	}
	browser.Run(t, page, `
var choose = function (id) { document.querySelector('.sheet [data-id="' + id + '"]').dispatchEvent(new MouseEvent("click", {bubbles: true})); return document.querySelector("aside").textContent; };
var rows = {};
document.querySelectorAll("[role=tabpanel]").forEach(function (panel) {
	var tab = document.getElementById(panel.getAttribute("aria-labelledby"));
	rows[tab.textContent] = panel.querySelectorAll("table tr").length;
});
return {
	Endpoint: choose("endpoint/bedrock-runtime"), Band: choose("sg/load-balancer"),
	Tabs: Array.from(document.querySelectorAll("[role=tab]")).map(function (t) { return t.textContent; }),
	Rows: rows,
	LeftOut: Array.from(document.querySelectorAll("td")).some(function (td) { return td.textContent === "AWS::IAM::Role"; }),
	Scripts: document.querySelectorAll("article script, article iframe, article object").length,
};`, &got)
	for _, want := range []string{
		"chat/NetworkEndpointsBedrockRuntime1234ABCD", `"bedrock:InvokeModel"`, "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0", "Needed because", "(compute.services[0].models)",
	} {
		require.Contains(t, got.Endpoint, want)
	}
	for _, rule := range p.Compute.Rules {
		require.Equal(t, rule.Group == "load-balancer", strings.Contains(got.Band, "("+rule.ID+")"), rule.ID)
	}
	require.Equal(t, []string{"Picture", "Document", "Network and Access", "Cost"}, got.Tabs, "nothing is proved, so there is no tab of it")
	for _, tab := range got.Tabs[1:] {
		require.Greater(t, got.Rows[tab], 5, tab)
	}
	require.True(t, got.LeftOut)
	require.Zero(t, got.Scripts)
}

// What a spec says is text in the page, never markup: a browser finds no element that is not ours.
func TestHTMLOfHostileNames(t *testing.T) {
	p := planOfChat(t)
	const hostile = `x"><script>document.title="taken"</script><img src=x onerror="document.title='taken'"> <b>`
	p.Spec.Name = hostile
	p.Compute.Rules[0].Description, p.Compute.Rules[0].Reason.Text = hostile, hostile
	p.Network.Endpoints[0].Reasons[0].Text = hostile
	var got struct {
		Title string
		Count int
		Said  bool
	}
	browser.Run(t, docs.HTML(p, p.Diagram().Layout(), docs.Options{
		Resources: map[string][]string{diagram.WAFID: {hostile}}, LeftOut: []docs.LeftOut{{Type: hostile, Reason: hostile}},
	}), `
document.querySelector('.sheet [data-id="waf"]').dispatchEvent(new MouseEvent("click", {bubbles: true}));
return {Title: document.title, Count: document.querySelectorAll("article script, article b, article img, aside script, aside img").length,
	Said: document.querySelector("aside").textContent.indexOf('<script>document.title') >= 0};`, &got)
	require.NotEqual(t, "taken", got.Title)
	require.Zero(t, got.Count)
	require.True(t, got.Said)
}
