package taskdef

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

const (
	// maxLoadFindings bounds the findings of loading that are put into words. Nobody
	// reads more, and a text of a few MiB can hold a million unknown members. What
	// is left out is counted.
	maxLoadFindings = 1000
	// maxElements bounds how much of one list is read. A definition of the allowed
	// 64 KiB has room for some 3,000 environment variables and for 10 containers; an
	// empty object in a text of some MiB would cost a kilobyte of model each.
	maxElements = 10_000
)

var (
	definitionSchema = sync.OnceValue(jsonscan.Compile[TaskDefinition])
	containersSchema = sync.OnceValue(jsonscan.Compile[[]ContainerDefinition])
	tagsSchema       = sync.OnceValue(jsonscan.Compile[[]Tag])
	pascal           = sync.OnceValue(func() pascalNames { return newPascalNames(definitionType()) })
)

func definitionType() jsonscan.Type { return definitionSchema().Type() }

// Load reads a task definition in any of the forms that [Format] lists. Whatever
// can be read is, and everything that is wrong with the text is a finding of the
// Document: an unknown member, a wrong case, a duplicate, a wrong type, a
// placeholder that is not filled in. A null is an absent member.
//
// The error is a *diag.SyntaxError, for a text that is no JSON, or one that is
// larger or nested deeper than the scanner takes (64 MiB, 512 levels). Of a
// template with more than one task definition the first is read, which is a
// finding; [LoadAll] reads them all.
func Load(data []byte) (*Document, error) {
	doc, err := parse(data)
	if err != nil {
		return nil, err
	}
	parts := recognise(doc.Root())
	d := load(doc, parts[0])
	if len(parts) > 1 {
		d.Findings.Add(kindSeveral.At("", fmt.Sprintf("the template has %d task definitions, only %s is read", len(parts), d.LogicalID), ""))
		d.Findings.Sort()
	}
	return d, nil
}

// LoadAll reads every task definition of a CloudFormation template, in its order.
// Of any other text it reads the one that Load does.
func LoadAll(data []byte) ([]*Document, error) {
	doc, err := parse(data)
	if err != nil {
		return nil, err
	}
	var all []*Document
	for _, p := range recognise(doc.Root()) {
		all = append(all, load(doc, p))
	}
	return all, nil
}

// Parse is Load for those who want the model alone, with the findings of loading.
func Parse(data []byte) (*TaskDefinition, diag.List, error) {
	d, err := Load(data)
	if err != nil {
		return nil, nil, err
	}
	return d.Definition, d.Findings, nil
}

func parse(data []byte) (*jsonscan.Doc, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{})
	if err != nil {
		return nil, diag.Locate(data, err)
	}
	return doc, nil
}

func load(doc *jsonscan.Doc, p part) *Document {
	l := loader{d: newDocument(doc, p)}
	if doc.HasBOM() {
		l.add(kindBOM.At("", "the text starts with a byte order mark", "save it as UTF-8 without one"))
	}
	if p.format == FormatUnknown {
		l.notADefinition()
	} else {
		l.decode()
		l.form()
		l.scan()
	}
	if l.more > 0 {
		l.d.Findings.Add(kindMore.At("", fmt.Sprintf("%d more findings of loading are left out", l.more), ""))
	}
	if len(l.d.Findings) > 1 {
		l.d.Findings.Sort()
	}
	l.d.noteAncestors()
	return l.d
}

// loader reads one Document.
type loader struct {
	d    *Document
	more int // findings that were left out
}

func (l *loader) add(finding diag.Diagnostic) { l.d.Findings.Add(finding) }

// room reports whether there is room for another finding, and counts it if not.
func (l *loader) room() bool {
	if len(l.d.Findings) < maxLoadFindings {
		return true
	}
	l.more++
	return false
}

func (l *loader) notADefinition() {
	l.d.markUnreadable("")
	root := l.d.doc.Root()
	message := root.Kind().String() + " is no task definition"
	if root.Kind() == jsonscan.Object {
		message = "no member of this object is one of a task definition"
	}
	l.add(kindNotADefinition.At("", message, `a task definition is an object with "family" and "containerDefinitions"`))
}

func (l *loader) decode() {
	p, td := &l.d.part, l.d.Definition
	o := jsonscan.Options{Report: l.problem, Coerce: true, MaxElements: maxElements}
	if p.pascal {
		o.Rename = func(object reflect.Type, key string) string { return pascal().model(object, key) }
	}
	switch {
	case p.object.Kind() != jsonscan.None:
		definitionSchema().Decode(p.object, td, o)
	case p.containers.Kind() != jsonscan.None:
		o.Path = "containerDefinitions"
		containersSchema().Decode(p.containers, &td.ContainerDefinitions, o)
	}
	switch {
	case l.d.tagsBeside():
		o.Path = "tags"
		tagsSchema().Decode(p.tags, &td.Tags, o)
	case p.tags.Kind() != jsonscan.None:
		l.add(kindDuplicate.At("tags", "tags stand inside and beside the definition, those inside are read", ""))
	}
}

