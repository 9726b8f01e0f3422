package encode

// Function is a function under construction. Its methods append statements.
type Function struct {
	name            string
	index           int
	params, results []byte
	locals          []byte
	constants       map[uint64]VectorVar
	first, code     []byte // first sets the constants
}

// Function begins a function; one with a name is exported under it.
func (m *Module) Function(name string) *Function {
	f := &Function{name: name, index: len(m.functions)}
	m.functions = append(m.functions, f)
	return f
}

// IntVar, FloatVar and VectorVar are parameters and local variables; each is
// also the expression that reads it.
type (
	IntVar struct {
		I32
		index int
	}
	FloatVar struct {
		F64
		index int
	}
	VectorVar struct {
		V128
		index int
	}
)

func read(index int) []byte { return join([]byte{0x20}, unsigned(index)) }

// IntParams adds n parameters. All parameters come before the first variable.
func (f *Function) IntParams(n int) []IntVar {
	vars := make([]IntVar, n)
	for i := range vars {
		at := f.param(typeI32)
		vars[i] = IntVar{read(at), at}
	}
	return vars
}

// FloatParam adds a parameter.
func (f *Function) FloatParam() FloatVar {
	at := f.param(typeF64)
	return FloatVar{read(at), at}
}

func (f *Function) param(t byte) int {
	if len(f.locals) > 0 {
		panic("encode: a parameter after a variable")
	}
	f.params = append(f.params, t)
	return len(f.params) - 1
}

func (f *Function) local(t byte) int {
	f.locals = append(f.locals, t)
	return len(f.params) + len(f.locals) - 1
}

// Int adds a variable.
func (f *Function) Int() IntVar {
	at := f.local(typeI32)
	return IntVar{read(at), at}
}

// Vector adds a variable.
func (f *Function) Vector() VectorVar {
	at := f.local(typeV128)
	return VectorVar{read(at), at}
}

// Constant is twice a number of these bits, set once a call.
func (f *Function) Constant(bits uint64) V128 {
	v, ok := f.constants[bits]
	if !ok {
		if f.constants == nil {
			f.constants = map[uint64]VectorVar{}
		}
		v = f.Vector()
		f.constants[bits] = v
		f.first = join(f.first, constant(bits), []byte{0x21}, unsigned(v.index))
	}
	return v.V128
}

func (f *Function) add(parts ...[]byte) { f.code = append(f.code, join(parts...)...) }

func (f *Function) set(index int, value []byte) { f.add(value, []byte{0x21}, unsigned(index)) }

// SetInt assigns.
func (f *Function) SetInt(v IntVar, x Integer) { f.set(v.index, x.i32()) }

// SetVector assigns.
func (f *Function) SetVector(v VectorVar, x Vector) { f.set(v.index, x.v128()) }

// Advance adds x to v.
func (f *Function) Advance(v IntVar, x Integer) { f.SetInt(v, v.Add(x)) }

// Store writes two numbers to address at + offset.
func (f *Function) Store(at Integer, offset int, x Vector) {
	f.add(at.i32(), x.v128(), simd(0x0b), address(offset))
}

// StoreFloat writes a number to address at + offset.
func (f *Function) StoreFloat(at Integer, offset int, x Float) {
	f.add(at.i32(), x.f64(), []byte{0x39}, address(offset))
}

// StoreSingle writes a number, rounded to float32, to address at + offset.
func (f *Function) StoreSingle(at Integer, offset int, x Float) {
	f.add(at.i32(), x.f64(), []byte{0xb6, 0x38}, address(offset))
}

// If runs yes when the condition is not 0, otherwise no, which may be nil.
func (f *Function) If(condition Integer, yes, no func()) {
	f.add(condition.i32(), []byte{0x04, 0x40})
	yes()
	if no != nil {
		f.add([]byte{0x05})
		no()
	}
	f.add([]byte{0x0b})
}

// While runs body as long as the condition is not 0. The condition is tested
// at the end of an iteration, which then takes one jump.
func (f *Function) While(condition Integer, body func()) {
	f.If(condition, func() {
		f.add([]byte{0x03, 0x40})
		body()
		f.add(condition.i32(), []byte{0x0d, 0x00, 0x0b})
	}, nil)
}

// Call calls a function without result that takes integers.
func (f *Function) Call(g *Function, args ...Integer) {
	if len(args) != len(g.params) || len(g.results) > 0 {
		panic("encode: a call with the wrong arguments")
	}
	for _, a := range args {
		f.add(a.i32())
	}
	f.add([]byte{0x10}, unsigned(g.index))
}

// Return ends the function's code with its result.
func (f *Function) Return(x Float) {
	f.results = []byte{typeF64}
	f.add(x.f64())
}

// body is the entry of the code section: variables, one declaration each, and
// the code.
func (f *Function) body() []byte {
	out := unsigned(len(f.locals))
	for _, t := range f.locals {
		out = append(out, 1, t)
	}
	return join(out, f.first, f.code, []byte{0x0b})
}
