package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/archblocks/archblocks/internal/browser"
)

const look = "../../arch/diagram/internal/look"

// A browser measures the shapes of the files as they came, and our paths: both are as long
// and fill the same box.
func TestPathsDrawTheShapes(t *testing.T) {
	files, err := filepath.Glob(look + "/lucide/*.svg")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var page strings.Builder
	page.WriteString("<!DOCTYPE html><body>")
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		path, err := pathOf(text)
		require.NoError(t, err)
		fmt.Fprintf(&page, `<div class="icon" title="%s">%s<svg viewBox="0 0 24 24" width="24" height="24"><path d="%s"/></svg></div>`, filepath.Base(file), text, path)
	}
	page.WriteString("</body>")
	var icons []struct {
		Name         string
		Theirs, Ours []float64
	}
	browser.Run(t, []byte(page.String()), `
return Array.from(document.querySelectorAll(".icon")).map(function (div) {
	var measure = function (svg) {
		var shapes = Array.from(svg.querySelectorAll("path, circle, ellipse, rect, line, polyline, polygon"));
		var boxes = shapes.map(function (s) { return s.getBBox(); });
		var least = function (f) { return Math.min.apply(null, boxes.map(f)); }, most = function (f) { return Math.max.apply(null, boxes.map(f)); };
		return [shapes.reduce(function (sum, s) { return sum + s.getTotalLength(); }, 0),
			least(function (b) { return b.x; }), least(function (b) { return b.y; }),
			most(function (b) { return b.x + b.width; }), most(function (b) { return b.y + b.height; })];
	};
	var both = div.querySelectorAll("svg");
	return {Name: div.title, Theirs: measure(both[0]), Ours: measure(both[1])};
});`, &icons)
	require.Len(t, icons, len(files))
	for _, icon := range icons {
		require.Greater(t, icon.Theirs[0], 10.0, icon.Name)
		// The browser measures the length of tiny circles and arcs by few chords.
		require.InEpsilon(t, icon.Theirs[0], icon.Ours[0], 0.03, icon.Name)
		require.InDeltaSlice(t, icon.Theirs[1:], icon.Ours[1:], 0.01, icon.Name)
	}
}

// The table is made of the files.
func TestTableIsUpToDate(t *testing.T) {
	want, err := generate(look + "/lucide")
	require.NoError(t, err)
	got, err := os.ReadFile(look + "/icons.go")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run go generate ./arch/diagram/...")
}

func TestUnknownShape(t *testing.T) {
	_, err := pathOf([]byte(`<svg><text x="1">A</text></svg>`))
	require.ErrorContains(t, err, "cannot draw a text")
	_, err = pathOf([]byte(`<svg><circle cx="a"/></svg>`))
	require.Error(t, err)
}