// problem turns what the decoder met into a finding.
func (l *loader) problem(p jsonscan.Problem) {
	if p.Kind == jsonscan.WrongType && l.excused(p) || p.Kind == jsonscan.UnknownMember && l.tolerated(p) {
		return
	}
	switch p.Kind {
	case jsonscan.WrongType, jsonscan.OutOfRange:
		l.d.markUnreadable(p.Path)
	case jsonscan.Duplicate:
		l.d.duplicates = true
	case jsonscan.OtherType:
		if l.d.part.pascal {
			return // CloudFormation converts
		}
	}
	if l.room() {
		l.add(l.finding(p))
		if l.d.places == nil {
			l.d.places = map[string]jsonscan.Value{}
		}
		l.d.places[p.Path] = p.Value
	}
}

// excused reports whether a value has a wrong type for a reason: it is a
// placeholder, which scan reports, or a function of CloudFormation.
func (l *loader) excused(p jsonscan.Problem) bool {
	switch {
	case l.d.part.pascal && (isIntrinsic(p.Value) || isIntrinsicName(p.Value.Key())):
		return true
	case p.Value.Kind() == jsonscan.String:
		// A whole list or object may be filled in, a part of one not.
		text := p.Value.Text()
		start, end, found := findPlaceholder(text)
		if found = found && (p.Want != "a list" && p.Want != "an object" || start == 0 && end == len(text)); found {
			l.d.markUnreadable(p.Path)
		}
		return found
	}
	return false
}

// tolerated reports whether a member that the model does not know belongs where
// it is.
func (l *loader) tolerated(p jsonscan.Problem) bool {
	switch key := p.Value.Key(); l.d.Format {
	case FormatCloudFormation:
		return isIntrinsicName(key)
	case FormatDockerrun:
		return p.Path == key && (key == "AWSEBDockerrunVersion" || key == "authentication")
	case FormatDaemon:
		return key == "daemonTaskDefinitionArn" || key == "logDriverVolumeConfiguration"
	}
	return false
}

func (l *loader) finding(p jsonscan.Problem) diag.Diagnostic {
	suggest, key := p.Suggest, p.Value.Key()
	if l.d.part.pascal && suggest != "" {
		_, t, _, _ := l.d.holder(p.Path)
		suggest = cloudFormationMember(t.Go(), suggest)
	}
	switch p.Kind {
	case jsonscan.WrongCase:
		return kindWrongCase.At(p.Path, fmt.Sprintf("the member is spelled %q, not %q", suggest, key), fmt.Sprintf("write %q", suggest))
	case jsonscan.Duplicate:
		return kindDuplicate.At(p.Path, fmt.Sprintf("the member %q comes more than once, this one is read", key), "remove the others")
	case jsonscan.TooLong:
		return kindTooLong.At(p.Path, fmt.Sprintf("the list has %d elements, the first %d are read", p.Value.Len(), maxElements), "")
	case jsonscan.OutOfRange:
		return kindOutOfRange.At(p.Path, fmt.Sprintf("%s is no integer of 32 bits", quoted(p.Value.Raw())), "")
	case jsonscan.WrongType, jsonscan.OtherType:
		return kindWrongType.At(p.Path, wrongType(p), rightType(p))
	}
	finding := kindUnknownMember.At(p.Path, fmt.Sprintf("unknown member %q", key), "")
	if suggest != "" {
		finding.Hint = fmt.Sprintf("did you mean %q?", suggest)
	}
	return finding
}

func wrongType(p jsonscan.Problem) string {
	seen := p.Value.Kind().String()
	switch p.Value.Kind() {
	case jsonscan.String, jsonscan.Number:
		seen += " (" + quoted(p.Value.Raw()) + ")"
	case jsonscan.Bool:
		seen = p.Value.Raw()
	}
	return seen + " where " + p.Want + " should stand"
}

// rightType says what to write in place of a value of a wrong type, where that
// is certain.
func rightType(p jsonscan.Problem) string {
	switch {
	case p.Kind == jsonscan.OtherType && p.Value.Kind() == jsonscan.String:
		return "write " + strings.TrimSpace(p.Value.Text()) + " without quotes"
	case p.Kind == jsonscan.OtherType:
		return `write "` + p.Value.Raw() + `"`
	case p.Want == "a list" && p.Value.Kind() == jsonscan.Object:
		return "put it in brackets: [{…}]"
	case p.Want == "a list" && p.Value.Kind() == jsonscan.String:
		return "put it in brackets: [" + quoted(p.Value.Raw()) + "]"
	}
	return ""
}
