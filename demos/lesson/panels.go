package lesson

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Follow is the Update of a scene that is made of panels: it highlights what is
// below the pointer.
func Follow[S any](d *Base, s S, panels *plot.Panels[S], p demos.Pointer, t *demos.Theme) bool {
	d.Watch(p, t)
	if panels.Follow(s, p) {
		d.Touch()
	}
	d.Point(panels.At.Symbol)
	return d.Stale()
}

// Paint is the Draw of such a scene after its layout: panels whose symbol is
// pale are faded.
func Paint[S any](d *Base, s S, panels *plot.Panels[S], c demos.Canvas, pale func(symbol string) bool) {
	c.Clear(d.Theme.Back)
	panels.Draw(c, s, func(symbol string, box demos.Box) {
		if pale(symbol) {
			c.FillRect(box.X, box.Y, box.W, box.H, d.Theme.Back.Fade(0.66))
		}
	})
	panels.Explain(c, s, d.Theme, d.Pointer.Point)
	d.Drawn()
}

// Wrong is the verdict on a wrong answer, with a hint.
func Wrong(hint string, args ...any) demos.Verdict {
	return demos.Verdict{Words: fmt.Sprintf(hint, args...)}
}
