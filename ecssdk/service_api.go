package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/service"
)

// FromService converts a service as DescribeServices returns it. Counts and truth
// values of the output are there also when they are 0 or false. nil gives nil.
func FromService(s *types.Service) *service.Service { return fromPointer(s, fromService) }

// ToService converts to what DescribeServices returns. Members that only inputs
// have are left out. nil gives nil.
func ToService(t *service.Service) *types.Service { return toPointer(new(arena), t, toService) }

// FromCreateServiceInput converts the input of CreateService. nil gives nil.
func FromCreateServiceInput(s *ecs.CreateServiceInput) *service.Service {
	return fromPointer(s, fromCreateServiceInput)
}

// ToCreateServiceInput converts to the input of CreateService. Members that only
// outputs and updates have are left out. nil gives nil.
func ToCreateServiceInput(t *service.Service) *ecs.CreateServiceInput {
	return toPointer(new(arena), t, toCreateServiceInput)
}

// FromUpdateServiceInput converts the input of UpdateService. nil gives nil.
func FromUpdateServiceInput(s *ecs.UpdateServiceInput) *service.Service {
	return fromPointer(s, fromUpdateServiceInput)
}

// ToUpdateServiceInput converts to the input of UpdateService. Members that only
// outputs and creation have are left out. nil gives nil.
func ToUpdateServiceInput(t *service.Service) *ecs.UpdateServiceInput {
	return toPointer(new(arena), t, toUpdateServiceInput)
}
