package exchange

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// window is a convolution by 2×2 windows, pooling, and a dense layer.
const window = `{"schema":"hg/1","ops":[
{"op":"conv2d","name":"c","in":1,"out":1,"kernel":2,"stride":1,"padding":0},{"op":"act","fn":"tanh"},
{"op":"maxpool2d","kernel":2,"stride":2},{"op":"flatten"},{"op":"linear","name":"l","in":1,"out":2},{"op":"log_softmax"}],"loss":"nll",
"params":[{"name":"c.weight","shape":[1,1,2,2],"data":[1,-2,0.5,3]},{"name":"c.bias","shape":[1],"data":[0.1]},
{"name":"l.weight","shape":[2,1],"data":[1,-1]},{"name":"l.bias","shape":[2],"data":[0,0.5]}],
"input":{"shape":[2,1,3,3],"data":[1,2,3,4,5,6,7,8,9,0,1,0,-1,0,1,0,-1,0.5]},"target":{"shape":[2],"data":[0,1],"dtype":"int64"}}`

// probabilities is a convolution whose outputs are compared with images.
const probabilities = `{"schema":"hg/1","ops":[
{"op":"conv2d","name":"c","in":1,"out":2,"kernel":1,"stride":1,"padding":0},{"op":"act","fn":"sigmoid"}],"loss":"bce",
"params":[{"name":"c.weight","shape":[2,1,1,1],"data":[1,-2]},{"name":"c.bias","shape":[2],"data":[0.1,0.2]}],
"input":{"shape":[1,1,1,2],"data":[1,2]},"target":{"shape":[1,2,1,2],"data":[0,1,0.5,0.25],"dtype":"float64"}}`

