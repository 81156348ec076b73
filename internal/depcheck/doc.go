// Package depcheck holds the table of who may import whom. Its test reads every
// package of the module from go list and fails on an import that the table does
// not allow, and on a package that the table does not know.
//
// The pure packages are what makes checking, drawing and documenting a spec cheap:
// they build in seconds and need neither CDK nor Node.js. One stray import would
// take that away from every package above, without a word from the compiler.
package depcheck
