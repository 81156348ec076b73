package page_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/arch/diagram"
	"github.com/archblocks/archblocks/arch/diagram/internal/sample"
	"github.com/archblocks/archblocks/arch/diagram/page"
	"github.com/archblocks/archblocks/internal/browser"
)

// helpers for scripts.
const helpers = `
var at = function (id) { return document.querySelector('.sheet [data-id="' + id + '"]'); };
var fire = function (el, type, more) { el.dispatchEvent(new (type.indexOf("key") === 0 ? KeyboardEvent : MouseEvent)(type, Object.assign({bubbles: true, cancelable: true}, more))); };
var lit = function () { return Array.from(document.querySelectorAll(".sheet.tracing .lit")).map(function (el) { return el.getAttribute("data-of"); }); };
var facts = function () { return document.querySelector("aside").textContent; };
`

func full() diagram.Graph {
	g := sample.Graph(sample.Shape{Zones: 2, Services: 1, Endpoints: 7, Login: true})
	for i := range g.Nodes {
		if g.Nodes[i].ID == diagram.EndpointID("logs") {
			g.Nodes[i].Facts, g.Nodes[i].Path = []string{`writes "output" & <more>`}, "network.endpoints"
		}
	}
	return g
}

func TestHoverTracesAndClickTells(t *testing.T) {
	var got struct {
		Hover, Left, Clicked, Kept, Freed []string
		Told, Hint                        string
		Dim                               float64
	}
	browser.Run(t, page.Page{Graph: full(), Scene: full().Layout()}.Render(), helpers+`
fire(at("endpoint/logs"), "mouseover");
var r = {Hover: lit()};
document.querySelectorAll(".sheet [data-of]").forEach(function (el) { el.style.transition = "none"; });
r.Dim = Number(getComputedStyle(at("cloudfront")).opacity);
fire(document.querySelector(".sheet"), "mouseleave"); r.Left = lit();
fire(at("endpoint/logs"), "click"); r.Clicked = lit(); r.Told = facts();
fire(document.querySelector(".sheet"), "mouseleave"); r.Kept = lit();
fire(document.body, "keydown", {key: "Escape"}); r.Freed = lit(); r.Hint = facts();
return r;`, &got)
	for _, id := range []string{"endpoint/logs", "task/app/1", "task/app/2", diagram.CloudWatchID, diagram.EdgeBetween("endpoint/logs", diagram.CloudWatchID)} {
		require.Contains(t, got.Hover, id)
	}
	for _, id := range []string{diagram.CloudFrontID, "endpoint/s3", diagram.UsersID} {
		require.NotContains(t, got.Hover, id)
	}
	require.InDelta(t, 0.15, got.Dim, 0.01)
	require.Empty(t, got.Left)
	require.Equal(t, got.Hover, got.Clicked)
	require.Equal(t, got.Hover, got.Kept)
	for _, words := range []string{"logs", "interface", `writes "output" & <more>`, "network.endpoints", "logs → Amazon CloudWatch", "app task → logs · HTTPS 443", "Private subnet 10.0.16.0/22", "endpoint/logs"} {
		require.Contains(t, got.Told, words)
	}
	require.Empty(t, got.Freed)
	require.Contains(t, got.Hint, "Point at an element")
}

func TestKeyboardAlone(t *testing.T) {
	g := full()
	var got struct {
		Reach    []string
		Told     string
		Traced   []string
		Selected []string
		Hidden   []bool
		Focus    string
	}
	browser.Run(t, page.Page{Graph: g, Scene: g.Layout(), Tabs: []page.Tab{{Title: "Proofs", Text: "all proved"}, {Title: "Cost", Text: "$1 </pre><b>"}}}.Render(), helpers+`
var r = {Reach: Array.from(document.querySelectorAll('.sheet [tabindex="0"][role=button][aria-label]')).map(function (el) { return el.getAttribute("data-id"); })};
at("cloudfront").focus(); r.Traced = lit();
fire(at("cloudfront"), "keydown", {key: "Enter"}); r.Told = facts();
var tabs = document.querySelectorAll("[role=tab]");
tabs[0].focus(); fire(tabs[0], "keydown", {key: "ArrowLeft"});
r.Selected = Array.from(tabs).map(function (tab) { return tab.getAttribute("aria-selected"); });
r.Hidden = Array.from(document.querySelectorAll("[role=tabpanel]")).map(function (panel) { return getComputedStyle(panel).display === "none"; });
r.Focus = document.activeElement.textContent + ": " + document.querySelector("#panel-1-text pre").textContent;
return r;`, &got)
	for _, n := range g.Nodes {
		require.Contains(t, got.Reach, n.ID)
	}
	for _, group := range g.Groups {
		require.Contains(t, got.Reach, group.ID)
	}
	for _, s := range g.Steps {
		require.Contains(t, got.Reach, s.ID)
	}
	require.Contains(t, got.Traced, diagram.WAFID)
	require.Contains(t, got.Told, "CloudFront → AWS WAF")
	require.Equal(t, []string{"false", "false", "true"}, got.Selected)
	require.Equal(t, []bool{true, true, false}, got.Hidden)
	require.Equal(t, "Cost: $1 </pre><b>", got.Focus)
}

// Without scripts every text is there to read, and nothing is loaded from anywhere.
func TestNothingIsLoaded(t *testing.T) {
	document := string(page.Page{Graph: full(), Scene: full().Layout(), Tabs: []page.Tab{{Title: "Proofs", Text: "all proved"}}}.Render())
	loads := regexp.MustCompile(`(?i)\s(src|href|action)\s*=|url\(|@import|<link|<iframe|fetch\(|XMLHttp|innerHTML\s*=\s*[^h\s]`)
	require.Empty(t, loads.FindString(document))
	require.True(t, strings.Contains(document, `default-src 'none'`))
	body, _, _ := strings.Cut(document[strings.Index(document, "<body"):], "<script")
	require.False(t, strings.Contains(body, " hidden"), "what is hidden without scripts nobody can read")
	g := full()
	g.Title = `</title></script><script>alert(1)</script>`
	g.Nodes[0].Facts = []string{"</script><script>alert(2)</script>"}
	hostile := string(page.Page{Graph: g, Scene: g.Layout(), Tabs: []page.Tab{{Title: "<script>", Text: "</pre><script>alert(3)</script>"}}}.Render())
	require.Equal(t, 2, strings.Count(hostile, "<script"), "a text became a script")
}

func TestSameBytes(t *testing.T) {
	require.True(t, bytes.Equal(page.Page{Graph: full(), Scene: full().Layout()}.Render(), page.Page{Graph: full(), Scene: full().Layout()}.Render()))
}
