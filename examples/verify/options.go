package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/archblocks/archblocks/arch/awsservice"
	"github.com/archblocks/archblocks/arch/problem"
	"github.com/archblocks/archblocks/arch/verify"
)

// errUsage is bad input that flag itself has explained.
var errUsage = errors.New("see -help")

// options are the command line's.
type options struct {
	paths      []string
	json, list bool
	checker    verify.Checker
	// regions and parameters are for the stack that they name, or for all.
	regions, parameters []setting
}

type setting struct{ stack, name, value string }

func parse(args []string, stderr io.Writer) (options, error) {
	o := options{checker: verify.Checker{PrefixLists: map[string]string{}}}
	f := flag.NewFlagSet("verify", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprint(stderr, "usage: verify [options] TEMPLATE...\n\nA TEMPLATE is a file, or the folder of a cloud assembly such as cdk.out.\n\n")
		f.PrintDefaults()
	}
	f.BoolVar(&o.json, "json", false, "print the results as JSON")
	f.BoolVar(&o.list, "list", false, "list the properties, with what they mean, and check nothing")
	f.BoolVar(&o.checker.AllowExec, "allow-exec", false, "accept services with ECS Exec")
	properties := repeated(f, "property", "check the property with this `ID` alone; can be repeated (default all)")
	parameters := repeated(f, "param", "give a parameter its value, `[STACK:]NAME=VALUE`; can be repeated")
	regions := repeated(f, "region", "the Region, `[STACK:]REGION`, of templates that no manifest.json gives one; can be repeated")
	prefixLists := repeated(f, "prefix-list", "name a prefix list that is not known here by its id, or by the parameter that will give it, `ID=NAME`; can be repeated")
	publicPaths := repeated(f, "public-path", "a `GLOB` of paths that may be reached without a login, such as /static/*; can be repeated")
	err := f.Parse(args)
	o.paths = f.Args()
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case err != nil:
		return o, errUsage
	case o.list:
		return o, nil
	case len(o.paths) == 0:
		return o, fmt.Errorf("no template is given: name a file, or the folder of a cloud assembly such as cdk.out; %w", errUsage)
	}
	for _, p := range o.paths[1:] {
		if strings.HasPrefix(p, "-") {
			return o, fmt.Errorf("%s stands behind a template: options come first; %w", p, errUsage)
		}
	}
	return o, errors.Join(
		each(*properties, o.property), each(*parameters, o.parameter), each(*regions, o.region),
		each(*prefixLists, o.prefixList), each(*publicPaths, o.publicPath),
	)
}

// repeated is a flag that collects its values; they are looked at once all flags are known.
func repeated(f *flag.FlagSet, name, usage string) *[]string {
	var values []string
	f.Func(name, usage, func(value string) error {
		values = append(values, value)
		return nil
	})
	return &values
}

func each(values []string, set func(string) error) error {
	var all []error
	for _, value := range values {
		all = append(all, set(value))
	}
	return errors.Join(all...)
}

func (o *options) property(id string) error {
	var ids []string
	for _, p := range verify.Properties() {
		ids = append(ids, p.ID)
	}
	if !slices.Contains(ids, id) {
		return fmt.Errorf("-property: there is no property %q; %s", id, problem.DidYouMean(id, ids, "see -list"))
	}
	o.checker.Properties = append(o.checker.Properties, id)
	return nil
}

func (o *options) parameter(text string) error {
	key, value, ok := strings.Cut(text, "=")
	s := addressed(key)
	if !ok || s.name == "" {
		return fmt.Errorf("-param: %q has no name or no value; give NAME=VALUE or STACK:NAME=VALUE", text)
	}
	s.value = value
	o.parameters = append(o.parameters, s)
	return nil
}

func (o *options) region(text string) error {
	s := addressed(text)
	if _, known := awsservice.LookupRegion(s.name); !known {
		return fmt.Errorf("-region: %q is not an AWS Region known here; %s", s.name, problem.DidYouMean(s.name, awsservice.Regions(), `use one such as "eu-west-1"`))
	}
	o.regions = append(o.regions, s)
	return nil
}

// addressed splits what may begin with the name of a stack.
func addressed(text string) setting {
	if stack, rest, ok := strings.Cut(text, ":"); ok {
		return setting{stack: stack, name: rest}
	}
	return setting{name: text}
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
var parameterName = regexp.MustCompile(`^[A-Za-z0-9]+$`)

func (o *options) prefixList(text string) error {
	id, name, _ := strings.Cut(text, "=")
	if !awsservice.IsPrefixListID(id) && !parameterName.MatchString(id) || !strings.HasPrefix(name, "com.amazonaws.") {
		return fmt.Errorf("-prefix-list: %q is not ID=NAME; give one such as pl-0123abcd=com.amazonaws.eu-west-1.s3", text)
	}
	o.checker.PrefixLists[id] = name
	return nil
}

func (o *options) publicPath(text string) error {
	if !strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "*") {
		return fmt.Errorf("-public-path: %q begins with neither / nor *; give a path such as /static/*", text)
	}
	o.checker.PublicPaths = append(o.checker.PublicPaths, text)
	return nil
}

// complete puts Regions and parameters into templates.
func (o options) complete(templates []verify.Template) error {
	// What is said of one stack comes before what is said of the rest.
	for _, one := range []bool{true, false} {
		for _, s := range o.regions {
			if (s.stack != "") != one {
				continue
			}
			if err := setRegion(templates, s.stack, s.name); err != nil {
				return fmt.Errorf("-region: %w", err)
			}
		}
	}
	for _, s := range o.parameters {
		if err := verify.SetParameter(templates, s.stack, s.name, s.value); err != nil {
			return fmt.Errorf("-param: %w", err)
		}
	}
	return nil
}

// setRegion gives a Region to the stack of a name, or to all that have none.
func setRegion(templates []verify.Template, stack, region string) error {
	var names []string
	for i := range templates {
		t := &templates[i]
		names = append(names, t.Name)
		switch {
		case t.Region == "" && (stack == "" || stack == t.Name):
			t.Region = region
		case stack == t.Name && t.Region != region:
			return fmt.Errorf("the stack %s is in %s, and not in %s; leave the option out", stack, t.Region, region)
		}
	}
	if stack != "" && !slices.Contains(names, stack) {
		return fmt.Errorf("no template is of a stack %q; %s", stack, problem.DidYouMean(stack, names, "name one of those given"))
	}
	return nil
}
