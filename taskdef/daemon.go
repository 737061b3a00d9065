package taskdef

import "reflect"

// inDaemon reports whether a daemon task definition has a member of the model, by
// the type that holds it.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterDaemonTaskDefinition.html
func inDaemon(object reflect.Type, name string) bool {
	switch object {
	case reflect.TypeFor[TaskDefinition]():
		switch name {
		case "containerDefinitions", "family", "cpu", "executionRoleArn", "ipcMode", "memory", "pidMode", "tags", "taskRoleArn", "volumes",
			"deleteRequestedAt", "registeredAt", "registeredBy", "revision", "status":
			return true
		}
		return false
	case reflect.TypeFor[ContainerDefinition]():
		switch name {
		case "credentialSpecs", "disableNetworking", "dnsSearchDomains", "dnsServers", "dockerLabels", "dockerSecurityOptions", "extraHosts",
			"hostname", "links", "portMappings", "resourceRequirements", "versionConsistency", "volumesFrom":
			return false
		}
	case reflect.TypeFor[LinuxParameters]():
		return name != "maxSwap" && name != "sharedMemorySize" && name != "swappiness"
	case reflect.TypeFor[Volume]():
		return name == "host" || name == "name"
	}
	return true
}
