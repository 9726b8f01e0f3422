package optim

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestPlateau(t *testing.T) {
	for name, c := range map[string]struct {
		p      Plateau
		losses []float64
		want   []float64
	}{
		"falling":   {Plateau{}, []float64{3, 2, 1}, []float64{1, 1, 1}},
		"flat":      {Plateau{}, []float64{3, 3, 3}, []float64{1, 0.5, 0.25}},
		"patience":  {Plateau{Patience: 1}, []float64{3, 3, 3, 3, 3}, []float64{1, 1, 0.5, 0.5, 0.25}},
		"forgiven":  {Plateau{Patience: 1}, []float64{3, 3, 2, 2, 2}, []float64{1, 1, 1, 1, 0.5}},
		"threshold": {Plateau{Threshold: 0.1}, []float64{10, 9.5, 8}, []float64{1, 0.5, 0.5}},
		// after a reduction the best loss is the present one, not the best ever
		"anew":                         {Plateau{}, []float64{1, 5, 4}, []float64{1, 0.5, 0.5}},
		"factor":                       {Plateau{Factor: 0.1}, []float64{1, 1}, []float64{1, 0.1}},
		"growing":                      {Plateau{Factor: 2}, []float64{3, 3, 2, 2}, []float64{1, 2, 2, 4}},
		"growing by less than epsilon": {Plateau{Factor: 1.25, Epsilon: 0.6}, []float64{1, 1, 1}, []float64{1, 1.25, 1.5625}},
		"out of range":                 {Plateau{Factor: 1e200}, []float64{1, 1, 1}, []float64{1, 1e200, 1e200}},
		"epsilon":                      {Plateau{Epsilon: 0.6}, []float64{1, 1, 1}, []float64{1, 1, 1}},
	} {
		value, got := 1.0, []float64(nil)
		for _, l := range c.losses {
			value = c.p.Step(value, l)
			got = append(got, value)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A plateau multiplies λ_int also where it moves by itself.
func TestPlateauOfAnAdaptiveLambda(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(6, 1)), 3, []int{0, 1, 1})
	for _, factor := range []float64{0.5, 3} {
		m := GroupedNewton{Rate: 1e-9, Lambda: 2, Adaptive: &Adaptive{Poor: 1e-300, Good: 1e300},
			Plateau: &Plateau{Factor: factor, Threshold: 1e-4}, PlateauTarget: TargetLambda}
		x := []float64{1, 2, -1}
		var f Frame
		for _, want := range []float64{2, 2, 2 * factor, 2 * factor * factor} {
			if err := m.Step(&f, x, o); err != nil || f.Lambda != want {
				t.Fatalf("factor %g: λ_int is %g, want %g; %v", factor, f.Lambda, want, err)
			}
		}
	}
}
