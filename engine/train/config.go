// Package train runs a method on a model and a data set: the caller pulls one
// Frame a step.
package train

// Config describes a run completely: the same Config gives the same bits.
// Its JSON names are the names of the playground's controls and URL keys.
// The zero value of a field means its default (in brackets).
type Config struct {
	Data       string `json:"data"`       // "mnist" [mnist]
	Layers     string `json:"layers"`     // hidden and output widths behind the data's width, "32-16-10" [32-16-10]
	Activation string `json:"activation"` // tanh, sigmoid, relu, elu, softplus, identity [tanh]
	Loss       string `json:"loss"`       // cross-entropy, squared-error [cross-entropy]
	Seed       uint64 `json:"seed"`       // [1]

	Method       string  `json:"method"`       // grouped-newton, sgd, adam [grouped-newton]
	Partition    string  `json:"partition"`    // canonical, trivial, weights-biases, or custom text [canonical]
	Batch        int     `json:"batch"`        // B [100]
	SummaryBatch int     `json:"summaryBatch"` // B_hg [1000]
	Period       int     `json:"period"`       // τ [10]
	Rate         float64 `json:"rate"`         // λ_1 of grouped Newton, learning rate of SGD and Adam
	Lambda       float64 `json:"lambda"`       // λ_int [1]; negative switches the cubic term off
	Momentum     float64 `json:"momentum"`     // μ [0.9]
}

// Frame is one step of a run as a screen, a file or a test reads it: plain
// data, owned by the receiver, that survives a trip through JSON. NaN travels
// as null.
type Frame struct {
	Step      int      `json:"step"`  // 1 after the first step
	Epoch     float64  `json:"epoch"` // passes over the training set so far
	Loss      Number   `json:"loss"`  // on the step's minibatch, before the step
	Fresh     bool     `json:"fresh"` // this step computed a new summary
	TestLoss  Number   `json:"testLoss"`
	Accuracy  Number   `json:"accuracy"`         // on the test set, 0…1; the latest measured
	Groups    []string `json:"groups"`           // S names
	Roles     []string `json:"roles"`            // "weight", "bias" or "mixed" for each group
	Gbar      []Number `json:"gbar"`             // S
	Hbar      []Number `json:"hbar"`             // S×S row-major
	D         []Number `json:"D"`                // S
	Newton    []Number `json:"newton"`           // S: the cubic step itself
	Eta       []Number `json:"eta"`              // S: the step sizes used
	R         Number   `json:"r"`                // ‖Dη‖ of the cubic step
	Status    string   `json:"case"`             // interior, boundary, unregularised, zero gradient, unbounded, not finite
	Reason    string   `json:"reason"`           // in words, when something kept a step from being found
	Predicted Number   `json:"predicted"`        // change of the summary batch's loss that the model promises for the step taken
	Actual    Number   `json:"actual"`           // its true change
	Rate      Number   `json:"rate"`             // λ_1 in use
	Lambda    Number   `json:"lambda"`           // λ_int in use
	Digits    []Answer `json:"digits,omitempty"` // the fixed row of test digits; present when the accuracy was measured anew
}

// Answer is the network's opinion of one test digit.
type Answer struct {
	Index int       `json:"index"` // in the test set
	Label int       `json:"label"`
	Guess int       `json:"guess"`
	Prob  []float64 `json:"prob"` // softmax over the classes
}

// Number is a float64 that JSON can carry: NaN and ±Inf are written as null
// and read as NaN.
type Number float64
