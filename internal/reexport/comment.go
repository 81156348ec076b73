package main

import (
	"go/ast"
	"go/doc"
	"regexp"
	"strings"
)

func (w *writer) comment(text string) {
	w.body.WriteString("\n" + commented(text))
}

func commented(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	return "// " + strings.ReplaceAll(text, "\n", "\n// ") + "\n"
}

// aliasComment is the type's own comment, and lists of its fields and methods.
func (w *writer) aliasComment(t *ast.TypeSpec, own *ast.CommentGroup, methods []*ast.FuncDecl) string {
	about := strings.TrimSpace(own.Text()) + "\n"
	if structure, ok := t.Type.(*ast.StructType); ok {
		list := ""
		for _, field := range structure.Fields.List {
			list += w.field(field)
		}
		if list != "" {
			about += "\nIts fields (see [" + w.spec() + "." + t.Name.Name + "] for all about them):\n" + list
		}
	}
	if len(methods) > 0 {
		about += "\nIts methods:\n"
		for _, m := range methods {
			about += item(m.Name.Name+w.users(strings.TrimPrefix(text(m.Type), "func")), lead(m.Doc.Text(), []string{m.Name.Name}))
		}
	}
	return about
}

// field is the list item of a struct's field: names, type, first sentence and default.
func (w *writer) field(f *ast.Field) string {
	var names []string
	for _, name := range f.Names {
		if name.IsExported() {
			names = append(names, name.Name)
		}
	}
	kind := w.users(text(f.Type))
	if len(f.Names) == 0 {
		return item(kind, "embedded")
	}
	if len(names) == 0 {
		return ""
	}
	about := f.Doc.Text()
	return item(strings.Join(names, ", ")+" "+kind, strings.TrimSpace(lead(about, names)+" "+defaultOf(about)))
}

var specPackage = regexp.MustCompile(`^([a-z]+)spec\.`)

var word = regexp.MustCompile(`[\w.]+`)

// users writes the types of a signature as users of the re-exported names write
// them: a name left out keeps its package.
func (w *writer) users(signature string) string {
	return word.ReplaceAllStringFunc(signature, func(name string) string {
		if !w.has(name) {
			return w.spec() + "." + name
		}
		return specPackage.ReplaceAllString(name, "$1.")
	})
}

// lead is a comment's first sentence, without the names that it starts with where
// the rest can stand alone behind them.
func lead(about string, names []string) string {
	sentence := new(doc.Package).Synopsis(about)
	subject := names[0]
	if last := len(names) - 1; last > 0 {
		subject = strings.Join(names[:last], ", ") + " and " + names[last]
	}
	rest, ok := strings.CutPrefix(sentence, subject+" ")
	if !ok || strings.HasPrefix(rest, "and ") || strings.HasPrefix(rest, "of ") {
		return sentence
	}
	for _, verb := range []string{"is ", "are "} {
		rest = strings.TrimPrefix(rest, verb)
	}
	return rest
}

var (
	defaults = regexp.MustCompile(`(?s)(?:^|[.:)\n] ?)(Default .*)$`)
	required = regexp.MustCompile(`(^|\s)Required\.\s*$`)
)

// defaultOf is what a field's comment says of its zero value.
func defaultOf(about string) string {
	if m := defaults.FindStringSubmatch(about); m != nil {
		return new(doc.Package).Synopsis(m[1])
	}
	if required.MatchString(about) && !strings.HasSuffix(new(doc.Package).Synopsis(about), "Required.") {
		return "Required."
	}
	return ""
}

const width = 96

// item is one item of a doc comment's list, broken into lines.
func item(what, about string) string {
	words := strings.Fields(what)
	if about != "" {
		words[len(words)-1] += ":"
		words = append(words, strings.Fields(about)...)
	}
	lines, line := "", "  -"
	for _, word := range words {
		if len(line)+1+len(word) > width {
			lines, line = lines+line+"\n", "   "
		}
		line += " " + word
	}
	return lines + line + "\n"
}
