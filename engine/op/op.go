// Package op declares every op of the engine, each in one table entry with its
// rules. There are three kinds, and the rules of a kind are all that the
// adjoint, the tangents of every order and the curvature sums need:
//
//   - [Linear]: y = Lx, or y = Lx + Mw with a parameter w;
//   - [Bilinear]: z = B(a, w);
//   - [Pointwise]: y = f(x) entry by entry, with f', f″, f‴.
//
// A [Head] closes the graph: it turns the network's output and the targets into
// the loss, with the second and third derivatives in closed form.
package op

// Dims are the sizes of one application of an op: Rows rows of In entries
// become Rows rows of Out entries. The rows are samples, or samples times
// positions, or, in a tangent sweep, groups times samples.
type Dims struct{ Rows, In, Out int }

// Op is an op of any kind.
type Op interface {
	// Name is the op's name in messages and exchange files.
	Name() string
	// Out returns the width of the output for inputs of width in.
	// A negative number means that the op does not take that width.
	Out(in int) int
}

// All returns every registered op and head, each set up for rows of the width
// that the conformance test feeds it.
func All() []Op {
	all := []Op{Dense(3), Bias(), Scale(0.7)}
	for _, f := range Activations() {
		all = append(all, f)
	}
	for _, h := range Heads() {
		all = append(all, h)
	}
	return all
}
