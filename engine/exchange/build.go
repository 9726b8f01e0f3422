package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/strict"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// Step is one op of a network, applied in order to the input. Which fields
// count depends on the op; see opFields.
type Step struct {
	Op       string   `json:"op"`
	Name     string   `json:"name,omitempty"`
	In       int      `json:"in,omitempty"`
	Out      int      `json:"out,omitempty"`
	Fn       string   `json:"fn,omitempty"`
	DivideBy float64  `json:"divide_by,omitempty"`
	Kernel   side     `json:"kernel,omitzero"`
	Stride   side     `json:"stride,omitzero"` // 0 or absent: 1, for pooling the kernel
	Padding  side     `json:"padding,omitzero"`
	D        int      `json:"d,omitempty"`
	A        *float64 `json:"a,omitempty"`
	B        *float64 `json:"b,omitempty"`
}

// opFields are the ops, each with its fields beside its name.
var opFields = []struct {
	op     string
	fields []string
}{
	{"flatten", nil},
	{"scale", []string{"divide_by"}},
	{"linear", []string{"name", "in", "out"}},
	{"conv2d", []string{"name", "in", "out", "kernel", "stride", "padding"}},
	{"maxpool2d", []string{"kernel", "stride"}},
	{"avgpool2d", []string{"kernel", "stride"}},
	{"act", []string{"fn"}},
	{"log_softmax", nil},
	{"rosenbrock", []string{"d", "a", "b"}},
	{"rosenbrockT", []string{"d", "a", "b"}},
}

// Check returns an error for an unknown op and for a field that the op does not
// have. A reader calls it.
func (s *Step) Check() error {
	var known, fields []string
	for _, o := range opFields {
		if known = append(known, o.op); o.op == s.Op {
			fields = o.fields
		}
	}
	if !slices.Contains(known, s.Op) {
		return fmt.Errorf("%.40q is not supported: there are %s", s.Op, strings.Join(known, ", "))
	}
	v := reflect.ValueOf(s).Elem()
	for i := 1; i < v.NumField(); i++ { // 0 is Op
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if !v.Field(i).IsZero() && !slices.Contains(fields, name) {
			return fmt.Errorf("%s is no field of the op %s", name, s.Op)
		}
	}
	return nil
}

// side is an extent of a square window; files write it as one number or as two
// equal ones.
type side int

// UnmarshalJSON reads 3, [3] or [3, 3].
func (k *side) UnmarshalJSON(text []byte) error {
	if text[0] != '[' {
		return strict.Unmarshal(text, (*int)(k))
	}
	var sides []int
	if err := strict.Unmarshal(text, &sides); err != nil {
		return err
	}
	if len(sides) < 1 || len(sides) > 2 || sides[0] != sides[len(sides)-1] {
		return fmt.Errorf("window %v is not square", sides)
	}
	*k = side(sides[0])
	return nil
}

// MaxWidth bounds a row's width, so that a few bytes of a hostile file cannot
// ask for more memory than the file's own parameters need.
const MaxWidth = 1 << 20

// Graph builds the network that the ops describe. The parameters must be those
// that the ops name, with their shapes; θ follows the order of the ops.
func (n *Network) Graph() (*graph.Graph, error) {
	if err := n.Input.Check(); err != nil {
		return nil, fmt.Errorf("exchange: input: %w", err)
	}
	if len(n.Input.Shape) < 1 || n.Input.Shape[0] < 1 {
		return nil, fmt.Errorf("exchange: input of shape %v has no samples", n.Input.Shape)
	}
	width := len(n.Input.Data) / n.Input.Shape[0]
	if width < 1 || width > MaxWidth {
		return nil, fmt.Errorf("exchange: samples of width %d", width)
	}
	if len(n.Ops) == 1 && (n.Ops[0].Op == "rosenbrock" || n.Ops[0].Op == "rosenbrockT") {
		return n.rosenbrock(width)
	}
	l := &layers{Network: n, Builder: graph.Build(width)}
	if s := n.Input.Shape; len(s) == 4 {
		l.image = op.Image{Channels: s[1], Height: s[2], Width: s[3]}
		l.Then(op.Reorder(l.image))
	}
	for i := range n.Ops {
		if err := l.step(&n.Ops[i]); err != nil {
			return nil, fmt.Errorf("exchange: op %d: %w", i, err)
		}
	}
	if l.count == 0 || 2*l.count != len(n.Params) {
		return nil, fmt.Errorf("exchange: %d parameter tensors for %d layers that have two each", len(n.Params), l.count)
	}
	head := l.head()
	if head == nil {
		return nil, fmt.Errorf("exchange: loss %.40q is not supported behind these ops: there are mse, nll, bce behind a sigmoid, none for a single number", n.Loss)
	}
	return l.Close(head), nil
}

// layers builds a graph step by step.
type layers struct {
	*Network
	*graph.Builder
	count  int      // layers with parameters
	image  op.Image // the present image; zero for rows
	ending string   // log_softmax or sigmoid, held back since it may belong to the loss
}

