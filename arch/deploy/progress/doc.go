// Package progress shows the events of a deployment: as a live tree on a terminal, as plain
// lines elsewhere, as JSON for machines.
//
//	drawer := progress.For(os.Stderr)
//	deployer.Report = drawer.Report
//	defer drawer.Close()
//
// Times are those at which events arrive here: how long a person waits. golang.org/x/term
// (BSD-3, the Go project's own) tells whether there is a terminal and how large it is.
package progress
