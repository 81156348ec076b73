// Package policy reads IAM policy documents out of evaluated CloudFormation values
// and compares them symbolically.
//
// Parse makes Statements of a document. Normalise writes references as the ARNs and
// names that they stand for, so that a role's reference to a log group and an
// endpoint's text for the same one are alike. Covers compares two resource patterns
// over every value that the templates leave open:
//
//	statements := policy.Parse(model, world, "PolicyDocument", document)
//	policy.Covers(model, statements[0].Resources[0], wanted) == cfn.Yes
//
// # What an answer is worth
//
// Yes and No hold in every deployment; all else is Maybe. A statement with Open parts
// was not read in full: a proof that needs it must give up.
//
// Patterns are compared as plain text, * for any characters and ? for one, colons
// and slashes too. A policy variable such as ${aws:username} is the same unknown text
// wherever it is written alike.
//
// The elements follow
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
package policy
