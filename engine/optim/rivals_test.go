package optim

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/archive"
)

// history is a paper's algorithm written from sums over all gradients so far, in place
// of running averages: it appends the next point.
type history struct {
	theta, gradients [][]float64
}

// past returns Σ_i decay^(t − i)·f(i) for coordinate p, over all steps i so far.
func (h *history) past(decay float64, f func(i int) float64) (sum float64) {
	for i := range h.gradients {
		sum += math.Pow(decay, float64(len(h.gradients)-1-i)) * f(i)
	}
	return sum
}

// agrees trains a network by a method and by a paper's algorithm, whose next returns θ
// after the latest gradient and, where that is another point, that of the next
// gradient.
func agrees(t *testing.T, m Method, steps int, next func(h *history) (theta, at []float64)) {
	t.Helper()
	n := newNet(t, "cross-entropy", 40, 4, 6, 5, 3)
	var f Frame
	x, h := slices.Clone(n.theta), new(history)
	at := slices.Clone(n.theta)
	h.theta = append(h.theta, at)
	for step := range steps {
		g := make([]float64, len(at))
		loss := n.Gradient(g, at)
		h.gradients = append(h.gradients, g)
		var want []float64
		if want, at = next(h); at == nil {
			at = want
		}
		h.theta = append(h.theta, want)
		if err := m.Step(&f, x, n); err != nil {
			t.Fatal(err)
		}
		if !(math.Abs(f.Loss-loss) <= 1e-12*loss) {
			t.Fatalf("step %d: the loss is %v, want %v", step, f.Loss, loss)
		}
		for p := range x {
			if !(math.Abs(x[p]-want[p]) <= 1e-12*(math.Abs(want[p])+1)) {
				t.Fatalf("step %d: θ_%d = %v, want %v", step, p, x[p], want[p])
			}
		}
	}
}

// decayed is PyTorch's order: the decay first, then Adam's step.
func decayed(h *history, share func(t int) float64, rate, beta1, beta2, epsilon, decay float64) []float64 {
	t := len(h.gradients)
	rate *= share(t - 1)
	next := slices.Clone(h.theta[t-1])
	for p := range next {
		m := (1 - beta1) * h.past(beta1, func(i int) float64 { return h.gradients[i][p] })
		v := (1 - beta2) * h.past(beta2, func(i int) float64 { return h.gradients[i][p] * h.gradients[i][p] })
		m, v = m/(1-math.Pow(beta1, float64(t))), v/(1-math.Pow(beta2, float64(t)))
		next[p] *= 1 - rate*decay
		next[p] -= rate * m / (math.Sqrt(v) + epsilon)
	}
	return next
}

func TestAdamW(t *testing.T) {
	share := func(t int) float64 { return []float64{0.5, 1, 1, 0.75, 0.25, 0}[t] }
	agrees(t, &AdamW{Rate: 0.02, Beta1: 0.8, Decay: 0.3, Schedule: Schedule{Warmup: 2, Cosine: 5}}, 6, func(h *history) (theta, at []float64) {
		return decayed(h, share, 0.02, 0.8, 0.999, 1e-8, 0.3), nil
	})
}

// The multiplier of the rate at every step, with each of the rate's methods.
func TestSchedule(t *testing.T) {
	for _, c := range []struct {
		s    Schedule
		want []float64
	}{
		{Schedule{}, []float64{1, 1, 1}},
		{Schedule{Warmup: 4}, []float64{0.25, 0.5, 0.75, 1, 1, 1}},
		{Schedule{Cosine: 3}, []float64{1, 0.75, 0.25, 0, 0}},
		{Schedule{Warmup: 2, Cosine: 5}, []float64{0.5, 1, 1, 0.75, 0.25, 0}},
		{Schedule{Warmup: 4, Cosine: 2}, []float64{0.25, 0.5, 0}},
	} {
		o := quadratic([]float64{0}, []float64{1}, []int{0}) // g = −1 everywhere
		for _, m := range []Method{&SGD{Rate: 2, Schedule: c.s}, &Adam{Rate: 2, Schedule: c.s}, &AdamW{Rate: 2, Schedule: c.s}} {
			x := []float64{0}
			for step, want := range c.want {
				var f Frame
				before := x[0]
				if err := m.Step(&f, x, o); err != nil {
					t.Fatal(err)
				}
				if !(math.Abs(f.Rate-2*want) <= 1e-15) || !(math.Abs(x[0]-before-2*want) <= 1e-7) || (f.Arrived != "") != (want == 0) {
					t.Errorf("%T %+v, step %d: rate %g, moved by %g, %q", m, c.s, step, f.Rate, x[0]-before, f.Arrived)
				}
			}
		}
	}
}

