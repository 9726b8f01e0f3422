package partition

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/param"
)

// perceptron is the layout of 3-4-2 with biases.
func perceptron() *param.Layout {
	l := new(param.Layout)
	l.Add("layers.0.weight", param.Weight, 0, []int{4, 3}, 1)
	l.Add("layers.0.bias", param.Bias, 0, []int{4}, 0)
	l.Add("layers.1.weight", param.Weight, 1, []int{2, 4}, 1)
	l.Add("layers.1.bias", param.Bias, 1, []int{2}, 0)
	return l
}

// Whatever the text, a partition has every parameter exactly once: spreading
// ones returns the direction, reducing ones returns the groups' sizes.
func TestEveryParameterOnce(t *testing.T) {
	l := perceptron()
	for text, groups := range map[string]int{
		"canonical": 4, "trivial": 1, "wb": 2, "weights-biases": 2, "discrete": 26,
		"blocks:2": 4, "blocks:1": 2, "chunks:2": 4, "alternate:2": 4, "alternate-1": 2, "tensorblocks:3": 4,
		"per-layer": 2, "per-neuron": 6,
		"custom: w1 | b1 | w2 + b2": 3, "custom: w* | b*": 2, "custom: b2+w1|layers.0.bias+layers.1.weight": 2,
	} {
		p, err := Parse(text, l)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if p.Len() != groups || len(p.Names()) != groups || len(p.Roles()) != groups {
			t.Errorf("%s: %d groups, want %d", text, p.Len(), groups)
		}
		eta, u := make([]float64, groups), make([]float64, l.Size())
		for s := range eta {
			eta[s] = 1
		}
		for i := range u {
			u[i] = float64(i + 1)
		}
		dst := make([]float64, l.Size())
		p.Spread(dst, eta, u)
		if !slices.Equal(dst, u) {
			t.Errorf("%s: η = 1 turns u into %v", text, dst)
		}
		p.Reduce(eta, u)
		total := 0.0
		for _, v := range eta {
			total += v
		}
		if total != 26*27/2 {
			t.Errorf("%s: the groups sum to %v", text, total)
		}
	}
}

func TestRoles(t *testing.T) {
	p, err := Parse("custom: w* | b1 | b2", perceptron())
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Roles(); !slices.Equal(got, []string{"weight", "bias", "bias"}) {
		t.Errorf("roles %v", got)
	}
	if got := Trivial(perceptron()).Roles(); got[0] != "mixed" {
		t.Errorf("role of all is %q", got[0])
	}
}

// Each bad text gets an error that names what is wrong.
func TestBadText(t *testing.T) {
	for text, want := range map[string]string{
		"":                         `"" is none of`,
		"diagonal":                 `"diagonal" is none of`,
		"blocks:0":                 "between 1 and the 2 layers",
		"blocks:3":                 "between 1 and the 2 layers",
		"alternate:-1":             "between 1 and the 2 layers",
		"tensorblocks:5":           "between 1 and the 4 tensors",
		"blocks:many":              `"many" is no whole number`,
		"blocks:":                  `"" is no whole number`,
		"custom:":                  "empty name",
		"custom: w1+b1|w2":         "layers.1.bias[0] is in no group",
		"custom: w1+b1|w2+b2|w1":   "layers.0.weight[0] is in group",
		"custom: w1+w1|b1+w2+b2":   "names a tensor twice",
		"custom: w1|b1|w2|b7":      `matches "b7"`,
		"custom: [|b*":             "pattern",
		strings.Repeat("x", 1<<20): "longer than",
	} {
		if _, err := Parse(text, perceptron()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: error %v, want one with %q", text, err, want)
		}
	}
	big := new(param.Layout)
	big.Add("w", param.Weight, 0, []int{MaxDiscrete + 1}, 1)
	if _, err := Discrete(big); err == nil {
		t.Error("a discrete partition of any size")
	}
}

// New refuses what is no partition, whichever way the ranges fail.
func TestNew(t *testing.T) {
	l := perceptron()
	for _, groups := range [][]Group{
		nil,
		{{"a", nil}},
		{{"a", []Range{{0, 27}}}},
		{{"a", []Range{{-1, 26}}}},
		{{"a", []Range{{5, 5}}}},
		{{"a", []Range{{0, 20}, {10, 26}}}},
		{{"a", []Range{{0, 20}}}, {"b", []Range{{21, 26}}}},
	} {
		if _, err := New(l, groups); err == nil {
			t.Errorf("%v is a partition", groups)
		}
	}
	rng := rand.New(rand.NewPCG(1, 0))
	for range 200 { // random cuts of the line are partitions
		var groups []Group
		for lo := 0; lo < l.Size(); {
			hi := min(lo+1+rng.IntN(9), l.Size())
			groups = append(groups, Group{fmt.Sprint(lo), []Range{{lo, hi}}})
			lo = hi
		}
		if _, err := New(l, groups); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"canonical", "wb", "discrete", "custom: w1+b1 | w2 + b2", "blocks:2", "alternate-1", "per-neuron", "custom: *", "custom: [a-", "custom:|||"} {
		f.Add(text)
	}
	l := perceptron()
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text, l)
		if err != nil {
			return
		}
		sizes := make([]float64, p.Len())
		ones := slices.Repeat([]float64{1}, l.Size())
		p.Reduce(sizes, ones)
		total := 0.0
		for _, v := range sizes {
			if !(v >= 1) {
				t.Fatalf("%q: an empty group", text)
			}
			total += v
		}
		if total != float64(l.Size()) {
			t.Fatalf("%q: %v of %d parameters", text, total, l.Size())
		}
	})
}

func ExampleParse() {
	l := new(param.Layout)
	l.Add("layers.0.weight", param.Weight, 0, []int{16, 784}, 1)
	l.Add("layers.0.bias", param.Bias, 0, []int{16}, 0)
	p, err := Parse("canonical", l)
	fmt.Println(p.Names(), err)
	_, err = Parse("custom: w1", l)
	fmt.Println(err)
	// Output:
	// [layers.0.weight layers.0.bias] <nil>
	// partition: parameter layers.0.bias[0] is in no group
}
