package perceptron

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/engine/optim"
)

var small = Settings{Toy: "moons", Samples: 30, Noise: 0.1, Widths: []int{2, 5, 2}, Activation: "tanh", Loss: "cross-entropy", Partition: "canonical", Seed: 3}

// The same settings give the same bits, another seed other points and weights.
func TestSettingsDecide(t *testing.T) {
	run := func(s Settings) (theta []float64, loss float64) {
		p, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		m, theta := &optim.GroupedNewton{Lambda: 1, Rate: 0.5}, p.Start()
		var f optim.Frame
		for range 5 {
			if err := m.Step(&f, theta, p); err != nil {
				t.Fatal(err)
			}
		}
		return theta, p.Loss(theta)
	}
	a, la := run(small)
	b, lb := run(small)
	if la != lb || !same(a, b) {
		t.Errorf("losses %v and %v of one seed", la, lb)
	}
	other := small
	other.Seed++
	if c, lc := run(other); lc == la || same(a, c) {
		t.Error("another seed gives the same run")
	}
}

func same(a, b []float64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// The mean cross-entropy of the outputs is the loss, for classes and for values.
func TestOutputsAreThoseOfTheLoss(t *testing.T) {
	for _, loss := range []string{"cross-entropy", "squared-error"} {
		s := small
		s.Loss = loss
		p, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		theta, want := p.Start(), 0.0
		z := p.Outputs(theta, p.Batch.X)
		for i, c := range p.Class {
			a, b := z[2*i], z[2*i+1]
			if loss == "squared-error" {
				d, e := a, b-1
				if c == 0 {
					d, e = a-1, b
				}
				want += (d*d + e*e) / 2
			} else {
				want += math.Log(math.Exp(a)+math.Exp(b)) - z[2*i+c]
			}
		}
		want /= float64(len(p.Class))
		if got := p.Loss(theta); !(math.Abs(got-want) <= 1e-12) {
			t.Errorf("%s: loss %v, from the outputs %v", loss, got, want)
		}
	}
}

func TestSettingsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Settings){
		"no toy":        func(s *Settings) { s.Toy = "mnist" },
		"no samples":    func(s *Settings) { s.Samples = 0 },
		"no activation": func(s *Settings) { s.Activation = "cosine" },
		"three inputs":  func(s *Settings) { s.Widths = []int{3, 2} },
		"three outputs": func(s *Settings) { s.Widths = []int{2, 3} },
		"no partition":  func(s *Settings) { s.Partition = "blocks:9" },
	} {
		s := small
		spoil(&s)
		if _, err := New(s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
