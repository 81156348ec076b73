package cfn

import (
	"fmt"
	"strconv"
	"strings"
)

// Show is a value for a person to read, open parts as Fn::Sub writes them:
// arn:aws:s3:::${chat/Bucket}/*. It is cut after about a thousand characters.
func Show(v Value) string {
	var s shower
	if text, ok := v.(String); ok {
		return s.cut(string(text))
	}
	s.value(v)
	return s.cut(s.b.String())
}

const shown = 1000

type shower struct{ b strings.Builder }

func (s *shower) cut(text string) string {
	if len(text) > shown {
		return strings.ToValidUTF8(text[:shown], "") + "..."
	}
	return text
}

func (s *shower) value(v Value) {
	if s.b.Len() > shown {
		return
	}
	switch v := v.(type) {
	case Null:
		s.b.WriteString("null")
	case Missing:
		s.b.WriteString("${AWS::NoValue}")
	case Bool:
		s.b.WriteString(strconv.FormatBool(bool(v)))
	case Number:
		s.b.WriteString(string(v))
	case String:
		s.b.WriteString(strconv.Quote(string(v)))
	case List:
		s.b.WriteString("[")
		for i, item := range v {
			s.comma(i)
			s.value(item)
		}
		s.b.WriteString("]")
	case Object:
		s.b.WriteString("{")
		for i, m := range v {
			s.comma(i)
			s.b.WriteString(strconv.Quote(m.Name) + ": ")
			s.value(m.Value)
		}
		s.b.WriteString("}")
	case Choice:
		s.b.WriteString("(" + v.If.String() + " ? ")
		s.value(v.Then)
		s.b.WriteString(" : ")
		s.value(v.Else)
		s.b.WriteString(")")
	default:
		s.part(v)
	}
}

func (s *shower) comma(i int) {
	if i > 0 {
		s.b.WriteString(", ")
	}
}

// part is a value inside text.
func (s *shower) part(v Value) {
	if s.b.Len() > shown {
		return
	}
	switch v := v.(type) {
	case String:
		s.b.WriteString(string(v))
	case Concat:
		for _, p := range v {
			s.part(p)
		}
	case Dynamic:
		s.b.WriteString("{{resolve:")
		s.part(v.Reference)
		s.b.WriteString("}}")
	case ResourceRef:
		s.b.WriteString("${" + v.String() + "}")
	case Atom:
		s.b.WriteString("${" + v.String() + "}")
	case Choice:
		s.b.WriteString("$")
		s.value(v)
	}
}

// String is the ref as text: "chat/Vpc" or "chat/Vpc.CidrBlock".
func (r ResourceRef) String() string {
	s := r.LogicalID
	if r.Attribute != "" {
		s += "." + r.Attribute
	}
	if r.Stack != "" {
		s = r.Stack + "/" + s
	}
	return s
}

// String is the atom as text.
func (a Atom) String() string {
	switch {
	case a.Origin == FromZone:
		return fmt.Sprintf("zone %d of %s", a.Index, a.Name)
	case a.Origin == FromZones:
		return "zones of " + a.Name
	case a.Origin == FromParameter && a.Stack != "":
		return a.Stack + "/" + a.Name
	}
	return a.Name
}