func (l *layers) step(s *Step) error {
	if err := s.Check(); err != nil {
		return err
	}
	rows := l.image == op.Image{}
	if l.ending != "" && rows && (s.Op == "flatten" || s.Op == "act" && s.Fn == "identity") {
		return nil // changes nothing, and what is held back may still belong to the loss
	}
	if l.ending == "sigmoid" && s.Op == "flatten" {
		l.flatten() // in either order the same
		return nil
	}
	if l.ending == "log_softmax" {
		return fmt.Errorf("%s behind log_softmax", s.Op)
	}
	if l.ending == "sigmoid" {
		l.Then(op.Sigmoid)
		l.ending = ""
	}
	switch s.Op {
	case "flatten":
		if !rows {
			l.flatten()
		}
	case "scale":
		if s.DivideBy == 0 {
			return errors.New("scale divides by 0")
		}
		l.Then(op.Scale(1 / s.DivideBy))
	case "linear":
		if !rows || s.In != l.Width() || s.Out < 1 || s.Out > MaxWidth {
			return fmt.Errorf("linear %q takes %d and gives %d, behind a shape of %v", s.Name, s.In, s.Out, l.Shape())
		}
		return l.affine(s, []int{s.Out, s.In})
	case "conv2d":
		w := op.Window{Size: int(s.Kernel), Stride: int(cmp.Or(s.Stride, 1)), Pad: int(s.Padding)}
		over, ok := w.Over(l.image, s.Out)
		if rows || !ok || s.Padding > MaxWidth || s.In != l.image.Channels || s.Out < 1 || s.Out > MaxWidth || over.Shape().Rows > MaxWidth/(s.In*w.Size*w.Size) {
			return fmt.Errorf("conv2d %q takes %d channels and gives %d by windows %+v, behind images %+v", s.Name, s.In, s.Out, w, l.image)
		}
		l.Then(op.Columns(l.image, w))
		l.image = over
		return l.affine(s, []int{s.Out, s.In, w.Size, w.Size})
	case "maxpool2d", "avgpool2d":
		w := op.Window{Size: int(s.Kernel), Stride: int(cmp.Or(s.Stride, s.Kernel))}
		over, ok := w.Over(l.image, l.image.Channels)
		if rows || !ok {
			return fmt.Errorf("%s by windows %+v, behind images %+v", s.Op, w, l.image)
		}
		if s.Op == "maxpool2d" {
			l.Then(op.MaxPool(l.image, w))
		} else {
			l.Then(op.AvgPool(l.image, w))
		}
		l.image = over
	case "act":
		f := op.Activation(s.Fn)
		if f == nil {
			return op.NoActivation(s.Fn)
		}
		if f == op.Sigmoid {
			l.ending = s.Fn
		} else {
			l.Then(f)
		}
	case "log_softmax":
		l.ending = s.Op
	default:
		return fmt.Errorf("%s stands among other ops", s.Op)
	}
	return nil
}

func (l *layers) flatten() {
	l.Then(op.Flatten(l.image))
	l.image = op.Image{}
}

// affine appends weights of the given shape and a bias.
func (l *layers) affine(s *Step, weight []int) error {
	bias := []int{s.Out}
	_, weightErr := named(l.Params, s.Name+".weight", weight)
	_, biasErr := named(l.Params, s.Name+".bias", bias)
	if err := cmp.Or(weightErr, biasErr); err != nil {
		return err
	}
	for i := range l.Ops {
		if o := &l.Ops[i]; o != s && o.Name == s.Name && o.Name != "" {
			return fmt.Errorf("a second layer is named %q", s.Name)
		}
	}
	l.With(op.Dense(s.Out), s.Name+".weight", param.Weight, l.count, weight, 0)
	l.With(op.Bias(), s.Name+".bias", param.Bias, l.count, bias, 0)
	l.count++
	return nil
}

// head returns the loss that the ops end in, or nil. A loss over the entries of
// an image takes them in the order of the file.
func (l *layers) head() *op.Head {
	if l.image != (op.Image{}) && l.ending != "log_softmax" && l.Loss != "nll" {
		l.flatten()
	}
	if l.image != (op.Image{}) {
		return nil
	}
	switch {
	case l.Loss == "nll" && l.ending == "log_softmax":
		return op.CrossEntropy
	case l.Loss == "bce" && l.ending == "sigmoid":
		return op.BinaryCrossEntropy
	case l.ending == "log_softmax":
		return nil
	}
	if l.ending == "sigmoid" {
		l.Then(op.Sigmoid)
	}
	switch l.Loss {
	case "mse":
		return op.SquaredError
	case "nll":
		return op.LogLikelihood
	case "none":
		if l.Input.Shape[0] == 1 && l.Width() == 1 { // one number, which is the loss
			return op.Output
		}
	}
	return nil
}

// rosenbrock builds the test function; its input does not matter.
func (n *Network) rosenbrock(width int) (*graph.Graph, error) {
	s := &n.Ops[0]
	if n.Loss != "none" || s.A == nil || s.B == nil {
		return nil, errors.New("exchange: rosenbrock needs a, b and the loss none")
	}
	build := model.Rosenbrock
	if s.Op == "rosenbrockT" {
		build = model.RosenbrockPairs
	}
	return build(width, s.D, *s.A, *s.B)
}

// named returns the tensor of that name, which must have the shape.
func named(params []tensor.Tensor, name string, shape []int) (*tensor.Tensor, error) {
	i := slices.IndexFunc(params, func(t tensor.Tensor) bool { return t.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("no parameter tensor is named %q", name)
	}
	if t := &params[i]; slices.Equal(t.Shape, shape) {
		return t, nil
	}
	return nil, fmt.Errorf("%q has shape %v, its layer asks for %v", name, params[i].Shape, shape)
}
