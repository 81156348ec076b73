package depcheck

import (
	"fmt"
	"slices"
	"strings"
)

// Package is what go list tells of one package of the module.
type Package struct {
	ImportPath                string
	Imports                   []string
	Deps                      []string
	TestImports, XTestImports []string
}

// Check returns every import that the table or a law forbids, sorted. Packages are
// all of the module.
func Check(module string, packages []Package, table []Rule, laws []Law) []string {
	c := checker{module: module, deps: map[string][]string{}}
	for _, p := range packages {
		c.deps[p.ImportPath] = p.Deps
	}
	for _, p := range packages {
		rule, ok := lookup(table, c.folder(p.ImportPath))
		if !ok {
			c.say(p, "has no entry in the table of internal/depcheck")
			continue
		}
		c.imports(p, rule)
		c.tests(p, rule)
		for _, law := range laws {
			c.law(p, law)
		}
	}
	slices.Sort(c.wrong)
	return slices.Compact(c.wrong)
}

type checker struct {
	module string
	deps   map[string][]string
	wrong  []string
}

func (c *checker) say(p Package, format string, args ...any) {
	c.wrong = append(c.wrong, c.folder(p.ImportPath)+" "+fmt.Sprintf(format, args...))
}

// folder is an import path without the module; outside the module it is "".
func (c *checker) folder(path string) string {
	if path == c.module {
		return "."
	}
	folder, ok := strings.CutPrefix(path, c.module+"/")
	if !ok {
		return ""
	}
	return folder
}

// imports holds a package to its rule.
func (c *checker) imports(p Package, rule Rule) {
	for _, path := range p.Imports {
		folder := c.folder(path)
		switch {
		case folder != "":
			if !matchAny(rule.May, folder) {
				c.say(p, "imports %s, which the table does not allow", folder)
			}
		case !standard(path) && !begins(rule.Outside, path):
			c.say(p, "imports %s, which the table does not allow", path)
		}
	}
	c.heavy(p, rule, "reaches", p.Deps)
}

// tests may import whatever they like of the module and of the libraries for tests,
// but what makes a pure package's tests slow.
func (c *checker) tests(p Package, rule Rule) {
	rule.Outside = slices.Concat(rule.Outside, rule.Tests)
	for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
		switch {
		case c.folder(path) != "":
			c.heavy(p, rule, "reaches in its tests", c.deps[path])
		case !standard(path) && !begins(rule.Outside, path) && !begins(inTests, path):
			c.say(p, "imports %s in its tests, which the table does not allow", path)
		}
	}
}

// heavy finds CDK and the SDK anywhere beneath a package that may not have them, once each.
func (c *checker) heavy(p Package, rule Rule, verb string, deps []string) {
	for _, family := range slices.Concat(cdk, sdk) {
		if slices.Contains(rule.Outside, family) {
			continue
		}
		if i := slices.IndexFunc(deps, func(d string) bool { return strings.HasPrefix(d, family) }); i >= 0 {
			c.say(p, "%s %s", verb, strings.TrimSuffix(family, "/"))
		}
	}
}

func (c *checker) law(p Package, law Law) {
	here := c.folder(p.ImportPath)
	if !matchAny(law.From, here) {
		return
	}
	for _, dep := range p.Deps {
		folder := c.folder(dep)
		if folder == here {
			continue
		}
		if folder != "" && matchAny(law.Never, folder) || folder == "" && begins(law.Never, dep) {
			if folder == "" {
				folder = dep
			}
			c.say(p, "reaches %s, and %s", folder, law.Name)
		}
	}
}

// lookup returns the rule of the folder itself, or else the longest that holds for it.
func lookup(table []Rule, folder string) (found Rule, ok bool) {
	for _, rule := range table {
		if rule.Folder == folder {
			return rule, true
		}
		if match(rule.Folder, folder) && len(rule.Folder) > len(found.Folder) {
			found, ok = rule, true
		}
	}
	return found, ok
}

func match(pattern, folder string) bool {
	if pattern == "..." {
		return true
	}
	if above, ok := strings.CutSuffix(pattern, "/..."); ok {
		return folder == above || strings.HasPrefix(folder, above+"/")
	}
	return pattern == folder
}

func matchAny(patterns []string, folder string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return match(p, folder) })
}

func begins(beginnings []string, path string) bool {
	return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(path, b) })
}

// standard tells the standard library by its first element, which has no dot.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}
