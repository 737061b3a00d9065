package rollout

import (
	"strings"
	"sync"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/loading"
)

const (
	// MaxBytes bounds a text that is loaded. describe-services returns at most ten
	// services; with a hundred events and five deployments each that is far below.
	MaxBytes = 8 << 20
	// maxServices bounds the services of a text.
	maxServices = 1000
	// maxLoadFindings bounds the findings of one loading. Nobody reads more.
	maxLoadFindings = 1000
)

var serviceSchema = sync.OnceValue(jsonscan.Compile[Service])

// loadKinds are the kinds of what the decoder met.
var loadKinds = loading.Kinds{
	WrongType: kindWrongType, UnknownMember: kindUnknownMember, WrongCase: kindMemberCase,
	Duplicate: kindDuplicateMember, OutOfRange: kindIntegerRange,
}

// Document is a text with services.
type Document struct {
	Services []Service
	Findings diag.List // of reading

	paths []string // of each service
	index *diag.Index
}

// Load reads a service's JSON: the output of describe-services, create-service or
// update-service, the input of create-service, or a list of such services. The
// error is a *diag.SyntaxError for a text that is no JSON; then the Document is
// nil.
func Load(data []byte) (*Document, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{MaxBytes: MaxBytes, MaxDepth: 64})
	if err != nil {
		return nil, diag.Locate(data, err)
	}
	d := &Document{index: diag.NewIndex(doc)}
	root := doc.Root()
	switch {
	case root.Member("services").Kind() == jsonscan.Array:
		d.readList(root.Member("services"), "services")
	case root.Member("service").Kind() == jsonscan.Object:
		d.read(root.Member("service"), "service")
	case root.Kind() == jsonscan.Array:
		d.readList(root, "")
	case root.Kind() == jsonscan.Object:
		d.read(root, "")
	default:
		d.Findings.Add(kindNoService.At("", "the text is "+root.Kind().String(), "give the JSON of a service, or the output of describe-services"))
	}
	d.Findings.Sort()
	return d, nil
}

func (d *Document) readList(list jsonscan.Value, path string) {
	if list.Len() > maxServices {
		d.Findings.Add(kindListTooLong.At(path, "more than 1000 services, the rest is not read", "split the list"))
	}
	i := 0
	for v := range list.Children() {
		if i == maxServices {
			return
		}
		d.read(v, diag.Element(path, i))
		i++
	}
}

func (d *Document) read(v jsonscan.Value, path string) {
	if v.Kind() != jsonscan.Object {
		d.Findings.Add(kindWrongType.At(path, "found "+v.Kind().String()+", expected a service", ""))
		return
	}
	var s Service
	serviceSchema().Decode(v, &s, jsonscan.Options{Path: path, Report: func(p jsonscan.Problem) {
		if len(d.Findings) < maxLoadFindings {
			d.Findings.Add(loadKinds.Finding(p))
		}
	}})
	d.Services = append(d.Services, s)
	d.paths = append(d.paths, path)
}

// Check returns the findings of reading and of [Service.Validate], for all
// services, with paths in the text.
func (d *Document) Check() diag.List {
	all := append(diag.List(nil), d.Findings...)
	for i := range d.Services {
		for _, f := range d.Services[i].Validate() {
			f.Path = join(d.paths[i], f.Path)
			all.Add(f)
		}
	}
	all.Sort()
	return all
}

// Position returns the place of a path in the text, for writers of findings.
func (d *Document) Position(path string) (diag.Position, bool) { return d.index.Position(path) }

// Range returns the stretch of text that a finding marks.
func (d *Document) Range(path string, offset, length int) (start, end diag.Position, ok bool) {
	return d.index.Range(path, offset, length)
}

// join puts a path behind the path of the object that it starts from.
func join(base, path string) string {
	switch {
	case base == "":
		return path
	case path == "", strings.HasPrefix(path, "["):
		return base + path
	}
	return base + "." + path
}
