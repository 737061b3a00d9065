package taskdef

import (
	"reflect"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// CloudFormation spells most members as the API does with the first letter in
// upper case. The rest is here.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html

// cloudFormationName returns CloudFormation's spelling of a member of the model,
// for the members of which that depends on the name alone.
func cloudFormationName(name string) string {
	switch name {
	case "":
		return ""
	case "efsVolumeConfiguration":
		return "EFSVolumeConfiguration"
	case "fsxWindowsFileServerVolumeConfiguration":
		return "FSxWindowsFileServerVolumeConfiguration"
	case "s3filesVolumeConfiguration":
		return "S3FilesVolumeConfiguration"
	case "iam":
		return "IAM"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// cloudFormationMember returns CloudFormation's spelling of a member of a type.
func cloudFormationMember(object reflect.Type, name string) string {
	switch {
	case object == reflect.TypeFor[EFSVolumeConfiguration]() && name == "fileSystemId":
		return "FilesystemId"
	case object == reflect.TypeFor[ProxyConfiguration]() && name == "properties":
		return "ProxyConfigurationProperties"
	}
	return cloudFormationName(name)
}

// pascalNames is every member of the model in CloudFormation's spelling, by the
// type that holds it.
type pascalNames map[reflect.Type]map[string]string

func newPascalNames(root jsonscan.Type) pascalNames {
	names := pascalNames{}
	names.add(root)
	return names
}

func (n pascalNames) add(t jsonscan.Type) {
	for t.Kind() == jsonscan.Array {
		t = t.Elem()
	}
	if !t.IsStruct() || n[t.Go()] != nil {
		return
	}
	members := map[string]string{}
	n[t.Go()] = members
	for name, field := range t.Fields() {
		members[cloudFormationMember(t.Go(), name)] = name
		n.add(field)
	}
}

// model returns the model's name for a key of a text. A key in another spelling
// comes back in one that no member has in full, so that the decoder, which
// forgives the case, reports it.
func (n pascalNames) model(object reflect.Type, key string) string {
	if name, ok := n[object][key]; ok {
		return name
	}
	if key != "" && 'a' <= key[0] && key[0] <= 'z' {
		return strings.ToUpper(key[:1]) + key[1:]
	}
	return key
}

// isIntrinsic reports whether v is a function of CloudFormation, whose value
// only a deployment knows.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
func isIntrinsic(v jsonscan.Value) bool {
	if v.Kind() != jsonscan.Object || v.Len() != 1 {
		return false
	}
	for m := range v.Children() {
		return isIntrinsicName(m.Key())
	}
	return false
}

func isIntrinsicName(key string) bool {
	return key == "Ref" || strings.HasPrefix(key, "Fn::")
}