// Twenty steps on Rosenbrock's function from (−1.2, 1) by the authors' programs: PyTorch
// 1.13 for AdamW, SGD and the schedules, and the reference implementations of
// Schedule-Free (of AdamW the one that follows the paper) and Prodigy (ε = 1e-30), all
// in doubles.
func TestRivalsAgainstTheirAuthors(t *testing.T) {
	for name, c := range map[string]struct {
		m    Method
		want [2]float64
	}{
		"AdamW":               {&AdamW{Rate: 0.03, Decay: 0.1}, [2]float64{-1.023106478612803, 1.0070613844177194}},
		"AdamW, cosine":       {&AdamW{Rate: 0.03, Decay: 0.1, Schedule: Schedule{Cosine: 20}}, [2]float64{-0.9943457584438872, 1.1267333935396389}},
		"SGD, warm-up":        {&SGD{Rate: 0.0005, Momentum: 0.9, Dampening: 0.5, Schedule: Schedule{Warmup: 5}}, [2]float64{-0.749966984293879, 0.8358239793019898}},
		"Schedule-Free SGD":   {&ScheduleFreeSGD{Rate: 0.001, Momentum: 0.9, Decay: 0.1, Warmup: 5}, [2]float64{-1.0245615559115362, 1.0557943131670604}},
		"Schedule-Free AdamW": {&ScheduleFreeAdamW{Rate: 0.05, Momentum: 0.9, Decay: 0.1, Warmup: 5}, [2]float64{-1.0546384088872174, 1.1191697498324062}},
		"Prodigy":             {&Prodigy{Start: 1e-3, Decay: 0.1, Epsilon: 1e-30}, [2]float64{-0.7417540292178956, 0.45564054268271964}},
	} {
		x, o := []float64{-1.2, 1}, rosenbrock(0, 0)
		var f Frame
		for range 20 {
			if err := c.m.Step(&f, x, o); err != nil {
				t.Fatal(err)
			}
		}
		if !(math.Abs(x[0]-c.want[0]) <= 1e-12 && math.Abs(x[1]-c.want[1]) <= 1e-12) {
			t.Errorf("%s: %v, want %v", name, x, c.want)
		}
	}
}

// averaged is Schedule-Free written with the average of all z.
func averaged(beta float64, z func(h *history, y []float64) (next []float64, rate float64)) func(h *history) (x, y []float64) {
	var zs [][]float64
	var weights []float64
	var y []float64
	largest := 0.0
	return func(h *history) (x, at []float64) {
		if zs == nil {
			zs, y = append(zs, h.theta[0]), h.theta[0]
			weights = append(weights, 0) // the start counts for nothing
		}
		next, rate := z(h, y)
		largest = max(largest, rate)
		zs, weights = append(zs, slices.Clone(next)), append(weights, largest*largest)
		x, y = make([]float64, len(next)), make([]float64, len(next))
		sum := 0.0
		for _, w := range weights {
			sum += w
		}
		for p := range x {
			for i, w := range weights {
				x[p] += w / sum * zs[i][p]
			}
			y[p] = (1-beta)*next[p] + beta*x[p]
		}
		return x, y
	}
}

func TestScheduleFreeSGD(t *testing.T) {
	var z []float64
	agrees(t, &ScheduleFreeSGD{Rate: 0.7, Momentum: 0.8, Warmup: 4, Decay: 0.1}, 12, averaged(0.8, func(h *history, y []float64) ([]float64, float64) {
		if z == nil {
			z = slices.Clone(h.theta[0])
		}
		k := len(h.gradients)
		rate := 0.7 * min(1, float64(k)/4)
		for p := range z {
			z[p] -= rate * (h.gradients[k-1][p] + 0.1*y[p])
		}
		return z, rate
	}))
}

func TestScheduleFreeAdamW(t *testing.T) {
	var z []float64
	agrees(t, &ScheduleFreeAdamW{Rate: 0.03, Momentum: 0.9, Beta2: 0.95, Warmup: 3, Decay: 0.1}, 12, averaged(0.9, func(h *history, y []float64) ([]float64, float64) {
		if z == nil {
			z = slices.Clone(h.theta[0])
		}
		k := len(h.gradients)
		rate := 0.03 * min(1, float64(k)/3) * math.Sqrt(1-math.Pow(0.95, float64(k)))
		for p := range z {
			v := 0.05 * h.past(0.95, func(i int) float64 { return h.gradients[i][p] * h.gradients[i][p] })
			z[p] -= rate * (h.gradients[k-1][p]/(math.Sqrt(v)+1e-8) + 0.1*y[p])
		}
		return z, rate
	}))
}

