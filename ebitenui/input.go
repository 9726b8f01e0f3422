package ebitenui

import (
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"github.com/cauchy-newton/playground/demos"
)

// State is what the visitor does in one tick.
type State struct {
	Pointer demos.Pointer
	Keys    []ebiten.Key // that went down
	Letters []rune       // that were typed
	Wheel   float64      // lines that it was turned by; upwards is positive
}

// View is what the picture fills: W by H logical pixels of Scale pixels each.
type View struct{ W, H, Scale float64 }

// Input tells what the visitor does.
type Input interface {
	// Read overwrites s, once a tick.
	Read(s *State, v View)
}

// Device is the mouse, touch screen and keyboard as Ebiten reads them.
type Device struct {
	touches []ebiten.TouchID
}

var _ Input = (*Device)(nil)

// Read takes the first finger, or else the mouse. A click that began and ended
// within the tick is Down for this tick.
func (d *Device) Read(s *State, v View) {
	s.Keys = inpututil.AppendJustPressedKeys(s.Keys[:0])
	s.Letters = ebiten.AppendInputChars(s.Letters[:0])
	_, s.Wheel = ebiten.Wheel()
	var x, y int
	d.touches = ebiten.AppendTouchIDs(d.touches[:0])
	if len(d.touches) > 0 {
		x, y = ebiten.TouchPosition(d.touches[0])
		s.Pointer.Down = true
	} else {
		x, y = ebiten.CursorPosition()
		s.Pointer.Down = ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) ||
			inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft)
	}
	s.Pointer.Point = demos.Point{X: float64(x) / v.Scale, Y: float64(y) / v.Scale}
	s.Pointer.Inside = demos.Box{W: v.W, H: v.H}.Holds(s.Pointer.Point)
}
