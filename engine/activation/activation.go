// Package activation describes the activations for settings, controls and tests. It is
// data only; package op has the functions.
//
// A new activation is a row of [Rows] and its function in package op.
package activation

import "slices"

// Row describes an activation f.
type Row struct {
	Name  string // in settings, files and on the command line
	Label string // in a control
	Words string // what f is, for people
	// Gain keeps the variance of a signal constant across f: weights are drawn from
	// N(0, Gain/fan_in). It is 2 where f is 0 or flat on half of the line.
	Gain float64
	// Below and Above are what f tends to for x → −∞ and x → +∞.
	Below, Above Tail
	// Linear: f(x) = x, so that consecutive layers are one.
	Linear bool
	// FileOnly: networks from files may have it, but no setting.
	FileOnly bool
}

// Tail is the function Factor·|x|^Power far from 0: a constant where Power is 0.
type Tail struct{ Power, Factor float64 }

var (
	zero   = Tail{0, 0}
	linear = Tail{1, 1}
)

// Rows lists the activations in the order of a control.
var Rows = []Row{
	{Name: "tanh", Label: "tanh", Words: "the hyperbolic tangent", Gain: 1, Below: Tail{0, -1}, Above: Tail{0, 1}},
	{Name: "sigmoid", Label: "sigmoid", Words: "1/(1 + e⁻ˣ)", Gain: 1, Below: zero, Above: Tail{0, 1}},
	{Name: "relu", Label: "ReLU", Words: "max(x, 0), without curvature", Gain: 2, Below: zero, Above: linear},
	{Name: "elu", Label: "ELU", Words: "x above 0, eˣ − 1 below (α = 1)", Gain: 2, Below: Tail{0, -1}, Above: linear},
	{Name: "softplus", Label: "softplus", Words: "log(1 + eˣ) (β = 1)", Gain: 1, Below: zero, Above: linear},
	{Name: "identity", Label: "identity", Words: "x: no activation, a linear network", Gain: 1, Below: Tail{1, -1}, Above: linear, Linear: true},
	{Name: "square", Label: "square", Words: "x²", Gain: 1, Below: Tail{2, 1}, Above: Tail{2, 1}, FileOnly: true},
}

// Of returns the row of that name; ok is false where there is none.
func Of(name string) (r Row, ok bool) {
	i := slices.IndexFunc(Rows, func(r Row) bool { return r.Name == name })
	if i < 0 {
		return r, false
	}
	return Rows[i], true
}

// Where returns the rows for settings that satisfy the conditions.
func Where(conditions ...func(Row) bool) []Row {
	return slices.DeleteFunc(slices.Clone(Rows), func(r Row) bool {
		return r.FileOnly || slices.ContainsFunc(conditions, func(holds func(Row) bool) bool { return !holds(r) })
	})
}

// Bent reports whether f is not linear.
func Bent(r Row) bool { return !r.Linear }

// Named returns a condition: the row has one of the names.
func Named(names ...string) func(Row) bool {
	return func(r Row) bool { return slices.Contains(names, r.Name) }
}

// Names returns the names of rows.
func Names(rows []Row) []string {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Name
	}
	return names
}
