package kfac

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// perceptron is a network with its parameters and a batch that has targets of
// every kind.
func perceptron(t testing.TB, loss string, samples int) (*graph.Graph, []float64, *graph.Batch) {
	t.Helper()
	g, err := model.MLP(model.Shape{Widths: []int{4, 5, 3}, Activation: "tanh", Loss: loss})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 0))
	theta := make([]float64, g.Params().Size())
	for i := range theta {
		theta[i] = 0.7 * rng.NormFloat64()
	}
	b := &graph.Batch{}
	for range samples {
		for range 4 {
			b.X = append(b.X, rng.NormFloat64())
		}
		b.Labels = append(b.Labels, rng.IntN(3))
		for range 3 {
			b.Y = append(b.Y, rng.Float64())
		}
	}
	return g, theta, b
}

func factors(t testing.TB, g *graph.Graph, theta []float64, b *graph.Batch, fisher Fisher, seed uint64) Factors {
	t.Helper()
	s, err := NewSweep(graph.NewSweep(g))
	if err != nil {
		t.Fatal(err)
	}
	f := New(s.Blocks())
	s.Compute(f, theta, b, fisher, rand.New(rand.NewPCG(seed, 0)))
	return f
}

// outer adds w·x xᵀ.
func outer(dst []float64, w float64, x []float64) {
	for i, v := range x {
		for j, u := range x {
			dst[i*len(x)+j] += w * v * u
		}
	}
}

func apart(x, y []float64) (worst float64) {
	size := 0.0
	for i := range y {
		worst, size = max(worst, math.Abs(x[i]-y[i])), max(size, math.Abs(y[i]))
	}
	return worst / size
}

// byHand returns the factors of the perceptron from single samples: the inputs
// of the layers in plain loops, g as the gradient in the layer's bias.
func byHand(g *graph.Graph, theta []float64, b *graph.Batch, labels func(i int, p []float64) (weights []float64)) Factors {
	blocks, _ := Blocks(g)
	f := New(blocks)
	sweep := graph.NewSweep(g)
	n := len(b.Labels)
	grad, z := make([]float64, len(theta)), make([]float64, 3)
	for i := range n {
		x := b.X[i*4 : i*4+4]
		hidden := []float64{}
		for r := range 5 {
			v := theta[20+r]
			for c := range 4 {
				v += theta[r*4+c] * x[c]
			}
			hidden = append(hidden, math.Tanh(v))
		}
		outer(f[0].A, 1/float64(n), append(slices.Clone(x), 1))
		outer(f[1].A, 1/float64(n), append(hidden, 1))
		one := &graph.Batch{X: x, Labels: b.Labels[i : i+1], Y: b.Y[i*3 : i*3+3]}
		sweep.Evaluate(z, theta, one)
		p, sum := make([]float64, 3), 0.0
		for c, v := range z {
			p[c] = math.Exp(v)
			sum += p[c]
		}
		for c := range p {
			p[c] /= sum
		}
		for label, w := range labels(i, p) {
			one.Labels = []int{label}
			sweep.Gradient(grad, theta, one)
			outer(f[0].G, w/float64(n), grad[20:25])
			outer(f[1].G, w/float64(n), grad[40:43])
		}
	}
	return f
}

// Law: the factors are the means over samples, and over targets drawn from the
// prediction where the Fisher matrix wants them.
func TestFactorsOfSingleSamples(t *testing.T) {
	g, theta, b := perceptron(t, "cross-entropy", 77)
	for fisher, labels := range map[Fisher]func(int, []float64) []float64{
		Exact: func(_ int, p []float64) []float64 { return p },
		Empirical: func(i int, p []float64) []float64 {
			w := make([]float64, len(p))
			w[b.Labels[i]] = 1
			return w
		},
	} {
		got, want := factors(t, g, theta, b, fisher, 1), byHand(g, theta, b, labels)
		for k := range want {
			if a, s := apart(got[k].A, want[k].A), apart(got[k].G, want[k].G); !(a <= 1e-13 && s <= 1e-13) {
				t.Errorf("%v, layer %d: A is off by %.1e, G by %.1e", fisher, k, a, s)
			}
		}
	}
}

// Law: drawing many targets ends at the closed form, for every likelihood; and
// the closed form of the last layer is the head's own second derivative.
func TestSampledIsExactInTheMean(t *testing.T) {
	for _, loss := range []string{"cross-entropy", "squared-error", "binary-cross-entropy"} {
		g, theta, few := perceptron(t, loss, 5)
		b := &graph.Batch{}
		const copies = 4000
		for range copies {
			b.X, b.Y, b.Labels = append(b.X, few.X...), append(b.Y, few.Y...), append(b.Labels, few.Labels...)
		}
		exact := factors(t, g, theta, few, Exact, 1)
		sampled := factors(t, g, theta, b, Sampled, 1)
		for k := range exact {
			// 20,000 draws: 1/√20000 is 0.7 %, and the largest of 25 entries is
			// three times that off.
			if d := apart(sampled[k].G, exact[k].G); !(d <= 0.03) {
				t.Errorf("%s, layer %d: G of 20,000 draws is %.3f from the closed form", loss, k, d)
			}
		}
		state, z := make([]float64, 5*g.Head().State(3)), make([]float64, 3*5)
		graph.NewSweep(g).Evaluate(z, theta, few)
		d := op.Dims{Rows: 5, In: 3, Out: 1}
		g.Head().Loss(make([]float64, 15), state, z, op.Targets{Labels: few.Labels, Values: few.Y}, d, 1)
		want := make([]float64, 9)
		for c := range 3 {
			x, y := make([]float64, 15), make([]float64, 15)
			for r := range 5 {
				x[r*3+c] = 1
			}
			g.Head().Centre(x, state, d)
			g.Head().Curve(y, x, state, d, 1.0/5)
			for i, v := range y {
				want[i%3*3+c] += v
			}
		}
		if d := apart(exact[1].G, want); !(d <= 1e-13) {
			t.Errorf("%s: G of the last layer is %.1e from the mean of ℓ″", loss, d)
		}
	}
}

