package data

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Teacher is a random network whose answers another network is to predict,
//
//	y = V tanh(W x),
//
// with W of Hidden×Inputs entries from N(0, 1/Inputs) and V of Outputs×Hidden
// entries from N(0, 1/Hidden). For x from N(0, I) an answer is of the order of
// ½.
type Teacher struct {
	Inputs, Hidden, Outputs int
	w, v                    []float64
}

// maxTeacher bounds the sides of a teacher, the widest layer of a run.
const maxTeacher = 4096

// NewTeacher draws a teacher. The error names a size out of range.
func NewTeacher(inputs, hidden, outputs int, source *rand.PCG) (*Teacher, error) {
	for _, n := range [...]int{inputs, hidden, outputs} {
		if n < 1 || n > maxTeacher {
			return nil, fmt.Errorf("data: teacher: %d-%d-%d, want sizes from 1 to %d", inputs, hidden, outputs, maxTeacher)
		}
	}
	rng := rand.New(source)
	return &Teacher{inputs, hidden, outputs, normal(rng, hidden*inputs, inputs), normal(rng, outputs*hidden, hidden)}, nil
}

// normal returns n draws from N(0, 1/fan).
func normal(rng *rand.Rand, n, fan int) []float64 {
	draws := make([]float64, n)
	for i := range draws {
		draws[i] = rng.NormFloat64() / math.Sqrt(float64(fan))
	}
	return draws
}

// Answer writes the teacher's answer to x.
func (t *Teacher) Answer(y, x []float64) {
	clear(y)
	for h := range t.Hidden {
		sum := 0.0
		for j, v := range t.w[h*t.Inputs:][:t.Inputs] {
			sum += v * x[j]
		}
		a := math.Tanh(sum)
		for o := range y {
			y[o] += t.v[o*t.Hidden+h] * a
		}
	}
}

// Set draws n samples x from N(0, I) with their answers, to which normal noise
// of the given deviation is added.
func (t *Teacher) Set(name string, n int, noise float64, source *rand.PCG) (*Set, error) {
	if n < 1 || n > MaxSamples || n*(t.Inputs+t.Outputs) > MaxCSVValues {
		return nil, fmt.Errorf("data: %s: %d samples of %d numbers, want 1 to %d samples and at most %d numbers",
			name, n, t.Inputs+t.Outputs, MaxSamples, MaxCSVValues)
	}
	rng := rand.New(source)
	inputs, values := normal(rng, n*t.Inputs, 1), make([]float64, n*t.Outputs)
	for i := range n {
		y := values[i*t.Outputs:][:t.Outputs]
		t.Answer(y, inputs[i*t.Inputs:][:t.Inputs])
		for o := range y {
			y[o] += noise * rng.NormFloat64()
		}
	}
	return NewValues(name, []int{t.Inputs}, inputs, t.Outputs, values)
}
