package events

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// StopCode is the stopCode of a task.
type StopCode string

// The stop codes of the API, version of November 2026.
const (
	TaskFailedToStart         StopCode = "TaskFailedToStart"
	EssentialContainerExited  StopCode = "EssentialContainerExited"
	UserInitiated             StopCode = "UserInitiated"
	ServiceSchedulerInitiated StopCode = "ServiceSchedulerInitiated"
	SpotInterruption          StopCode = "SpotInterruption"
	TerminationNotice         StopCode = "TerminationNotice"
	InfrastructureHealth      StopCode = "InfrastructureHealth"
)

// Stop is what a stop code and a stop reason say. The zero Stop says nothing.
type Stop struct {
	Code      StopCode
	Error     string         // the name that the reason begins with, such as CannotPullContainerError; empty without one
	Cause     string         // a stable name in lower case with hyphens, such as image-not-found; empty when the text is not known
	Remedy    string         // what to look at; empty when the cause is
	Certainty diag.Certainty // of the cause; Unknown when it is empty
	Source    string         // URL
}

const (
	stoppedURL   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html"
	inspectURL   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cannot-inspect-container.html"
	stopCodesURL = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html"
	pullURL      = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html"
	startURL     = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cannot-start-container.html"
	rebalanceURL = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/track-service-rebalancing.html"
	failuresURL  = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html"
	taskURL      = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html"
)

// stopText is a known text: where error is given the reason begins with that
// name, and it contains has. The first row that fits counts, so the special ones
// stand before the general ones.
type stopText struct {
	error, has    string
	cause, remedy string
	certainty     diag.Certainty
	source        string
}

func stopTexts() []stopText {
	return []stopText{
		{"CannotPullContainerError", "toomanyrequests", "registry-rate-limit", "log in to the registry, or pull through a cache of ECR", diag.Documented, pullURL},
		{"CannotPullContainerError", "no space left on device", "disk-full", "give the task or the instance more storage, or clean images up", diag.Inferred, pullURL},
		{"CannotPullContainerError", "not found", "image-not-found", "compare repository, tag and region of the image with the registry", diag.Inferred, pullURL},
		{"CannotPullContainerError", "manifest unknown", "image-not-found", "compare repository, tag and region of the image with the registry", diag.Inferred, pullURL},
		{"CannotPullContainerError", "access denied", "image-pull-denied", "look at the permissions of the execution role or instance role, and at the policy of the repository", diag.Inferred, pullURL},
		{"CannotPullContainerError", "AccessDenied", "image-pull-denied", "look at the permissions of the execution role or instance role, and at the policy of the repository", diag.Inferred, pullURL},
		{"CannotPullContainerError", "i/o timeout", "registry-unreachable", "look at the route from the subnet: public address, NAT or VPC endpoints, and security groups", diag.Inferred, pullURL},
		{"CannotPullContainerError", "request canceled while waiting for connection", "registry-unreachable", "look at the route from the subnet: public address, NAT or VPC endpoints, and security groups", diag.Inferred, pullURL},
		{"CannotPullContainerError", "", "image-pull", "read the rest of the reason", diag.Inferred, pullURL},
		{"CannotStartContainerError", "", "container-start", "look at the memory, the command and the entry point of the container", diag.Documented, startURL},
		{"CannotInspectContainerError", "", "container-inspect", "look at the container runtime and the agent's log", diag.Documented, inspectURL},
		{"CannotCreateVolumeError", "", "volume-create", "look at the volume's configuration and its mount targets", diag.Inferred, stopCodesURL},
		{"OutOfMemoryError", "", "container-memory", "give the container more memory, or make it use less", diag.Inferred, stopCodesURL},
		{"ContainerRuntimeTimeoutError", "", "container-runtime", "look at the load of the instance and the runtime's log", diag.Inferred, stopCodesURL},
		{"ContainerRuntimeError", "", "container-runtime", "look at the runtime's log", diag.Inferred, stopCodesURL},
		{"DockerTimeoutError", "", "container-runtime", "look at the load of the instance and Docker's log", diag.Inferred, stopCodesURL},
		{"ResourceInitializationError", "retrieve ecr registry auth", "registry-login", "look at the execution role and at the route to ECR", diag.Inferred, stopCodesURL},
		{"ResourceInitializationError", "retrieve secret", "secret-read", "look at the execution role, at the name of the secret, and at the route to its service", diag.Inferred, stopCodesURL},
		{"ResourceInitializationError", "secrets or registry auth", "secret-or-registry", "look at the execution role, and at the route to ECR and to the service of the secrets", diag.Inferred, stopCodesURL},
		{"ResourceInitializationError", "EFS", "file-system-mount", "look at the mount targets of the zone, port 2049 and the access point", diag.Inferred, stopCodesURL},
		{"ResourceInitializationError", "logger args", "log-driver", "look at the log group and the execution role", diag.Inferred, stopCodesURL},
		{"ResourceInitializationError", "log group", "log-driver", "look at the log group and the execution role", diag.Inferred, stopCodesURL},
		{"ResourceInitializationError", "", "resource-initialization", "read the rest of the reason", diag.Inferred, stopCodesURL},
		{"TaskFailedToStart", "EMPTY CAPACITY PROVIDER", "empty-capacity-provider", "give the capacity provider instances, or turn managed scaling on", diag.Documented, failuresURL},
		{"TaskFailedToStart", "RESOURCE:", "instance-resources", "add instances, or ask for less CPU, memory, ports, interfaces or GPUs", diag.Documented, failuresURL},
		{"TaskFailedToStart", "AGENT", "agent-disconnected", "look at the agent of the container instance", diag.Documented, failuresURL},
		{"TaskFailedToStart", "ATTRIBUTE", "instance-attribute", "compare the attributes that the task definition requires with those of the instances", diag.Documented, failuresURL},
		{"", "Essential container in task exited", "essential-container-exited", "look at the exit code and the log of the container that stopped first", diag.Documented, stoppedURL},
		{"", "ailed ELB health checks", "load-balancer-health", "look at the health check's path, port and grace period, and at the security groups", diag.Documented, stoppedURL},
		{"", "ailed container health checks", "container-health", "look at the health check's command, its start period and the container's log", diag.Inferred, stopCodesURL},
		{"", "Scaling activity initiated by", "scaling-or-deployment", "nothing: the service has fewer tasks or a new deployment", diag.Documented, stoppedURL},
		{"", "Availability-zone rebalancing initiated by", "zone-rebalancing", "nothing: the service evens its tasks out over Availability Zones", diag.Documented, rebalanceURL},
		{"", "deregistration forced by user", "instance-deregistered", "drain an instance before it is deregistered", diag.Documented, stoppedURL},
		{"", "Host EC2 (", "instance-gone", "drain an instance before it is stopped", diag.Documented, stoppedURL},
		{"", "Spot Task was interrupted", "spot-interruption", "nothing: the capacity was taken back; keep some tasks off Spot", diag.Inferred, stopCodesURL},
	}
}

