// Package preflight looks before a deployment for what would make it fail: values that are
// samples, credentials that are missing, an image that is not in its repository, a
// certificate that is not issued. All findings come at once, in the form of package problem;
// what AWS does not let it see is skipped, and said.
//
//	report := preflight.Run(ctx, preflight.Clients(config), assembly)
//
// Nothing here changes anything.
package preflight
