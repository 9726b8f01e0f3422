package demos

import "github.com/cauchy-newton/playground/engine/frame"

// Lesson is a scene that computes everything itself, without an engine. What it
// shows depends only on the values of its controls: a link with these values
// restores it to the last bit, undo sets the previous values, and a step raises
// the control "step" by one. For a lesson with that control the shells offer play,
// step and reset; for one with a control "seed", a new seed.
type Lesson interface {
	Scene
	Taught
	// Set changes some values and computes what depends on them. After an error (a
	// *ValueError if a single value is wrong) nothing has changed.
	Set(changes Values) error
	// State returns all values, those that were changed by dragging included.
	State() Values
	// States returns the states of its story in their order; none if its text has
	// no story.
	States() []State
	// Big returns the big number of the picture with its unit, such as "82 steps"; "" if
	// it has none.
	Big() string
	// Moving reports whether the picture is gliding to what the values say. Update
	// moves it on, by one tick of 60 a second.
	Moving() bool
	// Settle ends the glide: the picture is that of the values.
	Settle()
	// Twins returns what can be pressed or moved in the picture drawn last, in
	// reading order, for those who use the keyboard.
	Twins() []Twin
	// Focus explains the twin of that name as if the pointer were on it; "" is none.
	Focus(twin string)
	// Press returns what a key sets at the twin of that name: "enter", "left",
	// "right", "up" or "down"; nothing if the key or the name means nothing.
	Press(twin, key string) Values
}

// State is one picture of a lesson's story. A section of the text is headed by
// its slug, and entering the section enters the state.
type State struct {
	Slug   string
	Values Values   // what it sets; all other values stay as they are
	Plays  []Values // what is set before that, one a second
	Run    bool     // after Values, steps are played to the end
}

// Twin is a part of the picture that the pointer can press or move.
type Twin struct {
	Name  string `json:"name"`
	Label string `json:"label"` // what a screen reader says: "cut between θ₁ and θ₂"
	Moves bool   `json:"moves"` // by the arrow keys; otherwise Enter presses it
	Box   Box    `json:"box"`   // in the picture drawn last
}

// Renamed is a Lesson that had other controls in older links.
type Renamed interface {
	// Renamed returns the values that an old name and value stand for; none if the
	// name is no old one.
	Renamed(name, value string) (Values, error)
}

// Stepper is a Lesson whose steps have parts.
type Stepper interface {
	Lesson
	// Next returns the values to set for the next part of a step; none at the end.
	Next() Values
}

// Taught is a scene that the text around it refers to.
type Taught interface {
	// Figures returns the numbers that the text may name, in the order of a legend.
	Figures() []Figure
	// Tables returns the picture as tables, for a screen reader and for CSV.
	Tables() []Table
	// Light highlights the part of the picture that a symbol stands for; "" is none.
	Light(symbol string)
	// Lit returns the symbol of the part below the pointer; "" is none.
	Lit() string
	// Check judges the exercise, for an answer with a value for each of Questions.
	Check(answer Values) Verdict
	// Questions declares what the visitor must type or choose in the exercise; none
	// if the state of the scene is the answer.
	Questions() []Control
}

// Figure is a number that has a symbol in the text.
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

// Verdict is the judgement of an answer.
type Verdict struct {
	Right bool   `json:"right"`
	Words string `json:"words"` // the reason after a right answer, a hint after a wrong one
}
