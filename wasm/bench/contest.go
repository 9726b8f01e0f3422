//go:build js && wasm

package main

import (
	"encoding/binary"
	"math/rand/v2"
	"syscall/js"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/tools/measure"
)

// offer exports an object "engine" to the page, which times its work beside other
// libraries (tools/bench/tfjs/contest.js), and waits. Lists of numbers
// leave as bytes, little-endian.
func offer() error {
	c, err := newContest()
	if err != nil {
		return err
	}
	engine := map[string]any{}
	for name, f := range map[string]func(argument js.Value) any{
		"problem":  func(a js.Value) any { return c.problem(a.String()) },
		"gradient": func(a js.Value) any { c.gradient(a.String(), kernel.Float64); return nil },
		"single":   func(a js.Value) any { c.gradient(a.String(), kernel.Float32); return nil },
		"last":     func(a js.Value) any { return bytes(c.problems[a.String()].Slope()) },
		"summary":  func(a js.Value) any { c.problems[a.String()].Summary(); return nil },
		"product":  func(js.Value) any { return c.product(kernel.Float64) },
		"singles":  func(js.Value) any { return c.product(kernel.Float32) },
		"digits":   func(js.Value) any { return c.digits() },
		"epoch":    func(js.Value) any { return c.epoch() },
	} {
		engine[name] = js.FuncOf(func(_ js.Value, arguments []js.Value) any {
			return f(append(arguments, js.Undefined())[0])
		})
	}
	js.Global().Set("engine", engine)
	select {} // from here on everything happens in the functions
}

// The sizes of the product, and of a batch.
const (
	m, k, n = 1000, 784, 200
	batch   = measure.GoalBatch
)

// contest holds what the works need.
type contest struct {
	problems      map[string]*measure.Problem
	a, b, fresh   []float64 // of the product; fresh is a matrix that arrives anew each time
	out           []float64
	run           *train.Run
	digit, unseen *data.Set
}

func newContest() (*contest, error) {
	c := &contest{problems: map[string]*measure.Problem{}}
	for _, name := range []string{measure.Small, measure.Wide} {
		g, err := measure.Network(name)
		if err != nil {
			return nil, err
		}
		c.problems[name] = measure.NewProblem(g, batch, 1)
	}
	rng := rand.New(rand.NewPCG(2, 0))
	c.a, c.fresh = measure.Normal(rng, m*k), measure.Normal(rng, k*n)
	c.b, c.out = make([]float64, k*n), make([]float64, m*n)
	var err error
	if c.digit, c.unseen, err = data.MNIST(); err != nil {
		return nil, err
	}
	c.run, err = train.New(train.Config{Layers: "32-16-10"}, c.digit, c.unseen)
	return c, err
}

// problem returns a network's θ and batch, and what the engine makes of them.
func (c *contest) problem(name string) any {
	p := c.problems[name]
	s := p.Summary()
	labels := make([]any, len(p.Batch.Labels))
	for i, l := range p.Batch.Labels {
		labels[i] = l
	}
	return map[string]any{
		"theta": bytes(p.Theta), "x": bytes(p.Batch.X), "labels": labels,
		"loss": s.Loss, "gradient": bytes(p.U), "hbar": bytes(s.Hbar),
	}
}

// gradient computes that of a network with products in a precision.
func (c *contest) gradient(name string, precision kernel.Precision) {
	p := c.problems[name]
	p.In(precision)
	p.Gradient()
	p.In(kernel.Float64)
}

// product multiplies with a matrix that has just arrived. It returns one entry.
func (c *contest) product(precision kernel.Precision) any {
	copy(c.b, c.fresh)
	clear(c.out)
	precision.MulNN(c.out, c.a, c.b, m, n, k)
	return c.out[0]
}

// digits returns what a run starts from: θ, the digits of an epoch in the order
// of its minibatches, and the test set.
func (c *contest) digits() any {
	c.run.Reset()
	order := make([]int, c.digit.Len())
	data.NewSampler(len(order), rand.NewPCG(c.run.Config().Seed, 0)).Next(order)
	inOrder := make([]int, c.unseen.Len())
	for i := range inOrder {
		inOrder[i] = i
	}
	x, labels := gather(c.digit, order)
	testX, testLabels := gather(c.unseen, inOrder)
	return map[string]any{"theta": bytes(c.run.Theta()), "x": x, "labels": labels, "testX": testX, "testLabels": testLabels}
}

// gather fetches samples as single-precision numbers, and their labels.
func gather(set *data.Set, index []int) (x js.Value, labels []any) {
	row, label := make([]float64, set.Width()), make([]int, 1)
	single := make([]float32, 0, len(index)*set.Width())
	for i := range index {
		set.Gather(row, label, index[i:i+1])
		for _, v := range row {
			single = append(single, float32(v))
		}
		labels = append(labels, label[0])
	}
	return bytes(single), labels
}

// epoch trains for 60 steps on 6,000 digits, with the run's defaults: grouped
// Newton, minibatches of 100, a summary of 1,000 digits every 10 steps and a
// look at the 1,000 test digits as often.
func (c *contest) epoch() any {
	c.run.Reset()
	var f train.Frame
	for range c.digit.Len() / batch {
		if err := c.run.Step(&f); err != nil {
			return map[string]any{"failed": err.Error()}
		}
	}
	return map[string]any{"loss": float64(f.TestLoss), "accuracy": float64(f.Accuracy)}
}

// bytes copies numbers into an array of the page's.
func bytes[T float32 | float64](x []T) js.Value {
	raw, err := binary.Append(nil, binary.LittleEndian, x)
	if err != nil {
		panic(err) // numbers have a size
	}
	array := js.Global().Get("Uint8Array").New(len(raw))
	js.CopyBytesToJS(array, raw)
	return array
}