// codeStops says what a stop code alone says, for a text that is not known.
func codeStops() map[StopCode]stopText {
	return map[StopCode]stopText{
		EssentialContainerExited:  {cause: "essential-container-exited", remedy: "look at the exit code and the log of the container that stopped first", source: taskURL},
		UserInitiated:             {cause: "stopped-by-user", remedy: "nothing: somebody called StopTask", certainty: diag.Inferred, source: taskURL},
		ServiceSchedulerInitiated: {cause: "stopped-by-service", remedy: "look at the events of the service", certainty: diag.Inferred, source: taskURL},
		SpotInterruption:          {cause: "spot-interruption", remedy: "nothing: the capacity was taken back; keep some tasks off Spot", source: taskURL},
		TerminationNotice:         {cause: "termination-notice", remedy: "look at why the host is to go", certainty: diag.Inferred, source: taskURL},
		InfrastructureHealth:      {cause: "infrastructure-health", remedy: "look at the health of the host", certainty: diag.Inferred, source: taskURL},
	}
}

// ReadStop reads the stop code of a task and the text beside it, a task's
// stoppedReason or a container's reason; either may be empty. The text decides
// where it is known, else the code. A text that is not known beside a code that
// names no cause (TaskFailedToStart, or one of later days) gives an empty Cause.
// AWS words the texts freely and changes them; what they are recognised by is
// their beginning and a few words of theirs, without regard to case.
func ReadStop(code StopCode, reason string) Stop {
	stop := Stop{Code: code, Error: errorName(reason), Certainty: diag.Unknown}
	folded := strings.ToLower(reason)
	row, ok := codeStops()[code]
	for _, text := range stopTexts() {
		if (text.error == "" || text.error == stop.Error) && strings.Contains(folded, strings.ToLower(text.has)) {
			row, ok = text, true
			break
		}
	}
	if ok {
		stop.Cause, stop.Remedy, stop.Certainty, stop.Source = row.cause, row.remedy, row.certainty, row.source
	}
	return stop
}

// errorName returns the word in front of the first colon when it looks like the
// name of an error: letters alone, the first one a capital.
func errorName(reason string) string {
	name, _, ok := strings.Cut(reason, ":")
	if !ok || name == "" || name[0] < 'A' || name[0] > 'Z' {
		return ""
	}
	for _, c := range []byte(name) {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return ""
		}
	}
	return name
}
