package runs

import (
	"fmt"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/link"
)

// Big implements client.Staged.
func (s *Scene) Big() string {
	if l := s.chosen(); s.staged() && l != nil && s.what != "method" {
		return fmt.Sprintf("%d of %d read right", len(l.answers)-l.wrong(), len(l.answers))
	} else if s.staged() && l != nil && s.scales.apart(l) != "" {
		return s.scales.apart(l) + " times from the shortest step to the longest"
	}
	return ""
}

// Still implements client.Staged.
func (s *Scene) Still(on bool) {
	if s.still = on; on {
		s.Settle()
	}
}

// Twins implements client.Staged: the digits that are read wrong, one after the other,
// the button below the pad, and the lanes of the race.
func (s *Scene) Twins() (twins []demos.Twin) {
	l := s.chosen()
	if !s.staged() || l == nil || !s.drawn {
		return nil
	}
	if s.layout.wall.W > 0 && l.wrong() > 0 {
		twin := demos.Twin{Name: "digit", Label: "a digit that is read wrong: the arrow keys go to the next", Moves: true, Box: s.wall.box}
		if i := s.picked(); i >= 0 {
			a := l.answers[i]
			twin.Label, twin.Box = fmt.Sprintf("a %d, read as %d: the arrow keys go to the next that is wrong", a.Label, a.Guess), s.wall.tile(i)
		}
		twins = append(twins, twin)
	}
	if s.layout.desk.W > 0 && !s.sketch.pad.Empty() {
		twins = append(twins, demos.Twin{Name: "wipe", Label: "wipe the drawing", Box: s.sketch.wipe})
	}
	if s.layout.race.W > 0 {
		for _, k := range s.strip.ends {
			box := demos.Box{X: s.strip.names, Y: k.Y - 0.65*s.strip.size, W: s.strip.box.X + s.strip.box.W - s.strip.names, H: 1.3 * s.strip.size}
			twins = append(twins, demos.Twin{Name: "lane" + k.Text[:1], Label: "look at lane " + k.Text, Box: box})
		}
	}
	return twins
}

// Hit implements client.Staged.
func (s *Scene) Hit(twin, key string) {
	switch {
	case twin == "digit" && (key == "left" || key == "up"):
		s.pickWrong(true)
	case twin == "digit":
		s.pickWrong(false)
	case twin == "wipe" && key == "enter":
		s.sketch.clear(s)
	case key == "enter":
		for i := range s.lanes {
			if twin == "lane"+strconv.Itoa(i+1) {
				s.commands = append(s.commands, link.Command{Do: link.DoLook, Lane: i, What: s.what, With: s.with, Axis: s.axis})
			}
		}
	}
	s.dirty = true
}
