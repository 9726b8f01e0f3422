package ebitenui

import (
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"github.com/cauchy-newton/playground/demos"
)

// State is the input of one tick.
type State struct {
	Pointer demos.Pointer
	Keys    []ebiten.Key // pressed in this tick
	Letters []rune       // typed in this tick
	Wheel   float64      // lines scrolled; upwards is positive
}

// View is the area of the picture: W by H logical pixels of Scale pixels each.
type View struct{ W, H, Scale float64 }

// Input is a source of input.
type Input interface {
	// Read overwrites s, once a tick.
	Read(s *State, v View)
}

// Device reads mouse, touch screen and keyboard through Ebiten.
type Device struct {
	touches []ebiten.TouchID
}

var _ Input = (*Device)(nil)

// Read reads the first finger, or else the mouse. A click that begins and ends within
// a tick is Down for this tick.
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
