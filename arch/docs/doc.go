// Package docs writes the document of a topology from its plan: the Markdown page
// that a team keeps beside its service.
//
//	page := docs.Markdown(plan, docs.Options{Picture: "architecture.svg"})
//
// The page says only what the plan says: what exists, why, which field of the
// spec asks for it, what it costs a month, and what a template cannot do and is left to
// people; and, where Options give them, the proofs that arch/verify finds in the
// templates. The same input gives the same bytes. It needs neither CDK nor Node.js.
package docs
