// Package param lays the parameters of a network out in one flat slice θ: a
// [Layout] is a list of named spans. Optimisers, partitions, checkpoints and
// messages need nothing else.
package param

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/tensor"
)

// Role says what a span is to its layer.
type Role uint8

const (
	Weight Role = iota
	Bias
)

// String returns "weight" or "bias".
func (r Role) String() string {
	if r == Bias {
		return "bias"
	}
	return "weight"
}

// Span is one parameter tensor's place in θ.
type Span struct {
	Name   string // unique, such as "layers.0.weight"
	Role   Role
	Layer  int // counted from 0
	Shape  []int
	Offset int     // of the first entry in θ
	Len    int     // number of entries
	Std    float64 // standard deviation of the initial values; 0 starts at 0
}

// Of returns the span's part of a vector laid out like θ.
func (s *Span) Of(theta []float64) []float64 { return theta[s.Offset : s.Offset+s.Len] }

// Layout is the list of all spans, in the order of θ. The zero value is empty
// and ready for Add.
type Layout struct {
	Spans []Span
	size  int
}

// Add appends a span and returns its index. It panics for a name that is
// taken or a shape that cannot be.
func (l *Layout) Add(name string, role Role, layer int, shape []int, std float64) int {
	n, err := tensor.Size(shape)
	if err != nil {
		panic(fmt.Sprintf("param: %s: %v", name, err))
	}
	if _, taken := l.Find(name); taken {
		panic(fmt.Sprintf("param: two spans named %q", name))
	}
	l.Spans = append(l.Spans, Span{Name: name, Role: role, Layer: layer, Shape: shape, Offset: l.size, Len: n, Std: std})
	l.size += n
	return len(l.Spans) - 1
}

// Size returns P, the number of parameters.
func (l *Layout) Size() int { return l.size }

// Find returns the index of the span of that name.
func (l *Layout) Find(name string) (index int, ok bool) {
	for i := range l.Spans {
		if l.Spans[i].Name == name {
			return i, true
		}
	}
	return 0, false
}

// Init draws the initial values: N(0, Std²) in the order of θ.
func (l *Layout) Init(theta []float64, rng *rand.Rand) {
	for i := range l.Spans {
		s := &l.Spans[i]
		for j, part := 0, s.Of(theta); j < len(part); j++ {
			part[j] = 0
			if s.Std != 0 {
				part[j] = s.Std * rng.NormFloat64()
			}
		}
	}
}

// FanIn returns the standard deviation √(gain/n) of the usual initialisation
// of weights with n inputs: gain 1 for tanh (LeCun), 2 for ReLU and ELU (He).
func FanIn(gain float64, n int) float64 { return math.Sqrt(gain / float64(n)) }
