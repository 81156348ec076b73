// Package cdkkit is what the blocks share when they call the CDK: plain Go values
// in place of pointers, policies from plans, and jsii panics turned into errors.
package cdkkit
