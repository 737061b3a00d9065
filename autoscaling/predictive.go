package autoscaling

import (
	"slices"
	"time"
)

// ForecastPoint is the forecast of the capacity that is needed from a time on,
// until the next point or for an hour.
type ForecastPoint struct {
	At       time.Time
	Capacity int // tasks
}

// Predictive is a predictive scaling policy with its forecast. AWS's model is not
// public, so the forecast is an input: AWS's own, as GetPredictiveScalingForecast
// returns it, or that of any other model.
//
// https://docs.aws.amazon.com/autoscaling/application/userguide/aas-create-predictive-scaling-policy.html
type Predictive struct {
	Mode             ForecastMode    // empty is ForecastOnly, which never acts
	MaxBreach        BreachBehavior  // empty is HonorMaxCapacity
	MaxBuffer        int             // percent of the forecast, 0 to 100, with IncreaseMaxCapacity
	SchedulingBuffer time.Duration   // how long before its time a forecast acts; literal, AWS's default is 300 s
	Forecast         []ForecastPoint // in order of time
}

const forecastGrid = time.Hour

// At returns the capacity that the policy asks for at a time and the maximum that
// applies then, when the target's is maximum. ok is false while there is no
// forecast for the time or the policy does not scale. It is logarithmic in the
// points and does not allocate.
func (p *Predictive) At(now time.Time, maximum int) (capacity, effectiveMax int, ok bool) {
	if p.Mode != ForecastAndScale {
		return 0, maximum, false
	}
	at := now.Add(p.SchedulingBuffer)
	i, exact := slices.BinarySearchFunc(p.Forecast, at, func(f ForecastPoint, t time.Time) int { return f.At.Compare(t) })
	if !exact {
		i--
	}
	if i < 0 || !at.Before(p.Forecast[i].At.Add(forecastGrid)) {
		return 0, maximum, false
	}
	capacity = clampCount(p.Forecast[i].Capacity)
	if p.MaxBreach == IncreaseMaxCapacity {
		buffered := int64(capacity) * int64(100+min(max(p.MaxBuffer, 0), 100))
		maximum = max(maximum, int(min((buffered+99)/100, maxCount)))
	}
	return min(capacity, maximum), maximum, true
}

func (p *Predictive) clone() *Predictive {
	c := *p
	c.Forecast = slices.Clone(p.Forecast)
	return &c
}
