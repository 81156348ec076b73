package drawio

import "encoding/xml"

// file is a draw.io file with one page.
type file struct {
	XMLName xml.Name `xml:"mxfile"`
	Diagram page     `xml:"diagram"`
}

type page struct {
	ID    string `xml:"id,attr"`
	Name  string `xml:"name,attr"`
	Model model  `xml:"mxGraphModel"`
}

type model struct {
	Grid   int    `xml:"grid,attr"`
	Page   int    `xml:"page,attr"`
	Width  int    `xml:"pageWidth,attr"`
	Height int    `xml:"pageHeight,attr"`
	Shadow int    `xml:"shadow,attr"`
	Root   []item `xml:"root>item"`
}

// item is a cell, with an object around it where the cell has a tooltip.
type item struct {
	cell    cell
	tooltip string
}

// MarshalXML writes the cell under its own name.
func (i item) MarshalXML(e *xml.Encoder, _ xml.StartElement) error {
	if i.tooltip == "" {
		return e.Encode(i.cell)
	}
	o := object{Label: i.cell.Value, Tooltip: i.tooltip, ID: i.cell.ID, Cell: i.cell}
	o.Cell.ID, o.Cell.Value = "", ""
	return e.Encode(o)
}

type object struct {
	XMLName xml.Name `xml:"object"`
	Label   string   `xml:"label,attr"`
	Tooltip string   `xml:"tooltip,attr"`
	ID      string   `xml:"id,attr"`
	Cell    cell
}

type cell struct {
	XMLName  xml.Name  `xml:"mxCell"`
	ID       string    `xml:"id,attr,omitempty"`
	Value    string    `xml:"value,attr,omitempty"`
	Style    string    `xml:"style,attr,omitempty"`
	Parent   string    `xml:"parent,attr,omitempty"`
	Vertex   int       `xml:"vertex,attr,omitempty"`
	Edge     int       `xml:"edge,attr,omitempty"`
	Source   string    `xml:"source,attr,omitempty"`
	Target   string    `xml:"target,attr,omitempty"`
	Geometry *geometry `xml:"mxGeometry"`
}

type geometry struct {
	X        int     `xml:"x,attr,omitempty"`
	Y        int     `xml:"y,attr,omitempty"`
	Width    int     `xml:"width,attr,omitempty"`
	Height   int     `xml:"height,attr,omitempty"`
	Relative int     `xml:"relative,attr,omitempty"`
	As       string  `xml:"as,attr"`
	Points   []point `xml:"mxPoint"`
	Way      *way    `xml:"Array"`
}

type point struct {
	X  int    `xml:"x,attr"`
	Y  int    `xml:"y,attr"`
	As string `xml:"as,attr,omitempty"`
}

type way struct {
	As     string  `xml:"as,attr"`
	Points []point `xml:"mxPoint"`
}
