package taskdef

import "github.com/ecskit/ecskit/diag"

// The kinds of findings that loading reports. Those of the rules are in Rules.
const (
	urlRegister = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html"
	urlDaemon   = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterDaemonTaskDefinition.html"
	urlCLI      = "https://docs.aws.amazon.com/cli/latest/reference/ecs/register-task-definition.html"
	urlAction   = "https://github.com/aws-actions/amazon-ecs-deploy-task-definition"
	urlRFC8259  = "https://www.rfc-editor.org/rfc/rfc8259"
)

var (
	kindNotADefinition = diag.Kind{
		Code: "TD900", Name: "not-a-task-definition", Title: "nothing in the text is a task definition",
		Source: urlRegister,
	}
	kindUnknownMember = diag.Kind{
		Code: "TD901", Name: "unknown-member", Title: "a member that the API does not have: it ignores it, the AWS CLI refuses it",
		Source: urlRegister, Severity: diag.Warning, Certainty: diag.Observed,
	}
	kindWrongCase = diag.Kind{
		Code: "TD902", Name: "wrong-case", Title: "a member in the wrong case is another member to the API",
		Source: urlRegister, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindDuplicate = diag.Kind{
		Code: "TD903", Name: "duplicate-member", Title: "a member that comes twice; the later one is read",
		Source: urlRFC8259 + "#section-4", Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindWrongType = diag.Kind{
		Code: "TD904", Name: "wrong-type", Title: "a value of another JSON type than the API's",
		Source: urlAction + "/issues/587", Certainty: diag.Observed,
	}
	kindOutOfRange = diag.Kind{
		Code: "TD905", Name: "integer-range", Title: "an integer of more than 32 bits",
		Source: urlRegister,
	}
	kindPlaceholder = diag.Kind{
		Code: "TD906", Name: "placeholder", Title: "a placeholder that is not filled in; what depends on it is not checked",
		Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOutputOnly = diag.Kind{
		Code: "TD907", Name: "output-only", Title: "members of a describe output that cannot be registered",
		Source: urlAction, Severity: diag.Warning, Certainty: diag.Observed,
	}
	kindWrapped = diag.Kind{
		Code: "TD908", Name: "wrapped", Title: "the task definition is inside something else",
		Source: urlRegister, Severity: diag.Info,
	}
	kindBOM = diag.Kind{
		Code: "TD909", Name: "byte-order-mark", Title: "the text starts with a byte order mark, which JSON does not have",
		Source: urlRFC8259 + "#section-8.1", Severity: diag.Info,
	}
	kindNull = diag.Kind{
		Code: "TD910", Name: "null-member", Title: "null is read as absent; the AWS CLI refuses it",
		Source: "https://github.com/aws-samples/aws-containers-task-definitions/pull/3", Severity: diag.Info, Certainty: diag.Observed,
	}
	kindSeveral = diag.Kind{
		Code: "TD911", Name: "several-definitions", Title: "the text has more than one task definition",
		Severity: diag.Warning,
	}
	kindDaemon = diag.Kind{
		Code: "TD912", Name: "daemon-definition", Title: "a daemon task definition, which is checked by fewer rules",
		Source: urlDaemon, Severity: diag.Info,
	}
	kindDaemonMember = diag.Kind{
		Code: "TD913", Name: "daemon-member", Title: "a member that a daemon task definition does not have",
		Source: urlDaemon, Severity: diag.Warning,
	}
	kindTooLong = diag.Kind{
		Code: "TD914", Name: "list-too-long", Title: "a list so long that its end is not read",
		Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindMore = diag.Kind{
		Code: "TD915", Name: "more-findings", Title: "so many findings of loading that the rest is left out",
		Severity: diag.Warning,
	}
	kindUnreadable = diag.Kind{
		Code: "TD917", Name: "unreadable", Title: "a text that is no JSON",
		Source: urlRFC8259,
	}
	kindNoProperties = diag.Kind{
		Code: "TD916", Name: "no-properties", Title: "a CloudFormation resource without properties",
		Source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html",
	}
)

// loadKinds returns the kinds of findings that loading reports, by code.
func loadKinds() []diag.Kind {
	return []diag.Kind{
		kindNotADefinition, kindUnknownMember, kindWrongCase, kindDuplicate, kindWrongType, kindOutOfRange,
		kindPlaceholder, kindOutputOnly, kindWrapped, kindBOM, kindNull, kindSeveral,
		kindDaemon, kindDaemonMember, kindTooLong, kindMore, kindNoProperties, kindUnreadable,
	}
}
