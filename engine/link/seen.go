package link

import "github.com/cauchy-newton/playground/engine/frame"

// Seen is the content of a panel. No lane is charged for computing it.
type Seen struct {
	Views    []View    `json:"views,omitempty"`    // origins: one; compare: the run's own partition and the other
	Spectrum *Spectrum `json:"spectrum,omitempty"` // spectrum
	Surface  *Surface  `json:"surface,omitempty"`  // data, in the plane
}

// View is the summary at the present point for a partition.
type View struct {
	Partition string         `json:"partition"`
	Groups    []string       `json:"groups"`
	Roles     []string       `json:"roles"`
	Gbar      []frame.Number `json:"gbar"`
	Hbar      []frame.Number `json:"hbar"` // S×S row-major
	D         []frame.Number `json:"D"`
	Newton    []frame.Number `json:"newton"` // the full cubic step
	Case      string         `json:"case"`
	Change    frame.Number   `json:"change"` // of the loss that −ḡᵀη + ½ηᵀH̄η promises for it
	Work      frame.Number   `json:"work"`   // of one such summary, in gradient-equivalents
	Origins   []Origin       `json:"origins,omitempty"`
}

// Origin is a part of H̄; all parts sum to it.
type Origin struct {
	Kind string         `json:"kind"` // loss, activation, interaction, penalty
	Name string         `json:"name"`
	Hbar []frame.Number `json:"hbar"`
}

// Spectrum is the full Hessian's spectrum as Lanczos estimates it, and the
// eigenvalues of H̄ in unit directions.
type Spectrum struct {
	Values  []frame.Number `json:"values"`  // Ritz values, ascending
	Weights []frame.Number `json:"weights"` // in a random direction; they sum to 1
	Errors  []frame.Number `json:"errors"`
	Hbar    []frame.Number `json:"hbar"`
	Samples int            `json:"samples"`
}

// Surface holds the network's answers over the plane, row by row from the top.
type Surface struct {
	Columns int            `json:"columns"`
	Rows    int            `json:"rows"`
	Left    float64        `json:"left"`
	Right   float64        `json:"right"`
	Bottom  float64        `json:"bottom"`
	Top     float64        `json:"top"`
	Classes []byte         `json:"classes,omitempty"` // the likeliest class; base64 in JSON
	Sure    []byte         `json:"sure,omitempty"`    // its probability, 0…255
	Values  []frame.Number `json:"values,omitempty"`  // where there are no classes: the first output
}
