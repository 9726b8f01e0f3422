package panel

import "github.com/cauchy-newton/playground/demos"

// Lengths in logical pixels.
const (
	bar      = 52   // height of the row of buttons
	foot     = 26   // height of the line of keys
	column   = 248  // width of the controls
	wide     = 1000 // width of a window from which the controls find room
	rowMost  = 50   // height of a control
	rowLeast = 32
	gap      = 8
)

// sheet is where things lie.
type sheet struct {
	buttons  [actions]demos.Box
	column   demos.Box
	controls []demos.Box // empty boxes where there is no room
	scene    demos.Box
	foot     demos.Box
}

// lay divides w×h; widths are those of the buttons, 0 for one that is left out.
func (s *sheet) lay(w, h float64, widths [actions]float64, controls int) {
	x := float64(gap)
	for i, width := range widths {
		s.buttons[i] = demos.Box{}
		if width == 0 || x+width > w-gap && Action(i) == Turn {
			continue // it means nothing here, or there is no room for a title
		}
		s.buttons[i] = demos.Box{X: x, Y: gap, W: width, H: bar - 2*gap}
		x += width + gap
	}
	s.foot = demos.Box{Y: h - foot, W: w, H: foot}
	s.scene = demos.Box{Y: bar, W: w, H: max(h-bar-foot, 1)}
	s.column = demos.Box{}
	if len(s.controls) != controls {
		s.controls = make([]demos.Box, controls)
	}
	clear(s.controls)
	if w < wide || controls == 0 {
		return
	}
	s.scene.W = w - column
	s.column = demos.Box{X: s.scene.W, Y: bar, W: column, H: s.scene.H}
	row := min(max(s.column.H/float64(controls), rowLeast), rowMost)
	for i := range s.controls {
		b := demos.Box{X: s.column.X + 2*gap, Y: s.column.Y + row*float64(i), W: column - 4*gap, H: row}
		if b.Y+b.H <= s.column.Y+s.column.H {
			s.controls[i] = b
		}
	}
}

// under returns the button or control at q, or nil.
func (s *sheet) under(q demos.Point) *demos.Box {
	for i := range s.buttons {
		if s.buttons[i].Holds(q) {
			return &s.buttons[i]
		}
	}
	for i := range s.controls {
		if s.controls[i].Holds(q) {
			return &s.controls[i]
		}
	}
	return nil
}

// lit is what is highlighted below the pointer.
func (s *sheet) lit(p demos.Pointer) *demos.Box {
	if !p.Inside {
		return nil
	}
	return s.under(p.Point)
}
