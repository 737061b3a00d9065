package events

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

// InputTransformer makes a target's input of parts of the event.
//
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
type InputTransformer struct {
	InputPathsMap map[string]string `json:"InputPathsMap,omitempty"` // JSON paths by the names that the template uses; at most 100
	InputTemplate string            `json:"InputTemplate,omitempty"` // required; a name in angle brackets stands for what its path finds
}

// DeadLetterConfig says where events go that cannot be delivered.
type DeadLetterConfig struct {
	ARN string `json:"Arn,omitempty"` // of a queue
}

// The bounds of a target's input, in characters.
//
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
const (
	MaxInput     = 8192 // Input and InputTemplate
	MaxInputPath = 256  // InputPath, and the names and paths of InputPathsMap
	MaxPaths     = 100  // of InputPathsMap
)

// checkInput checks what the target gives to the task: of Input, InputPath and
// InputTransformer at most one, which must be well formed. A target without an Id
// is that of a schedule, whose input is any text and has no bound of its own.
//
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html,
// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
func (t *Target) checkInput(l *diag.List) {
	var given []string
	for _, m := range []struct {
		name string
		is   bool
	}{{"Input", t.Input != ""}, {"InputPath", t.InputPath != ""}, {"InputTransformer", t.InputTransformer != nil}} {
		if m.is {
			given = append(given, m.name)
		}
	}
	for _, name := range given[min(1, len(given)):] {
		l.Add(kindInputTwice.At(name, name+" stands beside "+given[0], "keep one of Input, InputPath and InputTransformer"))
	}
	if t.ID != "" && t.Input != "" {
		if !json.Valid([]byte(t.Input)) {
			l.Add(kindInputJSON.At("Input", "Input is no JSON: "+excerpt(t.Input), `write overrides of the task, such as {"containerOverrides": […]}`))
		}
		tooLong(l, "Input", t.Input, MaxInput)
	}
	if t.InputPath != "" {
		tooLong(l, "InputPath", t.InputPath, MaxInputPath)
		checkPath(l, "InputPath", t.InputPath)
	}
	if t.InputTransformer != nil {
		t.InputTransformer.check(l)
	}
}

func (i *InputTransformer) check(l *diag.List) {
	const at = "InputTransformer"
	if i.InputTemplate == "" {
		l.Add(kindTransformer.At(at+".InputTemplate", "InputTemplate is missing", "write the text that the task is given"))
	}
	tooLong(l, at+".InputTemplate", i.InputTemplate, MaxInput)
	if name := objectKey(i.InputTemplate); name != "" {
		l.Add(kindTransformer.At(at+".InputTemplate", "<"+name+"> stands for the key of an object, which it cannot", "write the key, and <"+name+"> for its value"))
	}
	if n := len(i.InputPathsMap); n > MaxPaths {
		l.Add(kindTransformer.At(at+".InputPathsMap", fmt.Sprintf("there are %d paths, at most %d are allowed", n, MaxPaths), ""))
	}
	for name, path := range i.InputPathsMap {
		at := diag.Member(at+".InputPathsMap", name)
		if !isPathName(name) {
			l.Add(kindTransformer.At(at, "the name "+strconv.Quote(name)+" is not 1 to 256 letters, digits, _ -", ""))
		}
		tooLong(l, at, path, MaxInputPath)
		checkPath(l, at, path)
	}
}

func isPathName(s string) bool {
	return s != "" && len(s) <= MaxInputPath && !strings.ContainsFunc(s, func(c rune) bool {
		return c > 0x7F || !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-')
	})
}

// checkPath reports what is no path of the form that both the API's page and the
// guide know. The guide wants dots; the page of the target takes brackets in
// InputPath as well, so that only a name in brackets is spoken of.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
func checkPath(l *diag.List, at, path string) {
	switch {
	case path != "$" && !strings.HasPrefix(path, "$."):
		l.Add(kindPath.At(at, "the path "+excerpt(path)+" does not begin with $", "write a path such as $.detail.lastStatus"))
	case strings.ContainsAny(path, `'"`):
		l.Add(kindPath.At(at, "the path "+excerpt(path)+" has a name in brackets", "write names behind dots: $.detail.lastStatus"))
	}
}