// at returns the point of a file with replacements.
func at(t *testing.T, text string, replacements ...string) *Point {
	t.Helper()
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(text, replacements[i]) {
			t.Fatalf("nothing to replace: %s", replacements[i])
		}
	}
	n, err := ReadNetwork(strings.NewReader(strings.NewReplacer(replacements...).Replace(text)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := n.Point()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// However a file spells a network, it is the same one.
func TestSpellings(t *testing.T) {
	for name, c := range map[string]struct {
		file         string
		replacements []string
	}{
		"pairs":         {window, []string{`"kernel":2`, `"kernel":[2,2]`, `"stride":1`, `"stride":[1,1]`, `"padding":0`, `"padding":[0,0]`}},
		"lists of one":  {window, []string{`"kernel":2`, `"kernel":[2]`}},
		"defaults":      {window, []string{`,"stride":1,"padding":0`, ``, `,"stride":2`, ``}},
		"identities":    {window, []string{`{"op":"log_softmax"}`, `{"op":"act","fn":"identity"},{"op":"log_softmax"}`}},
		"after the end": {window, []string{`{"op":"log_softmax"}`, `{"op":"log_softmax"},{"op":"flatten"}`}},
		"scale by one":  {window, []string{`{"op":"flatten"}`, `{"op":"scale","divide_by":1},{"op":"flatten"}`}},
		"flat before":   {probabilities, []string{`{"op":"act"`, `{"op":"flatten"},{"op":"act"`}},
		"flat after":    {probabilities, []string{`"sigmoid"}`, `"sigmoid"},{"op":"flatten"}`}},
	} {
		want, got := at(t, c.file), at(t, c.file, c.replacements...)
		if got.Loss != want.Loss || !slices.Equal(got.Gradient, want.Gradient) || !slices.Equal(got.Output(), want.Output()) {
			t.Errorf("%s: loss %v, want %v", name, got.Loss, want.Loss)
		}
	}
}

// The outputs and the loss of images are in the order of the file.
func TestImagesAsOutputs(t *testing.T) {
	p := at(t, probabilities)
	loss := 0.0
	targets := []float64{0, 1, 0.5, 0.25}
	for i, z := range []float64{1.1, 2.1, -1.8, -3.8} { // w x + b, channel by channel
		y := 1 / (1 + math.Exp(-z))
		loss -= (targets[i]*math.Log(y) + (1-targets[i])*math.Log(1-y)) / 4
		if got := p.Output()[i]; !(math.Abs(got-y) <= 1e-15) {
			t.Errorf("output %d is %v, want %v", i, got, y)
		}
	}
	if !(math.Abs(p.Loss-loss) <= 1e-14) {
		t.Errorf("loss %v, want %v", p.Loss, loss)
	}
}

// Padding may be wider than the window, as PyTorch has it: the outermost
// outputs then see zeros alone.
func TestWidePadding(t *testing.T) {
	p := at(t, probabilities, `"padding":0`, `"padding":1`, `"shape":[1,2,1,2],"data":[0,1,0.5,0.25]`,
		`"shape":[1,2,3,4],"data":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]`)
	out := p.Output()
	if len(out) != 24 || !(math.Abs(out[0]-1/(1+math.Exp(-0.1))) <= 1e-15) || !(math.Abs(out[5]-1/(1+math.Exp(-1.1))) <= 1e-15) {
		t.Errorf("outputs %v", out)
	}
}

// One number may be the loss itself.
func TestOutputAsLoss(t *testing.T) {
	p := at(t, tiny, `"out":2`, `"out":1`, `,{"op":"log_softmax"}`, ``, `"nll"`, `"none"`,
		`"shape":[2,1],"data":[1,-1]`, `"shape":[1,1],"data":[2]`, `"shape":[2],"data":[0,0.5]`, `"shape":[1],"data":[0]`,
		`"shape":[3,1],"data":[1,2,-1]`, `"shape":[1,1],"data":[1]`, `["l.weight","l.bias[0]"],["l.bias[1]"]`, `["l.weight","l.bias"]`)
	if want := math.Tanh(1); !(math.Abs(p.Loss-want) <= 1e-15 && math.Abs(p.Output()[0]-want) <= 1e-15) {
		t.Errorf("loss %v, want tanh 1", p.Loss)
	}
}

// Windows that are none are refused with their numbers.
func TestWrongWindows(t *testing.T) {
	for old, c := range map[string][2]string{
		`"kernel":2,"stride":1`:   {`"kernel":[2,3],"stride":1`, "window [2 3] is not square"},
		`"kernel":2,"stride":2`:   {`"kernel":9,"stride":2`, "maxpool2d by windows {Size:9 Stride:2"},
		`"stride":1,"padding":0`:  {`"stride":-1,"padding":0`, "Stride:-1"},
		`"padding":0`:             {`"padding":4611686018427387904`, "Pad:4611686018427387904"},
		`"kernel":2,"stride":2}`:  {`"kernel":2,"stride":null}`, "ops[2].stride: null is no whole number"},
		`"kernel":2,"stride":2},`: {`"kernel":[2,null],"stride":2},`, "ops[2].kernel[1]: null is no whole number"},
		`"flatten"`:               {`"flatten","padding":1`, "ops[3]: padding is no field of the op flatten"},
	} {
		n, err := ReadNetwork(strings.NewReader(strings.Replace(window, old, c[0], 1)))
		if err == nil {
			_, err = n.Point()
		}
		if err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: error %v, want one with %q", c[0], err, c[1])
		}
	}
}

// The names of a partition's groups lead back to it.
func TestGroupNames(t *testing.T) {
	p := at(t, window)
	for _, text := range []string{"canonical", "trivial", "wb", "discrete", "per-layer", "custom: w1+b2 | b1+w2"} {
		part, err := p.Partition(text)
		if err != nil {
			t.Fatal(err)
		}
		names := GroupNames(p.Graph.Params(), part)
		back, err := Groups(p.Graph.Params(), names)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		x, y := make([]float64, part.Len()), make([]float64, part.Len())
		part.Reduce(x, p.Theta)
		back.Reduce(y, p.Theta)
		for s := range x {
			if !(math.Abs(x[s]-y[s]) <= 1e-15) {
				t.Errorf("%s: %v comes back as another partition", text, names)
			}
		}
	}
}
