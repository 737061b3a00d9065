// Package svg writes small SVG pictures: shapes, text, hatching. It knows just
// what the examples draw.
package svg

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
)

// Drawing is a picture under construction. Coordinates are pixels from the top
// left corner. Colours and other attributes are given as SVG's own, so that a
// reader of the calling code sees what is drawn.
type Drawing struct {
	width, height float64
	body          strings.Builder
	defs          strings.Builder
}

// New returns an empty picture with a white ground.
func New(width, height float64) *Drawing {
	return &Drawing{width: width, height: height}
}

// Rect draws a rectangle. attributes are name and value pairs: "fill", "#eee".
func (d *Drawing) Rect(x, y, width, height float64, attributes ...string) {
	d.element("rect", "", append(box(x, y, width, height), attributes...))
}

// Titled draws a rectangle with a text that viewers show on hovering.
func (d *Drawing) Titled(x, y, width, height float64, title string, attributes ...string) {
	d.element("rect", "<title>"+html.EscapeString(title)+"</title>", append(box(x, y, width, height), attributes...))
}

func box(x, y, width, height float64) []string {
	return []string{"x", num(x), "y", num(y), "width", num(max(width, 0)), "height", num(max(height, 0))}
}

// Line draws a straight line.
func (d *Drawing) Line(x1, y1, x2, y2 float64, attributes ...string) {
	d.element("line", "", append([]string{"x1", num(x1), "y1", num(y1), "x2", num(x2), "y2", num(y2)}, attributes...))
}

// Point is a corner of a Path.
type Point struct{ X, Y float64 }

// Path draws a line through points, open and without a filling unless the
// attributes say otherwise.
func (d *Drawing) Path(points []Point, attributes ...string) {
	all := append([]string{"points", coordinates(points)}, attributes...)
	if !slices.Contains(attributes, "fill") {
		all = append(all, "fill", "none")
	}
	d.element("polyline", "", all)
}

// Polygon draws a closed and filled shape.
func (d *Drawing) Polygon(points []Point, attributes ...string) {
	d.element("polygon", "", append([]string{"points", coordinates(points)}, attributes...))
}

func coordinates(points []Point) string {
	texts := make([]string, len(points))
	for i, p := range points {
		texts[i] = num(p.X) + "," + num(p.Y)
	}
	return strings.Join(texts, " ")
}

// Text writes a line of text whose base line starts at x, y.
func (d *Drawing) Text(x, y float64, text string, attributes ...string) {
	d.element("text", html.EscapeString(text), append([]string{"x", num(x), "y", num(y)}, attributes...))
}

// Hatch defines a pattern of slanted lines under an id; fill a shape with
// "fill", "url(#id)".
func (d *Drawing) Hatch(id, stroke string) {
	fmt.Fprintf(&d.defs, `<pattern id="%s" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="%s" stroke-width="1.5"/></pattern>`+"\n",
		html.EscapeString(id), html.EscapeString(stroke))
}

func (d *Drawing) element(name, content string, attributes []string) {
	d.body.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		d.body.WriteString(" " + attributes[i] + `="` + html.EscapeString(attributes[i+1]) + `"`)
	}
	if content == "" {
		d.body.WriteString("/>\n")
		return
	}
	d.body.WriteString(">" + content + "</" + name + ">\n")
}

// Bytes returns the picture as a complete SVG document.
func (d *Drawing) Bytes() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" font-family="Helvetica, Arial, sans-serif" font-size="12">`+"\n",
		num(d.width), num(d.height), num(d.width), num(d.height))
	if d.defs.Len() > 0 {
		b.WriteString("<defs>\n" + d.defs.String() + "</defs>\n")
	}
	fmt.Fprintf(&b, `<rect width="%s" height="%s" fill="white"/>`+"\n", num(d.width), num(d.height))
	b.WriteString(d.body.String())
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// num writes a coordinate with at most two digits behind the point.
func num(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
