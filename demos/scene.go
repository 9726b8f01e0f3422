package demos

// Pointer is where the visitor points. Inside is false when nobody does.
type Pointer struct {
	Point
	Inside, Down bool
}

// Theme holds the colours of a scene; Light and Dark are the two there are.
type Theme struct {
	Dark                               bool
	Back, Card, Line, Cell, Text, Soft Color
	Accent                             Color
	Groups                             []Color // one per group, the same everywhere, repeated when there are more groups
}

// Scene is one live picture. The shell calls Update about 60 times a second
// and Draw only when Update returned true (or the size changed).
type Scene interface {
	// Controls declares what can be set; the shells render them.
	Controls() []Control
	// Receive takes one message from the engine (a link.Event as JSON).
	Receive(event []byte) error
	// Update takes the pointer and the theme; it reports whether the picture changed.
	Update(p Pointer, t *Theme) (changed bool)
	Draw(c Canvas)
	// Alt is the picture in words and numbers for a screen reader.
	Alt() string
}

// Kind is the kind of a control.
type Kind string

const (
	Slider Kind = "slider" // a number from Min to Max, logarithmic if Log
	Choice Kind = "choice" // one of Options
	Number Kind = "number" // a whole number from Min to Max
	Text   Kind = "text"   // free text that matches Pattern
	Toggle Kind = "toggle" // "true" or "false"
)

// Option is one value of a Choice.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Control declares one thing that the visitor can set. Its Name is the JSON
// name of the field of train.Config and the key in the URL.
type Control struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"` // may hold a symbol: "λ₁, damping"
	Kind    Kind     `json:"kind"`
	Default string   `json:"default"` // as text, the way the URL holds it
	Options []Option `json:"options,omitempty"`
	Min     float64  `json:"min,omitempty"`
	Max     float64  `json:"max,omitempty"`
	Step    float64  `json:"step,omitempty"`
	Log     bool     `json:"log,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Pattern string   `json:"pattern,omitempty"`
	Help    string   `json:"help"`
	Group   string   `json:"group"`             // "network", "method", "data": the headings
	Restart bool     `json:"restart,omitempty"` // a change starts the run anew (network, seed)
}
