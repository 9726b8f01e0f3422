package demos

import "github.com/cauchy-newton/playground/engine/frame"

// Lesson is a scene that computes by itself and can be asked. What it shows is a
// function of the values of its controls alone: a link that holds them restores
// it to the last bit, undo is setting the values before, and one step more is
// the control "step" set one higher. Where there is such a control, the shells
// offer play, step and reset; where there is a control "seed", a new seed.
type Lesson interface {
	Scene
	Taught
	// Set changes some values; the lesson has computed when Set returns. After an
	// error (a *ValueError where one value is to blame) nothing has changed.
	Set(changes Values) error
	// State returns all values; what the visitor dragged on the canvas is among them.
	State() Values
}

// Stepper is a Lesson whose steps have parts: it knows what one step more sets.
type Stepper interface {
	Lesson
	// Next returns the values to set for one part of a step more; none at the end.
	Next() Values
}

// Taught is what text around a scene can be bound to.
type Taught interface {
	// Figures returns the numbers that the text may name, in the order of a legend.
	Figures() []Figure
	// Tables returns the picture as tables, for a screen reader and for CSV.
	Tables() []Table
	// Light shows the part of the picture that a symbol stands for; "" is none.
	Light(symbol string)
	// Lit returns the symbol of the part below the pointer; "" is none.
	Lit() string
	// Check judges the exercise, for an answer with a value for each of Questions.
	Check(answer Values) Verdict
	// Questions declares what has to be typed or chosen for the exercise; none
	// when the state of the scene is the answer.
	Questions() []Control
}

// Figure is a number that a formula speaks of.
type Figure struct {
	Symbol string       `json:"symbol"` // what \sym{…} names in the text: "eta", "Hbar"
	Sign   string       `json:"sign"`   // how it is written in plain text: "η", "H̄₁₂"
	Label  string       `json:"label"`  // what it is: "step size"
	Value  frame.Number `json:"value"`  // NaN when there is none (travels as null)
	Words  string       `json:"words"`  // in place of a number: "unbounded", "3 × 3"
	Place  int          `json:"place"`  // of its colour in Theme.Groups; negative has none
}

// In returns the figure in the colour of that place.
func (f Figure) In(place int) Figure {
	f.Place = place
	return f
}

// Table is a picture in numbers.
type Table struct {
	Title string           `json:"title"`
	Rows  []string         `json:"rows"` // names of the rows; none when only the columns have names
	Cols  []string         `json:"cols"`
	Cells [][]frame.Number `json:"cells"`
}

// Add appends a row.
func (t *Table) Add(values ...float64) {
	row := make([]frame.Number, len(values))
	for i, v := range values {
		row[i] = frame.Number(v)
	}
	t.Cells = append(t.Cells, row)
}

// Verdict is what an answer is told.
type Verdict struct {
	Right bool   `json:"right"`
	Words string `json:"words"` // the reason after a right answer, a hint after a wrong one
}
