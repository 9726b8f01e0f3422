package demos

// Pointer is the mouse or a finger. Inside is false when it is not on the canvas.
type Pointer struct {
	Point
	Inside, Down bool
}

// Theme holds the colours of a scene. There are two: Light and Dark.
type Theme struct {
	Dark                               bool
	Back, Card, Line, Cell, Text, Soft Color
	Accent                             Color   // what to do
	Water                              Color   // the low ground of a landscape
	Groups                             []Color // one per group, the same in all scenes, repeated when there are more groups
}

// Grabber is a scene with things to drag.
type Grabber interface {
	// Grabs reports whether the thing below the pointer of the last Update can be
	// dragged: there, a finger drags it instead of scrolling the page.
	Grabs() bool
}

// Scene is one live picture. The shell calls Update about 60 times a second
// and Draw only when Update returned true (or the size changed).
type Scene interface {
	// Controls declares what can be set; the page and the window show it.
	Controls() []Control
	// Receive processes one message from the engine (a link.Event as JSON).
	Receive(event []byte) error
	// Update takes the pointer and the theme; it reports whether the picture changed.
	Update(p Pointer, t *Theme) (changed bool)
	Draw(c Canvas)
	// Alt describes the picture in words and numbers, for screen readers.
	Alt() string
}

// Bared is a scene that can leave out what stands below its hero and first strip.
type Bared interface{ Bare() }

// Carded is a scene that has an image to be known by, for a list of lessons or a
// link to one.
type Carded interface {
	// Card draws that image with the scene's own numbers: one thing, large, with no
	// text below a tenth of the height of c, which is some 400 px wide and nearly twice
	// as wide as high. It may set values of the scene.
	Card(c Canvas)
}
