package cdkkit

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
)

// Str is a string as jsii wants it.
func Str(s string) *string { return &s }

// Opt is a string as jsii wants it, or nil for the empty one.
func Opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Num is a number as jsii wants it.
func Num[T int | float64](n T) *float64 {
	f := float64(n)
	return &f
}

// Bool is a bool as jsii wants it.
func Bool(b bool) *bool { return &b }

// Strs is a list of strings as jsii wants it; an empty list is nil.
func Strs(list ...string) *[]*string {
	if len(list) == 0 {
		return nil
	}
	pointers := make([]*string, len(list))
	for i := range list {
		pointers[i] = &list[i]
	}
	return &pointers
}

// List is a list of anything as jsii wants it.
func List(list ...any) *[]any { return &list }

// Anys is a list of strings where jsii wants a list of anything.
func Anys(list []string) *[]any {
	all := make([]any, len(list))
	for i := range list {
		all[i] = list[i]
	}
	return &all
}

// StrMap is a map of strings as jsii wants it; an empty map is nil.
func StrMap(m map[string]string) *map[string]*string {
	if len(m) == 0 {
		return nil
	}
	pointers := make(map[string]*string, len(m))
	for k, v := range m {
		pointers[k] = &v
	}
	return &pointers
}

// Seconds is a duration as the CDK wants it.
func Seconds(d time.Duration) awscdk.Duration { return awscdk.Duration_Seconds(Num(d.Seconds())) }