// objectKey returns the placeholder that a template uses in the key of an object,
// if any: the template is an object, and a placeholder, in quotes or without, is in
// front of a colon.
func objectKey(template string) string {
	if !strings.HasPrefix(strings.TrimSpace(template), "{") {
		return ""
	}
	for rest := template; rest != ""; {
		token := templateToken(rest)
		rest = rest[len(token):]
		if name := placeholder(token); name != "" && strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), ":") {
			return name
		}
	}
	return ""
}

// templateToken returns what a template begins with: a whole string in quotes, a
// placeholder, or one byte.
func templateToken(s string) string {
	switch s[0] {
	case '"':
		for i := 1; i < len(s); i++ {
			if s[i] == '"' {
				return s[:i+1]
			}
			if s[i] == '\\' {
				i++
			}
		}
		return s
	case '<':
		if i := strings.IndexByte(s, '>'); i > 0 {
			return s[:i+1]
		}
	}
	return s[:1]
}

// placeholder returns the first name in angle brackets, such as detail-type or
// aws.events.rule-name.
func placeholder(token string) string {
	_, after, _ := strings.Cut(token, "<")
	name, _, ok := strings.Cut(after, ">")
	if !ok || !isPathName(strings.ReplaceAll(name, ".", "")) {
		return ""
	}
	return name
}

// checkRest checks the other members of a target: its name and its queue.
func (t *Target) checkRest(l *diag.List) {
	const most = 64
	if t.ID != "" && (len(t.ID) > most || !isPathName(strings.ReplaceAll(t.ID, ".", "_"))) {
		l.Add(kindTargetID.At("Id", strconv.Quote(t.ID)+" is not 1 to 64 letters, digits, . - _", ""))
	}
	if d := t.DeadLetterConfig; d != nil && d.ARN != "" && !isARN(d.ARN, "sqs", "") {
		l.Add(kindDeadLetter.At("DeadLetterConfig.Arn", strconv.Quote(d.ARN)+" is not the ARN of a queue", "write arn:aws:sqs:region:account:name"))
	}
}

const (
	maxTags     = 50
	maxTagKey   = 128
	maxTagValue = 256
)

// checkTags checks the tags of the task: {"Key": …, "Value": …} in a rule,
// {"key": …, "value": …} in a schedule.
//
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Tag.html
func (p *ECSParameters) checkTags(l *diag.List) {
	const at = "EcsParameters.Tags"
	if len(p.Tags) == 0 {
		return
	}
	var tags []struct{ Key, Value *string } // encoding/json takes either case
	if json.Unmarshal(p.Tags, &tags) != nil {
		l.Add(kindTags.At(at, "the tags are "+excerpt(string(p.Tags))+", not a list of keys with values", `write [{"Key": "team", "Value": "shop"}]`))
		return
	}
	if n := len(tags); n > maxTags {
		l.Add(kindTags.At(at, fmt.Sprintf("there are %d tags, at most %d are allowed", n, maxTags), ""))
	}
	seen := map[string]bool{}
	for i, tag := range tags {
		path := diag.Element(at, i)
		switch {
		case tag.Key == nil || *tag.Key == "" || utf8.RuneCountInString(*tag.Key) > maxTagKey:
			l.Add(kindTags.At(path, fmt.Sprintf("a tag has a key of 1 to %d characters", maxTagKey), ""))
		case seen[*tag.Key]:
			l.Add(kindTags.At(path, "the key "+strconv.Quote(*tag.Key)+" comes twice", "keep one of them"))
		default:
			seen[*tag.Key] = true
		}
		if tag.Value == nil || utf8.RuneCountInString(*tag.Value) > maxTagValue {
			l.Add(kindTags.At(path, fmt.Sprintf("a tag has a value of up to %d characters", maxTagValue), ""))
		}
	}
}

// tooLong reports a text of more characters than allowed.
func tooLong(l *diag.List, at, text string, most int) {
	if n := utf8.RuneCountInString(text); n > most {
		l.Add(kindLength.At(at, fmt.Sprintf("there are %d characters, at most %d are allowed", n, most), ""))
	}
}

// excerpt quotes the beginning of a text.
func excerpt(text string) string {
	const most = 60
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return strconv.Quote(text)
}
