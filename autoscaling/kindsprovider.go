package autoscaling

import "github.com/ecskit/ecskit/diag"

// The kinds of findings about capacity providers. None is ever changed.
var (
	kindTargetCapacity = diag.Kind{
		Code: "AS090", Name: "target-capacity", Title: "a target capacity of 1 to 100 percent",
		Source: urlManagedScaling,
	}
	kindStepSize = diag.Kind{
		Code: "AS091", Name: "scaling-step-size", Title: "a step size of 1 to 10000 instances",
		Source: urlManagedScaling,
	}
	kindStepSizeOrder = diag.Kind{
		Code: "AS092", Name: "scaling-step-order", Title: "the minimum step is not above the maximum step",
		Source: urlManagedScaling, Certainty: diag.Inferred,
	}
	kindWarmup = diag.Kind{
		Code: "AS093", Name: "instance-warmup", Title: "a warm-up of 0 to 10000 seconds",
		Source: urlManagedScaling,
	}
	kindProtection = diag.Kind{
		Code: "AS094", Name: "termination-protection", Title: "managed termination protection needs managed scaling",
		Source: urlGroupProvider,
	}
	kindEnabled = diag.Kind{
		Code: "AS095", Name: "enabled-disabled", Title: "one of ENABLED, DISABLED",
		Source: urlGroupProvider,
	}
	kindProviderName = diag.Kind{
		Code: "AS096", Name: "provider-name", Title: "FARGATE and FARGATE_SPOT are reserved, and so are some prefixes",
		Source: urlProvider,
	}
	kindProviderKind = diag.Kind{
		Code: "AS097", Name: "provider-kind", Title: "one of an Auto Scaling group and Managed Instances",
		Source: urlProvider,
	}
	kindScaleInAfter = diag.Kind{
		Code: "AS098", Name: "scale-in-after", Title: "a wait of 0 to 3600 seconds, or -1",
		Source: urlManagedInstances,
	}
	kindStrategyCount = diag.Kind{
		Code: "AS100", Name: "strategy-count", Title: "a strategy has at most 20 providers",
		Source: urlStrategy,
	}
	kindStrategyBase = diag.Kind{
		Code: "AS101", Name: "strategy-base", Title: "one provider has a base, of 0 to 100000",
		Source: urlStrategy,
	}
	kindStrategyWeight = diag.Kind{
		Code: "AS102", Name: "strategy-weight", Title: "a weight is 0 to 1000, and not all of several are 0",
		Source: urlStrategy,
	}
	kindStrategyMixed = diag.Kind{
		Code: "AS103", Name: "strategy-mixed", Title: "a strategy is of Fargate or of instances",
		Source: urlStrategy,
	}
	kindStrategyName = diag.Kind{
		Code: "AS104", Name: "strategy-provider", Title: "each provider stands once in a strategy",
		Source: urlStrategy, Certainty: diag.Inferred,
	}
)
