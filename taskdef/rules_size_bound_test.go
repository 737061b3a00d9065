package taskdef

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSizeAtMost holds the cheap bound against the exact count, over definitions
// with every member.
func TestSizeAtMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		td := TaskDefinition{
			Family: rapid.String().Draw(t, "family"), CPU: "1", Memory: "2", NetworkMode: "awsvpc", PIDMode: "task", IPCMode: "none",
			TaskRoleARN: "a", ExecutionRoleARN: "b", EphemeralStorage: &EphemeralStorage{new(-1 << 31)}, EnableFaultInjection: new(true),
			RequiresCompatibilities: rapid.Make[[]Compatibility]().Draw(t, "compatibilities"),
			ContainerDefinitions:    rapid.Make[[]ContainerDefinition]().Draw(t, "containers"),
			Volumes:                 rapid.Make[[]Volume]().Draw(t, "volumes"),
			PlacementConstraints:    rapid.Make[[]PlacementConstraint]().Draw(t, "constraints"),
			InferenceAccelerators:   rapid.Make[[]InferenceAccelerator]().Draw(t, "accelerators"),
			ProxyConfiguration:      rapid.Make[*ProxyConfiguration]().Draw(t, "proxy"),
			RuntimePlatform:         rapid.Make[*RuntimePlatform]().Draw(t, "platform"),
		}
		if bound, exact := sizeAtMost(&td), td.totalBytes(); bound < exact {
			t.Errorf("at most %d bytes, and there are %d", bound, exact)
		}
	})
}