// A convolution: rows are positions, A is a sum over them, G a mean.
func TestConvolution(t *testing.T) {
	image := op.Image{Channels: 1, Height: 4, Width: 3}
	window := op.Window{Size: 2, Stride: 1}
	out, _ := window.Over(image, 2)
	g := graph.Build(12).Then(op.Reorder(image)).Then(op.Columns(image, window)).
		With(op.Dense(2), "w", param.Weight, 0, []int{2, 1, 2, 2}, 1).
		With(op.Bias(), "b", param.Bias, 0, []int{2}, 1).
		Then(op.Flatten(out)).Close(op.SquaredError)
	rng := rand.New(rand.NewPCG(3, 0))
	theta := make([]float64, g.Params().Size())
	g.Params().Init(theta, rng)
	const n, places = 3, 6
	b := &graph.Batch{}
	for range n * 12 {
		b.X, b.Y = append(b.X, rng.NormFloat64()), append(b.Y, rng.NormFloat64())
	}
	a, s := make([]float64, 25), make([]float64, 4)
	for i := range n {
		for y := range 3 {
			for x := range 2 {
				at := func(dy, dx int) float64 { return b.X[i*12+(y+dy)*3+x+dx] }
				patch := []float64{at(0, 0), at(0, 1), at(1, 0), at(1, 1), 1}
				outer(a, 1.0/n, patch)
				slope := make([]float64, 2)
				for c := range slope {
					z := theta[8+c] - b.Y[i*12+c*places+y*2+x]
					for k, v := range patch[:4] {
						z += theta[c*4+k] * v
					}
					slope[c] = 2 * z / 12
				}
				outer(s, 1.0/n/places, slope)
			}
		}
	}
	f := factors(t, g, theta, b, Empirical, 1)
	if d := apart(f[0].A, a); !(d <= 1e-13) {
		t.Errorf("A is off by %.1e", d)
	}
	if d := apart(f[0].G, s); !(d <= 1e-13) {
		t.Errorf("G is off by %.1e", d)
	}
}

// Law: the same seed gives the same bits on any number of processors, another
// seed others.
func TestSameSeedSameBits(t *testing.T) {
	g, theta, b := perceptron(t, "cross-entropy", 300)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	alone := factors(t, g, theta, b, Sampled, 1)
	runtime.GOMAXPROCS(4)
	crowd, other := factors(t, g, theta, b, Sampled, 1), factors(t, g, theta, b, Sampled, 2)
	for k := range alone {
		if !slices.Equal(alone[k].A, crowd[k].A) || !slices.Equal(alone[k].G, crowd[k].G) {
			t.Errorf("layer %d: four processors give other bits than one", k)
		}
		if slices.Equal(alone[k].G, other[k].G) {
			t.Errorf("layer %d: two seeds draw the same targets", k)
		}
	}
}

// What has no factors is refused by name.
func TestNoFactors(t *testing.T) {
	valley, err := model.Rosenbrock(1, 2, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewSweep(graph.NewSweep(valley)); err == nil || err.Error() != "kfac: output is not the likelihood of a prediction" {
		t.Errorf("a function that predicts nothing: %v", err)
	}
	if blocks, err := Blocks(valley); err != nil || len(blocks) != 2 || blocks[0].Width() != 1 || blocks[0].Name != "xeven" {
		t.Errorf("two parameters that stand for themselves: %+v, %v", blocks, err)
	}
}

// Law: RRᵀ is ℓ″ for a decided row as well, entry by entry, and a drawn gradient
// has the slope of the class that is all but certain: minus the others' sum.
func TestDecidedRowsHaveFactors(t *testing.T) {
	p := []float64{2e-20, 1, 1e-20}
	h := predictions[op.CrossEntropy]
	got, dz := make([]float64, 9), make([]float64, 3)
	for c := range p {
		h.root(dz, nil, p, c)
		outer(got, 1, dz)
	}
	for i := range p {
		for j := range p {
			want := -p[i] * p[j]
			if i == j {
				want = p[i] * (p[(i+1)%3] + p[(i+2)%3])
			}
			if !(math.Abs(got[i*3+j]-want) <= 1e-12*math.Abs(want)) {
				t.Errorf("ℓ″ at %d, %d is %v, want %v", i, j, got[i*3+j], want)
			}
		}
	}
	h.draw(dz, nil, p, rand.New(rand.NewPCG(1, 0)))
	if want := -3e-20; !(math.Abs(dz[1]-want) <= 1e-12*-want) {
		t.Errorf("a drawn slope is %v, want %v", dz[1], want)
	}
	predictions[op.BinaryCrossEntropy].draw(dz, []float64{50, 50, 50}, nil, rand.New(rand.NewPCG(1, 0)))
	for _, v := range dz {
		if want := -op.Sigmoid.Value(-50) / math.Sqrt(3); !(math.Abs(v-want) <= 1e-15*-want) {
			t.Errorf("a drawn slope of a bit is %v, want %v", v, want)
		}
	}
}
