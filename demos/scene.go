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

// Grabber is a scene in which things are dragged.
type Grabber interface {
	// Grabs reports whether what lay below the pointer in the last Update can be
	// dragged: a finger there drags it and does not scroll the page.
	Grabs() bool
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