// Law: without β it is gradient descent, and θ the mean of its points.
func TestScheduleFreeIsAveragedDescent(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(4, 4)), 5, discrete(5))
	start := []float64{1, -2, 3, 0.5, 4}
	plain, free := slices.Clone(start), slices.Clone(start)
	sum := make([]float64, 5)
	one, two := SGD{Rate: 0.02}, ScheduleFreeSGD{Rate: 0.02}
	var f Frame
	for k := 1; k <= 50; k++ {
		if one.Step(&f, plain, o) != nil || two.Step(&f, free, o) != nil {
			t.Fatal("a step fails")
		}
		for p, v := range plain {
			sum[p] += v
			if want := sum[p] / float64(k); !(math.Abs(free[p]-want) <= 1e-14*float64(k)) {
				t.Fatalf("step %d: θ_%d = %v, the mean is %v", k, p, free[p], want)
			}
		}
	}
}

func TestProdigy(t *testing.T) {
	const beta1, beta3, least = 0.9, 0.99, 1e-3
	d := []float64{least}
	share := func(t int) float64 { return min(1, float64(t+1)/3) }
	agrees(t, &Prodigy{Beta2: beta3 * beta3, Start: least, Decay: 0.2, Schedule: Schedule{Warmup: 3}}, 12, func(h *history) (theta, at []float64) {
		k := len(h.gradients) - 1
		now, next, size := d[k], slices.Clone(h.theta[k]), 0.0
		r := h.past(beta3, func(i int) float64 {
			sum := 0.0
			for p, g := range h.gradients[i] {
				sum += g * (h.theta[0][p] - h.theta[i][p])
			}
			return share(i) * d[i] * d[i] * sum
		})
		for p := range next {
			m := (1 - beta1) * h.past(beta1, func(i int) float64 { return d[i] * h.gradients[i][p] })
			v := (1 - beta3*beta3) * h.past(beta3*beta3, func(i int) float64 { return math.Pow(d[i]*h.gradients[i][p], 2) })
			size += math.Abs(h.past(beta3, func(i int) float64 { return share(i) * d[i] * d[i] * h.gradients[i][p] }))
			next[p] -= share(k) * now * (0.2*next[p] + m/(math.Sqrt(v)+now*1e-8))
		}
		d = append(d, max(now, r/size))
		return next, nil
	})
	if grown := d[len(d)-1] / least; !(grown > 10) {
		t.Errorf("d grew %g times: nothing is tested", grown)
	}
}

// Law: a multiple of the loss gives the same steps. Powers of 2 give the same bits
// where ε is nothing.
func TestProdigyAndMuonAreInvariantToUnits(t *testing.T) {
	for _, scale := range []float64{0x1p-60, 2, 0x1p40} {
		for _, build := range []func() Method{
			func() Method { return &Prodigy{Epsilon: math.SmallestNonzeroFloat64} },
			func() Method { return &Muon{Momentum: 0.9} },
		} {
			n := newNet(t, "cross-entropy", 40, 4, 6, 5, 3)
			other := &scaledNet{n, scale}
			x, y := slices.Clone(n.theta), slices.Clone(n.theta)
			one, two := build(), build()
			if muon, ok := one.(*Muon); ok {
				muon.AdamRate, two.(*Muon).AdamRate = math.SmallestNonzeroFloat64, math.SmallestNonzeroFloat64 // its ε is that of the authors
			}
			var f Frame
			for range 25 {
				if one.Step(&f, x, n) != nil || two.Step(&f, y, other) != nil {
					t.Fatal("a step fails")
				}
			}
			if !slices.Equal(x, y) || slices.Equal(x, n.theta) {
				t.Errorf("%T: %g times the loss gives other steps", one, scale)
			}
		}
	}
}

// scaledNet is a network with a multiple of its loss.
type scaledNet struct {
	*net
	scale float64
}

func (n *scaledNet) Gradient(dst, theta []float64) float64 {
	loss := n.net.Gradient(dst, theta)
	for p := range dst {
		dst[p] *= n.scale
	}
	return n.scale * loss
}

// newtonSchulz is the iteration by singular values: the polynomial p five times.
func newtonSchulz(t *testing.T, x *mat.Dense) (result *mat.Dense, singular []float64) {
	var svd mat.SVD
	if !svd.Factorize(x, mat.SVDThin) {
		t.Fatal("no singular values")
	}
	var u, v, us mat.Dense
	svd.UTo(&u)
	svd.VTo(&v)
	values := svd.Values(nil)
	norm := mat.Norm(x, 2)
	for i, s := range values {
		s /= norm
		for range 5 {
			s = 3.4445*s - 4.7750*math.Pow(s, 3) + 2.0315*math.Pow(s, 5)
		}
		values[i] = s
	}
	us.Mul(&u, mat.NewDiagDense(len(values), values))
	result = new(mat.Dense)
	result.Mul(&us, v.T())
	return result, values
}

