// Package frame defines the record of a step for screens, files and tests, without
// the engine that makes it.
package frame

// Frame is the record of one step of a run: plain data, owned by the receiver, that
// JSON preserves. NaN is written as null.
type Frame struct {
	Step      int      `json:"step"`              // 1 after the first step; 0 is the start, without a summary
	Epoch     float64  `json:"epoch"`             // passes over the training set so far
	Loss      Number   `json:"loss"`              // on the step's minibatch, before the step; NaN at step 0
	Fresh     bool     `json:"fresh"`             // this step computed a new summary
	TestLoss  Number   `json:"testLoss"`          // on the test set; the latest measured
	Accuracy  Number   `json:"accuracy"`          // on the test set, 0…1; the latest measured
	Groups    []string `json:"groups"`            // S names
	Roles     []string `json:"roles"`             // "weight", "bias" or "mixed" for each group
	Gbar      Numbers  `json:"gbar"`              // S
	Hbar      Numbers  `json:"hbar"`              // S×S row-major
	D         Numbers  `json:"D"`                 // S
	Newton    Numbers  `json:"newton"`            // S: the cubic step itself
	Eta       Numbers  `json:"eta"`               // S: the step sizes used
	R         Number   `json:"r"`                 // ‖Dη‖ of the cubic step
	Status    string   `json:"case"`              // interior, boundary, unregularised, zero gradient, unbounded, not finite
	Reason    string   `json:"reason"`            // in words, when no step was found
	Arrived   string   `json:"arrived,omitempty"` // in words, when the run has converged to double precision: it ends here
	Predicted Number   `json:"predicted"`         // change of the summary batch's loss that the model promises for the step taken
	Actual    Number   `json:"actual"`            // its true change
	Rate      Number   `json:"rate"`              // λ_1 in use
	Lambda    Number   `json:"lambda"`            // λ_int in use
	Digits    []Answer `json:"digits,omitempty"`  // the fixed row of test digits; present when the accuracy was measured anew
	Point     int      `json:"point,omitempty"`   // fingerprint of θ after the step, if it was asked for; else 0
}

// Answer is the network's answer to one test digit.
type Answer struct {
	Index int       `json:"index"` // in the test set
	Label int       `json:"label"`
	Guess int       `json:"guess"`
	Prob  []float64 `json:"prob"` // softmax over the classes; always finite
}
