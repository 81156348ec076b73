// Package diagram is the picture of a topology as a graph: groups that contain,
// nodes that are drawn once for each role, edges that carry traffic, and the
// numbered steps of a request.
//
// Every block gives a [Graph] of its own part. [Merge] joins them: parts that
// speak of the same role use the same id, so the whole shows each thing once.
// Ids are stable: the same spec gives the same ids, and adding one service or
// endpoint changes no other id.
//
// [Graph.Layout] places a merged graph on fixed bands with integer coordinates,
// which gives a [Scene]. Endpoints have slots: up to eight of them, another one moves nothing,
// as long as it stands behind the others (what every topology has comes first); another
// service moves nothing to the side, and what is below it down. The sub-packages draw: svg, png and drawio a
// scene, mermaid and outline (text for terminals) a graph. [Scene.JSON] is for other programs.
// [Graph.RequestFlow], [Graph.Egress] and [Graph.OneService] are parts of a graph to draw by themselves.
// [Difference] draws two graphs in one scene and marks what changes from one to the other.
package diagram
