package runs

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// story reports whether the scene has the pictures of the lesson's story.
func (s *Scene) story() bool { return s.wall != nil }

// staged reports whether the picture is one of the lesson's story: the wall of digits,
// with the race below it or without, or the step sizes. Of other data, and below another
// view, the lesson has the lab's picture.
func (s *Scene) staged() bool {
	switch {
	case !s.story():
		return false
	case s.what == "method":
		l := s.chosen()
		return l != nil && len(l.groups) <= mostBars
	case s.what == "data", s.what == "race":
		return s.chosen() == nil || s.data != nil && s.data.Classes > 0 && s.data.Points == nil && len(s.data.Shape) == 3
	}
	return false
}

// stage lays the story's picture out on a canvas of w×h.
func (s *Scene) stage(w, h float64) (l layout) {
	l.narrow = w < narrow
	pad := plot.Margin(w)
	hero := demos.Box{W: w, H: h}
	if s.what == "method" {
		l.scales = hero.Inset(pad, pad, pad, pad)
		return l
	}
	if s.what == "race" {
		at := plot.Arrange(w, h, max(0.38*h, 150))
		hero, l.race = at.Hero, at.Strips[0]
		if at.Beside {
			l.race.Y, l.race.H = pad, h-1.5*pad
		} else {
			l.race.H -= pad / 2
		}
	}
	in := hero.Inset(pad, pad, pad, pad/2)
	if w < 560 { // the desk above the wall
		l.desk = in
		l.desk.H = max(84, min(0.3*in.H, 140))
		l.wall = in.Inset(0, l.desk.H+8, 0, 0)
		return l
	}
	side := min(in.H, 0.66*in.W)
	l.wall = demos.Box{X: in.X, Y: in.Y + (in.H-side)/2, W: side, H: side}
	l.desk = in.Inset(l.wall.W+pad, 0, 0, 0)
	return l
}
