package main

import (
	"fmt"

	"github.com/ecskit/ecskit/service"
)

// What EKS has for each kind of capacity of ECS.
//
// https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html
const (
	onFargate  = "a Fargate profile that selects the pods; it takes no DaemonSet and no privileged container"
	onSpot     = "a managed node group with capacityType SPOT, since EKS has no Spot on Fargate"
	onEC2      = "a managed node group; self-managed nodes where their image or their launch is your own"
	onManaged  = "EKS Auto Mode, which chooses and makes the nodes itself"
	onExternal = "hybrid nodes, which are machines outside of AWS"
)

// groupKinds returns the kinds of nodes that take the place of where the service
// runs its tasks, one line each.
func (c *converter) groupKinds() []string {
	var lines []string
	for _, item := range c.svc.CapacityProviderStrategy {
		switch item.CapacityProvider {
		case "FARGATE":
			lines = append(lines, "FARGATE: "+onFargate)
		case "FARGATE_SPOT":
			lines = append(lines, "FARGATE_SPOT: "+onSpot)
		default:
			lines = append(lines, fmt.Sprintf("capacity provider %s: of an Auto Scaling group %s; of Managed Instances %s", item.CapacityProvider, onEC2, onManaged))
		}
	}
	if lines != nil {
		return lines
	}
	launch := c.svc.LaunchType
	kinds := map[service.LaunchType]string{
		service.LaunchFargate: onFargate, service.LaunchEC2: onEC2, service.LaunchManagedInstances: onManaged, service.LaunchExternal: onExternal,
	}
	switch kind := kinds[launch]; {
	case launch == "":
		return []string{"the cluster decides, not the service", "FARGATE: " + onFargate, "EC2: " + onEC2, "MANAGED_INSTANCES: " + onManaged}
	case kind == "":
		return []string{fmt.Sprintf("%s: there is no such launch type that this program knows", launch)}
	default:
		return []string{string(launch) + ": " + kind}
	}
}
