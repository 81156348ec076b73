// Package specfile reads and writes an [archspec.Spec] as JSON or YAML.
//
//	spec, err := specfile.Read("chat.yaml")
//	plan, err := spec.Plan()
//
// A file holds the fields of the spec under the names that problems use, such as
// memoryMiB, each at most once. A field left out has its default; an empty list is not
// the same as none. Durations and prefixes are text, such as "30s" and "10.0.0.0/16".
//
//	name: chat
//	region: eu-west-1
//	edge:
//	  domain: chat.example.com
//	  hostedZoneID: Z0123456789ABCDEFGHIJ
//	compute:
//	  services:
//	    - name: app
//	      image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.0.0
//	      memoryMiB: 2048
//
// # Reading
//
// Reading is strict, and finds all problems at once, each with its line and column: an
// unknown field, a field that comes twice, a value of the wrong type, null, a number, duration or
// prefix that cannot be read. What YAML readers do not agree about, such as yes, 012 and
// 1_000, is refused with a way to write it; so are tags, merge keys and a second document. Anchors
// and aliases work. The error is a *[problem.Invalid].
//
// [Read] and [Parse] do not judge what the spec asks for, so that a program can change it
// before that; [archspec.Spec.Plan] does, or [Check], which knows the lines of the text.
//
// The value of a field whose type is a map is never shown in a problem: it may be a secret.
//
// # Writing
//
// [JSON] and [YAML] write the fields that differ from zero, in the order of the Go
// structs, and maps by their keys: the same spec is always the same bytes.
//
// [Schema] is for editors. In YAML, the first line may be
//
//	# yaml-language-server: $schema=schema.json
//
// and in JSON a field "$schema" may stand in the spec; its value is not read.
package specfile
