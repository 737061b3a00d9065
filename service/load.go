package service

import (
	"cmp"
	"sync"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/loading"
)

// Format is the form of a text that holds services.
type Format uint8

// The forms. The zero Format is that of a text which holds none.
const (
	FormatUnknown  Format = iota
	FormatCreate          // the input of CreateService
	FormatUpdate          // the input of UpdateService: member service is a name
	FormatOne             // an answer with one service: {"service": {…}}
	FormatDescribe        // the answer of DescribeServices: {"services": […]}
)

// String returns the name of the form.
func (f Format) String() string {
	if f > FormatDescribe {
		f = FormatUnknown
	}
	return [...]string{"unknown", "create-service input", "update-service input", "service in an answer", "describe-services output"}[f]
}

const (
	// maxServices bounds the services of one text; DescribeServices returns at most
	// 10, and people join several answers.
	maxServices = 10_000
	// maxLoadFindings bounds the findings of one loading. Nobody reads more.
	maxLoadFindings = 1000
)

// Document is services together with the text they were read from. It is
// immutable and safe for concurrent use as long as nobody writes to its exported
// fields.
type Document struct {
	Format   Format
	Services []Service
	Findings diag.List // of loading, sorted; paths are those of the text

	doc    *jsonscan.Doc
	index  func() *diag.Index
	prefix func(i int) string // path of a service in the text
}

var serviceSchema = sync.OnceValue(jsonscan.Compile[Service])

// loadKinds are the kinds of what the decoder met.
var loadKinds = loading.Kinds{
	WrongType: kindWrongType, UnknownMember: kindUnknownMember, WrongCase: kindWrongCase,
	Duplicate: kindDuplicate, OutOfRange: kindIntegerRange,
}

// Load reads services in any of the forms that [Format] lists. Whatever can be
// read is, and everything that is wrong with the text is a finding of the
// Document. A null is an absent member. The error is a *diag.SyntaxError, for a
// text that is no JSON.
func Load(data []byte) (*Document, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{})
	if err != nil {
		return nil, diag.Locate(data, err)
	}
	d := &Document{doc: doc, prefix: func(int) string { return "" }}
	d.index = sync.OnceValue(func() *diag.Index { return diag.NewIndex(doc) })
	root := doc.Root()
	switch services, one := root.Member("services"), root.Member("service"); {
	case services.Kind() == jsonscan.Array:
		d.Format = FormatDescribe
		d.prefix = func(i int) string { return diag.Element("services", i) }
		d.decodeAll(services)
		d.failures(root.Member("failures"))
	case one.Kind() == jsonscan.Object:
		d.Format = FormatOne
		d.prefix = func(int) string { return "service" }
		d.decode(one)
	case one.Kind() == jsonscan.String:
		d.Format = FormatUpdate
		d.decode(root)
	case root.Kind() == jsonscan.Object && looksLikeService(root):
		d.Format = FormatCreate
		d.decode(root)
	default:
		d.Findings.Add(kindNoService.At("", "the text is "+root.Kind().String()+" and no service",
			"give the input of create-service or update-service, or the output of describe-services"))
	}
	d.Findings.Sort()
	return d, nil
}

// looksLikeService reports whether an object has a member that tells a service
// from other things ECS knows.
func looksLikeService(root jsonscan.Value) bool {
	for _, name := range []string{"serviceName", "taskDefinition", "desiredCount", "loadBalancers", "launchType", "serviceArn"} {
		if root.Member(name).Kind() > jsonscan.Null {
			return true
		}
	}
	return false
}

func (d *Document) decodeAll(list jsonscan.Value) {
	i := 0
	for v := range list.Children() {
		if i == maxServices {
			d.Findings.Add(kindTooMany.At("services", "more services than are read", "split the list"))
			return
		}
		d.decode(v)
		i++
	}
}

// failures reports what DescribeServices was asked for and did not find: an answer
// without a service would look sound.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Failure.html
func (d *Document) failures(list jsonscan.Value) {
	i := 0
	for v := range list.Children() {
		if len(d.Findings) >= maxLoadFindings {
			return
		}
		message := "ECS did not describe " + cmp.Or(v.Member("arn").Text(), "a service") + ": " + cmp.Or(v.Member("reason").Text(), "no reason is given")
		if detail := v.Member("detail").Text(); detail != "" {
			message += ", " + detail
		}
		d.Findings.Add(kindFailure.At(diag.Element("failures", i), message, ""))
		i++
	}
}

func (d *Document) decode(v jsonscan.Value) {
	var s Service
	serviceSchema().Decode(v, &s, jsonscan.Options{
		Path: d.prefix(len(d.Services)),
		Report: func(p jsonscan.Problem) {
			if len(d.Findings) < maxLoadFindings {
				d.Findings.Add(loadKinds.Finding(p))
			}
		},
	})
	d.Services = append(d.Services, s)
}

// Check returns the findings of loading and those of every service, with the
// paths of the text, sorted.
func (d *Document) Check(cfg Config) diag.List {
	all := append(diag.List(nil), d.Findings...)
	for i := range d.Services {
		prefix := d.prefix(i)
		op := d.Services[i].operation()
		if d.Format == FormatDescribe || d.Format == FormatOne {
			op = described // also without an ARN, which people cut out of answers that they show
		}
		for _, f := range validate(&d.Services[i], op, cfg) {
			f.Path = joinPath(prefix, f.Path)
			if !d.unreadable(f.Path) {
				all.Add(f)
			}
		}
	}
	all.Sort()
	return all
}

// unreadable reports whether loading has found the value at a path, or one around
// it, to be of the wrong type, so that the model's absence of it means nothing.
func (d *Document) unreadable(path string) bool {
	for _, f := range d.Findings {
		if loading.Within(path, f.Path) && (f.Code == kindWrongType.Code || f.Code == kindIntegerRange.Code) {
			return true
		}
	}
	return false
}

func joinPath(prefix, path string) string {
	switch {
	case prefix == "":
		return path
	case path == "" || path[0] == '[':
		return prefix + path
	}
	return prefix + "." + path
}

// Position returns the place of a path in the text, or that of its nearest
// ancestor with ok false.
func (d *Document) Position(path string) (p diag.Position, ok bool) { return d.index().Position(path) }

// Range returns where a finding starts and ends, as [diag.Index.Range] does.
func (d *Document) Range(path string, offset, length int) (start, end diag.Position, ok bool) {
	return d.index().Range(path, offset, length)
}
