package deep

import (
	"fmt"
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Update implements demos.Scene: the distance that is lit is dragged.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	pic := &s.picture
	if s.Watch(p, t); !pic.drawn {
		return s.Stale()
	}
	held := pic.drag.Held
	if _, at, moved := pic.drag.Update(p, []demos.Point{s.ringAt()}); moved {
		a := &pic.chart
		d := int(math.Round(max(0, min((at.X-a.Area.X)/a.Area.W, 1)) * float64(s.now.stages-1)))
		if d != s.now.distance {
			_ = s.Set(demos.Values{"distance": strconv.Itoa(d)}) // within the control's range
			s.Settle()
		}
	}
	if held != pic.drag.Held {
		s.Touch()
	}
	symbol := ""
	if p.Inside && pic.drag.Held == 0 {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.picture.drag.Hover > 0 }

// Twins implements demos.Lesson: the ring below the chart.
func (s *Scene) Twins() []demos.Twin {
	const catch = 22
	at := demos.Point{X: catch, Y: catch} // nothing is drawn yet
	if s.picture.drawn {
		at = s.ringAt()
	}
	lit := "all pairs"
	if d := s.now.distance; d > 0 {
		lit = fmt.Sprintf("pairs %s apart, which interact %s times as strongly as the mean of all", counted(d, "layer", s.now.partition), plot.Three(s.now.now.forth.relative(d)))
	}
	return []demos.Twin{{Name: "distance", Moves: true, Box: demos.Box{X: at.X - catch, Y: at.Y - catch, W: 2 * catch, H: 2 * catch}, Label: "what is lit: " + lit}}
}

// Press implements demos.Lesson.
func (s *Scene) Press(twin, key string) demos.Values {
	d := s.now.distance + map[string]int{"left": -1, "right": 1}[key]
	if twin != "distance" || d == s.now.distance || d < 0 || d >= s.now.stages {
		return nil
	}
	return demos.Values{"distance": strconv.Itoa(d)}
}

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	p, now := &s.picture, &s.now
	if !p.drawn {
		return "", nil
	}
	if row, column, ok := s.cell(at); ok {
		return [...]string{"Hbar", "Hinv"}[now.side], s.cellWords(now.order[row], now.order[column])
	}
	if !p.stage.Strips[0].Holds(at) {
		return "", nil
	}
	a := &p.chart
	return "d", s.distanceWords(int(math.Round(max(0, min((at.X-a.Area.X)/a.Area.W, 1)) * float64(now.stages-1))))
}

// cellWords explains the cell of groups i and j.
func (s *Scene) cellWords(i, j int) []string {
	now := &s.now
	n := len(now.groups)
	a, b := now.groups[i], now.groups[j]
	v := now.now.matrix(now.side)[i*n+j]
	unit := math.Sqrt(math.Abs(now.now.curve[i] * now.now.curve[j]))
	block := a.Role + "–" + b.Role
	if a.Role == "mixed" {
		block = "weights and biases together"
	}
	lines := []string{
		fmt.Sprintf("%s and %s: %s", a.Short, b.Short, plot.Exact(now.cloth[i*n+j])),
		fmt.Sprintf("%s, %s apart", block, counted(now.apart(i, j), "layer", now.partition)),
	}
	if now.side == back {
		return append(lines, "scaled to a diagonal of ±1; H̄⁻¹ₛₜ = "+plot.Exact(v/unit))
	}
	return append(lines, "H̄ₛₜ / √|H̄ₛₛ H̄ₜₜ|, where H̄ₛₜ = "+plot.Exact(v*unit))
}

// distanceWords explains the pairs at a distance.
func (s *Scene) distanceWords(d int) []string {
	now := &s.now
	lines := []string{signs[now.side] + ": " + counted(d, "layer", now.partition) + " apart"}
	for k, st := range [...]*state{now.begin, now.now} {
		when := [...]string{"start", fmt.Sprintf("step %d", now.step)}[k]
		r := st.reach(now.side)
		if r == nil {
			lines = append(lines, when+": "+st.noInverse)
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: %s times the mean of all, %s on average", when, plot.Exact(r.relative(d)), plot.Format(r.mean(d))))
	}
	return append(lines, fmt.Sprintf("%.0f entries", now.now.forth.pairs[d]))
}

// counted writes "3 layers" or, where chunks of layers are the groups, "3 chunks".
func counted(n int, word, partition string) string {
	if partition == "blocks:4" {
		word = "chunk"
	}
	return plot.Count(n, word, word+"s")
}
