package docs

// LeftOut is a type of resource that the templates have and the picture leaves out on purpose.
type LeftOut struct {
	// Type is CloudFormation's, such as "AWS::IAM::Role".
	Type string
	// Reason says why the picture does without.
	Reason string
	// Resources are named "chat/LogicalID".
	Resources []string
}

// leftOut is no chapter where nobody has compared picture and templates.
func (d *document) leftOut(all []LeftOut) {
	if len(all) == 0 {
		return
	}
	d.heading(2, "What the Picture Leaves Out")
	d.line("Everything else in the templates is in the picture, and everything in the picture is in the templates: they are compared in both directions whenever this page is written.\n")
	var rows [][]string
	for _, l := range all {
		rows = append(rows, []string{code(l.Type), thousands(len(l.Resources)), text(l.Reason)})
	}
	d.table([]string{"Type", "Resources", "Left Out Because"}, rows)
}