// Against the singular value decomposition; and singular values of a matrix that is
// not nearly singular come close to 1.
func TestOrthogonaliser(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	var w orthogonaliser
	for _, size := range [][2]int{{3, 7}, {7, 3}, {5, 5}, {1, 4}, {20, 12}} {
		for _, scale := range []float64{1, 1e-250, 1e200} {
			x := make([]float64, size[0]*size[1])
			for i := range x {
				x[i] = scale * rng.NormFloat64()
			}
			plain := slices.Clone(x)
			for i := range plain {
				plain[i] /= scale
			}
			want, singular := newtonSchulz(t, mat.NewDense(size[0], size[1], plain))
			w.apply(x, size[0], size[1])
			for i, v := range x {
				if e := want.At(i/size[1], i%size[1]); !(math.Abs(v-e) <= 1e-12) {
					t.Fatalf("%v × %g: entry %d is %v, want %v", size, scale, i, v, e)
				}
			}
			for _, s := range singular {
				if size[0] != size[1] && !(s > 0.67 && s < 1.15) {
					t.Errorf("%v: a singular value of %g", size, s)
				}
			}
		}
	}
	// By the authors' program, in doubles in place of its half precision.
	golden := []float64{1, 2, -1, 0.5, -3, 2}
	w.apply(golden, 2, 3)
	for i, want := range []float64{0.5758848983324456, 0.3865750174744429, -0.09763816133841541, 0.3389554344455863, -0.5033430482926198, 0.3993282637942839} {
		if !(math.Abs(golden[i]-want) <= 1e-6) { // they add 1e-7 to the norm
			t.Errorf("entry %d is %v, the authors' program says %v", i, golden[i], want)
		}
	}
	zero := make([]float64, 6)
	if w.apply(zero, 2, 3); !slices.Equal(zero, make([]float64, 6)) {
		t.Errorf("0 becomes %v", zero)
	}
}

// Hidden matrices by singular values, the last layer and the biases by AdamW.
func TestMuon(t *testing.T) {
	const mu, decay = 0.8, 0.1
	share := func(t int) float64 { return min(1, float64(t+1)/3) }
	agrees(t, &Muon{Rate: 0.05, Momentum: mu, AdamRate: 0.01, Decay: decay, Schedule: Schedule{Warmup: 3}}, 10, func(h *history) (theta, at []float64) {
		k := len(h.gradients) - 1
		next := decayed(h, share, 0.01, 0.9, 0.95, 1e-10, decay)
		for _, b := range [][3]int{{0, 6, 4}, {6*4 + 6, 5, 6}} { // where, Out, In of 4-6-5-3
			out, in := b[1], b[2]
			x := mat.NewDense(out, in, nil)
			for p := range out * in {
				mean := (1 - mu) * h.past(mu, func(i int) float64 { return h.gradients[i][b[0]+p] })
				x.Set(p/in, p%in, (1-mu)*h.gradients[k][b[0]+p]+mu*mean)
			}
			o, _ := newtonSchulz(t, x)
			for p := range out * in {
				w := h.theta[k][b[0]+p] * (1 - 0.05*share(k)*decay)
				next[b[0]+p] = w - 0.05*share(k)*math.Sqrt(math.Max(1, float64(out)/float64(in)))*o.At(p/in, p%in)
			}
		}
		return next, nil
	})
}

func TestMuonRefuses(t *testing.T) {
	var f Frame
	if err := new(Muon).Step(&f, []float64{1}, quadratic([]float64{2}, []float64{0}, []int{0})); !errors.Is(err, ErrFactors) {
		t.Errorf("a function without layers: %v", err)
	}
}

// An archive of another size is an error or a new start, never a panic.
func TestRivalsWithForeignState(t *testing.T) {
	for name, build := range Methods {
		small, large := newNet(t, "cross-entropy", 20, 2, 3, 2), newNet(t, "cross-entropy", 20, 4, 6, 5, 3)
		m := build()
		var f Frame
		x := slices.Clone(small.theta)
		if m.Step(&f, x, small) != nil {
			continue // it needs more than this objective has
		}
		a := archive.New(nil)
		m.Archive(a)
		other := build()
		b := archive.Open(a.Written())
		other.Archive(b)
		if err := b.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		y := slices.Clone(large.theta)
		if err := other.Step(&f, y, large); err != nil && !errors.Is(err, ErrDiverged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
