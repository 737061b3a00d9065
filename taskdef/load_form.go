package taskdef

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// outputOnly reports whether a member of the definition is one that only
// describe outputs have.
func outputOnly(name string) bool {
	switch name {
	case "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities",
		"registeredAt", "deregisteredAt", "deleteRequestedAt", "registeredBy", "daemonTaskDefinitionArn":
		return true
	}
	return false
}

// form reports what follows from the form of the text.
func (l *loader) form() {
	switch l.d.Format {
	case FormatRegister:
		l.outputOnly()
	case FormatDescribe, FormatResponse:
		l.add(kindWrapped.At("", "the task definition is wrapped as in a "+l.d.Format.String(), `register what is inside "taskDefinition"`))
		if l.d.Format == FormatResponse {
			l.d.Findings[len(l.d.Findings)-1].Hint = `register what is inside "data"`
		}
	case FormatContainers:
		l.add(kindWrapped.At("", "a list of container definitions, without the task definition that it belongs to", ""))
		l.elsewhere(func(string) bool { return true })
	case FormatDockerrun:
		l.add(kindWrapped.At("", "a Dockerrun.aws.json of Elastic Beanstalk, which adds the rest of the task definition itself", ""))
		l.elsewhere(func(string) bool { return true })
	case FormatCloudFormation:
		l.outputOnly()
		// CloudFormation makes up a family, and may tag the stack.
		l.elsewhere(func(name string) bool { return name == "family" || name == "tags" })
		if l.d.part.object.Kind() == jsonscan.None {
			l.add(kindNoProperties.At("", "the resource has no object Properties", ""))
			l.d.markUnreadable("")
		}
	case FormatDaemon:
		l.add(kindDaemon.At("", "a daemon task definition, which has fewer members and is checked by fewer rules", ""))
	}
}

// elsewhere marks the members that the text does not have and that its form
// leaves to something else.
func (l *loader) elsewhere(left func(name string) bool) {
	for name := range definitionType().Fields() {
		if left(name) && !l.d.Has(name) {
			l.d.markUnreadable(name)
		}
	}
}

// outputOnly reports the members that cannot be registered, all in one finding.
func (l *loader) outputOnly() {
	var names []string
	first := ""
	for m := range l.d.part.object.Children() {
		name, _ := l.d.member(definitionType(), m.Key())
		if !outputOnly(name) || m.Kind() == jsonscan.Null || slices.Contains(names, m.Key()) {
			continue
		}
		if first == "" {
			first = name
		}
		names = append(names, m.Key())
	}
	if names != nil {
		l.add(kindOutputOnly.At(first, fmt.Sprintf("%s: output of describe-task-definition, refused by register-task-definition", strings.Join(names, ", ")), "remove them"))
	}
}

// scan looks at the values themselves, where the text may hold something that is
// no value: placeholders, functions of CloudFormation, null.
func (l *loader) scan() {
	source := l.d.doc.Source()
	if !l.d.part.pascal && l.d.Format != FormatDaemon && !strings.Contains(source, "null") && !mayHavePlaceholder(source) {
		return
	}
	s := scanner{loader: l, placeholders: map[string]int{}}
	l.d.walk(s.visit)
	for i, p := range s.found {
		message := "the placeholder " + quoted(p.text) + " is not filled in" + andMore(p.count)
		if i < maxLoadFindings {
			finding := kindPlaceholder.At(p.path, message, "")
			finding.Offset, finding.Length = p.offset, len(p.text)
			l.add(finding)
		} else {
			l.more++
		}
	}
	if s.nulls > 0 {
		l.add(kindNull.At(s.firstNull, "null stands for an absent member"+andMore(s.nulls), "remove it"))
	}
}

// scanner is the state of one scan.
type scanner struct {
	*loader
	placeholders map[string]int // text to its place in found
	found        []placeholder
	nulls        int
	firstNull    string
}

type placeholder struct {
	path   string // of the first
	text   string
	offset int // in the string at path
	count  int
}

func (s *scanner) visit(path []byte, at visit) bool {
	switch {
	case at.value.Kind() == jsonscan.Null && at.parent.IsStruct():
		if s.nulls++; s.nulls == 1 {
			s.firstNull = string(path)
		}
	case s.d.part.pascal && isIntrinsic(at.value):
		s.d.markUnreadable(string(path))
		if s.d.unresolved == "" {
			s.d.unresolved = string(path)
		}
		return false
	case at.value.Kind() == jsonscan.String:
		s.text(path, at)
	}
	if s.d.Format == FormatDaemon && at.parent.IsStruct() && !inDaemon(at.parent.Go(), at.name) && s.room() {
		s.add(kindDaemonMember.At(string(path), fmt.Sprintf("a daemon task definition has no member %q here", at.name), ""))
	}
	return true
}

func (s *scanner) text(path []byte, at visit) {
	text := at.value.Text()
	if s.d.part.pascal && strings.Contains(text, "{{resolve:") {
		s.d.markUnreadable(string(path)) // a dynamic reference, which CloudFormation fills in
		return
	}
	how := expects(at, string(path))
	if how == freeText {
		return
	}
	start, end, ok := findPlaceholder(text)
	if !ok || how != plainText && (start != 0 || end != len(text)) || isTemplate(text, how) {
		return
	}
	s.d.markUnreadable(string(path))
	for at := 0; ok; start, end, ok = findPlaceholder(text[at:]) {
		s.placeholder(path, text[at+start:at+end], at+start)
		at += end
	}
}

func (s *scanner) placeholder(path []byte, text string, offset int) {
	if i, seen := s.placeholders[text]; seen {
		s.found[i].count++
		return
	}
	s.placeholders[text] = len(s.found)
	s.found = append(s.found, placeholder{string(path), text, offset, 1})
}

// andMore says that something was met more often than once.
func andMore(count int) string {
	switch count {
	case 1:
		return ""
	case 2:
		return ", here and in 1 more place"
	}
	return fmt.Sprintf(", here and in %d more places", count-1)
}
