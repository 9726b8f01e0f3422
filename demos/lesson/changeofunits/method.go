package changeofunits

import (
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// damping is λ₁ of the methods with step sizes of their own: full steps on a
// network are so unstable that rounding becomes visible.
const damping = 0.3

// options are the settings of the methods.
type options struct {
	direction string  // u of grouped Newton
	lambda    float64 // λ_int
	rate      float64 // of the methods without step sizes of their own
}

// method is one row of the table of methods.
type method struct {
	name, label, short string
	about              string
	// make returns the method, and the objective that it gets in place of f.
	make func(o options, f optim.Objective) (optim.Method, optim.Objective)
}

// methods are all that are compared; the first is the lesson's own.
var methods = []method{
	{"grouped", "grouped Newton", "grouped", "one step size for each tensor, from H̄ and the cubic term (λ_int/6)‖Dη‖³",
		func(o options, f optim.Objective) (optim.Method, optim.Objective) { return grouped(o), f }},
	{"isotropic", "cubic term with D = I", "D = I", "the same H̄, but the cubic term (λ_int/6)‖η‖³ weighs all groups alike",
		func(o options, f optim.Objective) (optim.Method, optim.Objective) { return grouped(o), isotropic{f} }},
	{"cauchy", "Cauchy: one step size", "Cauchy", "gᵀg / gᵀHg for all tensors together",
		func(o options, f optim.Objective) (optim.Method, optim.Objective) {
			return &optim.Cauchy{Rate: damping}, joined{f, summary.New(f.Groups())}
		}},
	{"sgd", "gradient descent", "gradient", "a step size that it is told, the same for all",
		func(o options, f optim.Objective) (optim.Method, optim.Objective) {
			return &optim.SGD{Rate: o.rate}, f
		}},
	{"adam", "Adam", "Adam", "every parameter moves by about the step size that it is told",
		func(o options, f optim.Objective) (optim.Method, optim.Objective) {
			return &optim.Adam{Rate: o.rate}, f
		}},
}

// directions are what u may be.
var directions = map[string]func(m *optim.GroupedNewton){
	"gradient": func(*optim.GroupedNewton) {},
	"momentum": func(m *optim.GroupedNewton) { m.Momentum, m.Dampening = 0.8, 0.8 },
	// Adam that forgets at once and divides by the size alone.
	"sign": func(m *optim.GroupedNewton) { m.Adam = &optim.Adam{Beta1: 1e-300, Beta2: 1e-300, Epsilon: 1e-300} },
	"adam": func(m *optim.GroupedNewton) { m.Adam = &optim.Adam{} },
}

func grouped(o options) *optim.GroupedNewton {
	m := &optim.GroupedNewton{Rate: damping, Lambda: o.lambda}
	directions[o.direction](m)
	return m
}
