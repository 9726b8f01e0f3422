package runs

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// sampleOpened opens a made-up run of so many layers.
func sampleOpened(layers int) *link.Event {
	e := &link.Event{Is: "opened", Lanes: 1, State: &setting.Config{}, Digits: &link.Digits{W: 28, H: 28}, Data: &link.Data{Shape: []int{1, 28, 28}, Classes: 10}}
	*e.State = e.State.Filled()
	for l := range layers {
		e.Groups = append(e.Groups, fmt.Sprintf("layers.%d.weight", l), fmt.Sprintf("layers.%d.bias", l))
		e.Roles = append(e.Roles, "weight", "bias")
	}
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range 20 {
		grey := make([]byte, 28*28)
		for k := range grey {
			x, y := float64(k%28)-14, float64(k/28)-14
			grey[k] = byte(max(0, 255-40*math.Abs(math.Hypot(x, y*(1+0.3*rng.Float64()))-8)))
		}
		e.Digits.Pixels = append(e.Digits.Pixels, grey)
		e.Digits.Labels = append(e.Digits.Labels, i%10)
	}
	return e
}

// sampleFrames makes up steps first…last: a loss that falls, an H̄ whose entries
// span five orders of magnitude, the cubic step that belongs to it.
func sampleFrames(e *link.Event, first, last int) *link.Event {
	out := &link.Event{Is: "frames"}
	s := len(e.Groups)
	var path cubic.Path
	var f frame.Frame
	for step := first; step <= last; step++ {
		rng := rand.New(rand.NewPCG(uint64(step/10), 7))
		fresh := step%10 == 1 || step == first
		if fresh {
			f = frame.Frame{TestLoss: f.TestLoss, Accuracy: f.Accuracy, Groups: e.Groups, Roles: e.Roles, Rate: 0.3, Lambda: 1, R: 1, Status: "interior"}
			size := make([]float64, s)
			for i := range size {
				size[i] = math.Pow(10, -1.2*float64(i%2)-0.3*float64(i/2)+0.2*rng.NormFloat64())
			}
			a := make([]float64, s*s)
			for i := range a {
				a[i] = rng.NormFloat64()
			}
			g, h, d := make([]float64, s), make([]float64, s*s), make([]float64, s)
			for i := range s {
				for j := range s {
					for k := range s {
						h[i*s+j] += a[i*s+k] * a[j*s+k] / float64(s)
					}
					h[i*s+j] *= size[i] * size[j]
				}
				g[i], d[i] = size[i]*size[i]*(0.2+rng.Float64()), size[i]
			}
			h[s*s-1] = -h[s*s-1]
			eta := make([]float64, s)
			if err := path.Fit(g, h, d); err != nil {
				panic(err)
			}
			path.Eta(eta, 1)
			for i := range s {
				f.Gbar = append(f.Gbar, frame.Number(g[i]))
				f.D = append(f.D, frame.Number(d[i]))
				f.Newton = append(f.Newton, frame.Number(eta[i]))
				f.Eta = append(f.Eta, frame.Number(0.3*max(0, eta[i])))
			}
			for _, v := range h {
				f.Hbar = append(f.Hbar, frame.Number(v))
			}
			f.Predicted, f.Actual = -0.0123, -0.0119
		} else {
			f.Predicted, f.Actual = frame.Number(math.NaN()), frame.Number(math.NaN())
		}
		t := float64(step)
		f.Step, f.Epoch, f.Fresh, f.Digits = step, t/60, fresh, nil
		f.Loss = frame.Number(0.2 + 2.1*math.Exp(-t/40)*(1+0.1*rng.NormFloat64()))
		if step%10 == 0 || step == first {
			f.TestLoss, f.Accuracy = f.Loss*1.05, frame.Number(0.92-0.8*math.Exp(-t/30))
			for i, label := range e.Digits.Labels {
				a := frame.Answer{Index: i * 3, Label: label, Guess: label, Prob: make([]float64, 10)}
				if i%7 == 2 {
					a.Guess = (label + 6) % 10
				}
				a.Prob[label] += 0.25
				a.Prob[a.Guess] += 0.75
				f.Digits = append(f.Digits, a)
			}
		}
		out.Frames = append(out.Frames, link.Frame{Frame: f})
	}
	return out
}
