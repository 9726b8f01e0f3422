package exchange

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

func open(t *testing.T, path string) *Network {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, err := ReadNetwork(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return n
}

// near fails unless got equals want within 1e-10 of want's largest entry.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	scale, worst := 0.0, 0.0
	for i := range want {
		scale = math.Max(scale, math.Abs(want[i]))
		worst = math.Max(worst, math.Abs(got[i]-want[i]))
	}
	if !(worst <= max(1e-10*scale, 1e-300)) {
		t.Errorf("%s: off by %.2e of the largest entry %.3g", what, worst/scale, scale)
	}
}

// Loss, gradient, ḡ, H̄ and D³ equal those of nested differentiation.
func TestGolden(t *testing.T) {
	for _, pattern := range []string{"mlp_*.json", "discrete_*.json", "conv_*.json", "lenet_*.json", "autoencoder_*.json", "rosenbrock*.json", "diffn_*.json"} {
		paths, _ := filepath.Glob(filepath.Join("testdata", pattern))
		if len(paths) == 0 {
			t.Fatalf("no files %s", pattern)
		}
		for _, path := range paths {
			t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) { golden(t, open(t, path)) })
		}
	}
}

func golden(t *testing.T, n *Network) {
	g, err := n.Graph()
	if err != nil {
		t.Fatal(err)
	}
	b, err := n.Batch(g)
	if err != nil {
		t.Fatal(err)
	}
	theta, err := Flatten(g.Params(), n.Params)
	if err != nil {
		t.Fatal(err)
	}
	u, err := Flatten(g.Params(), n.Direction)
	if err != nil {
		t.Fatal(err)
	}
	gradient, err := Flatten(g.Params(), n.Gradient)
	if err != nil {
		t.Fatal(err)
	}
	sweep := graph.NewSweep(g)
	grad := make([]float64, len(theta))
	loss := sweep.Gradient(grad, theta, b)
	near(t, "loss", []float64{loss}, []float64{float64(*n.LossValue)})
	near(t, "gradient", grad, gradient)
	for _, c := range n.Cases {
		p, err := Groups(g.Params(), c.Groups)
		if err != nil {
			t.Fatal(err)
		}
		if c.Partition != "custom" { // the text form means the same groups
			named, err := partition.Parse(c.Partition, g.Params())
			if err != nil {
				t.Fatal(err)
			}
			for i := range p.Len() {
				if !slices.Equal(named.Group(i).Ranges, p.Group(i).Ranges) {
					t.Errorf("group %d of %s is %v, want %v", i, c.Partition, named.Group(i), p.Group(i))
				}
			}
		}
		s := summary.New(p.Len())
		summary.NewSweep(sweep, p).Compute(s, theta, u, b)
		near(t, c.Partition+" loss", []float64{s.Loss}, []float64{float64(*n.LossValue)})
		near(t, c.Partition+" ḡ", s.Gbar, c.Gbar)
		var h []float64
		for _, row := range c.Hbar {
			h = append(h, row...)
		}
		near(t, c.Partition+" H̄", s.Hbar, h)
		near(t, c.Partition+" D³", s.Order3, c.Order3)
	}
	for _, want := range n.Dense {
		p, err := Groups(g.Params(), n.Groups)
		if err != nil {
			t.Fatal(err)
		}
		got, err := summary.NewTaylor(sweep).Tensor(want.Order, p, theta, u, b)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("order %d", want.Order), got, want.Data)
	}
}

var broken = []struct{ name, old, new, want string }{
	{"foreign schema", `"hg/1"`, `"hg/9"`, `schema "hg/9"`},
	{"truncated", `"output"`, "", "exchange:"},
	{"unknown op", `"log_softmax"`, `"attention"`, `"attention" is not supported: there are flatten, `},
	{"unknown activation", `"tanh"}`, `"swish"}`, "no activation"},
	{"missing parameter", `"name": "layers.0.bias"`, `"name": "x"`, "no parameter tensor"},
	{"width", `"in": 12`, `"in": 11`, "behind a shape of {1 12}"},
	{"huge width", `"out": 10`, `"out": 1000000000000`, "behind a shape"},
}

// Each broken file gets an error that names what is wrong.
func TestBroken(t *testing.T) {
	good, err := os.ReadFile("testdata/mlp_tanh_nll.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range broken {
		bad := bytes.Replace(good, []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(bad, good) {
			bad = bytes.Replace(good, []byte(strings.ReplaceAll(c.old, ": ", ":")), []byte(c.new), 1)
		}
		if bytes.Equal(bad, good) {
			t.Fatalf("%s: nothing replaced", c.name)
		}
		n, err := ReadNetwork(bytes.NewReader(bad))
		if err == nil {
			_, err = n.Graph()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// tiny is a whole file with two weights, small enough to be mutated well.
const tiny = `{"schema":"hg/1","ops":[{"op":"flatten"},{"op":"scale","divide_by":2},
{"op":"linear","name":"l","in":1,"out":2},{"op":"act","fn":"tanh"},{"op":"log_softmax"}],"loss":"nll",
"params":[{"name":"l.weight","shape":[2,1],"data":[1,-1]},{"name":"l.bias","shape":[2],"data":[0,0.5]}],
"input":{"shape":[3,1],"data":[1,2,-1]},"target":{"shape":[3],"data":[0,1,1],"dtype":"int64"},
"cases":[{"partition":"custom","groups":[["l.weight","l.bias[0]"],["l.bias[1]"]]}]}`

// No file makes the reader panic, and what it accepts can be computed with.
func FuzzNetwork(f *testing.F) {
	f.Add(tiny)
	for _, r := range [][2]string{{"[2,1]", "[-2,-1]"}, {`"nll"`, `"mse"`}, {"[0,1,1]", "[0,5,1]"}, {"1e0", "1e999"}, {"[3,1]", "[0,1]"}, {"l.bias[0]", "l.bias[9]"}, {`"out":2`, `"out":1048577`}} {
		f.Add(strings.Replace(tiny, r[0], r[1], 1))
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ReadNetwork(strings.NewReader(text))
		if err != nil {
			return
		}
		comesBack(t, n, ReadNetwork)
		g, err := n.Graph()
		if err != nil {
			return
		}
		b, err := n.Batch(g)
		if err != nil {
			return
		}
		theta, err := Flatten(g.Params(), n.Params)
		if err != nil {
			return
		}
		graph.NewSweep(g).Gradient(make([]float64, len(theta)), theta, b)
		for _, c := range n.Cases {
			if p, err := Groups(g.Params(), c.Groups); err == nil {
				summary.NewSweep(graph.NewSweep(g), p).Compute(summary.New(p.Len()), theta, theta, b)
			}
		}
	})
}

// The seed of the fuzzer is accepted, so that its mutations reach the end.
func TestTiny(t *testing.T) {
	n, err := ReadNetwork(strings.NewReader(tiny))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.Graph(); err != nil {
		t.Fatal(err)
	}
}
