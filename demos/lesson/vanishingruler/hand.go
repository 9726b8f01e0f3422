package vanishingruler

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// catch is the distance, in px, at which the ball is caught: its twin is 44 px wide.
const catch = 22

// stride is how far a key moves the ball.
const stride = 0.05

// ballAt is where the ball rests.
func (s *Scene) ballAt() demos.Point {
	p, w := &s.picture, &s.view
	q := p.axes.Point(s.part, 1+s.at(w.ruled)/w.value)
	q.Y = max(p.axes.Area.Y+9, min(q.Y, p.stage.Hero.Y+p.stage.Hero.H-9))
	return q
}

// Update implements demos.Scene: the ball is dragged, links of the chain are pressed.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	pic := &s.picture
	if s.Watch(p, t); !pic.drawn {
		return s.Stale()
	}
	held, down := pic.drag.Held, pic.down
	pic.down = p.Down
	if _, at, moved := pic.drag.Update(p, []demos.Point{s.ballAt()}); moved {
		a := pic.axes.Area
		s.Drag(map[string]float64{"t": max(0, min((at.X-a.X)/a.W, 1))})
	}
	if held != pic.drag.Held {
		s.Touch()
	}
	link := ""
	if p.Inside && pic.drag.Hover == 0 {
		link = s.linkAt(p.Point)
	}
	if p.Down && !down {
		pic.press = link
	} else if !p.Down && down && link != "" && link == pic.press {
		_ = s.Set(s.swap(link)) // to another option
		pic.press = ""
	}
	symbol := ""
	if p.Inside && pic.drag.Held == 0 {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool {
	return s.picture.drag.Hover > 0 || s.Pointer.Inside && s.linkAt(s.Pointer.Point) != ""
}

// linkAt returns the control that a press on the chain there changes.
func (s *Scene) linkAt(at demos.Point) string {
	for i, k := range s.view.chain() {
		if s.picture.chain.boxes[i].Holds(at) {
			return controlOf[k.symbol]
		}
	}
	return ""
}

// controlOf has what a press on a link changes, by the link's symbol: for a tensor, the
// partition.
var controlOf = map[string]string{"W1": "partition", "f": "activation", "W2": "partition", "head": "loss"}

// swap sets the next option of a control.
func (s *Scene) swap(control string) demos.Values {
	for _, c := range s.Controls() {
		if c.Name == control {
			i := slices.IndexFunc(c.Options, func(o demos.Option) bool { return o.Value == s.Value(control) })
			return demos.Values{control: c.Options[(i+1)%len(c.Options)].Value}
		}
	}
	return nil
}

// Twins implements demos.Lesson: the ball, and the links of the chain.
func (s *Scene) Twins() []demos.Twin {
	ball := demos.Point{X: catch, Y: catch} // nothing is drawn yet
	if s.picture.drawn {
		ball = s.ballAt()
	}
	w := &s.view
	twins := []demos.Twin{{Name: "ball", Moves: true, Box: demos.Box{X: ball.X - catch, Y: ball.Y - catch, W: 2 * catch, H: 2 * catch},
		Label: fmt.Sprintf("the ball, where the model says %s and the loss is %s", plot.Three(w.value+s.at(w.ruled)), plot.Three(w.value+s.at(w.truth)))}}
	for i, k := range w.chain() {
		if b := s.picture.chain.boxes[i]; b.W > 0 {
			label := fmt.Sprintf("swap the %s, now %s", controlOf[k.symbol], k.text)
			if k.tensor >= 0 {
				label = fmt.Sprintf("%s, in the group %s: another partition", tensors[k.tensor], w.names[w.owner[k.tensor]])
			}
			twins = append(twins, demos.Twin{Name: "link" + strconv.Itoa(i+1), Box: b, Label: label})
		}
	}
	return twins
}

// Press implements demos.Lesson: keys do what the pointer does.
func (s *Scene) Press(twin, key string) demos.Values {
	across := map[string]float64{"left": -1, "right": 1}[key]
	if twin == "ball" && across != 0 {
		to := math.Round(100*max(0, min(s.part+stride*across, 1))) / 100
		return demos.Values{"t": strconv.FormatFloat(to, 'g', -1, 64)}
	}
	for i, k := range s.view.chain() {
		if twin == "link"+strconv.Itoa(i+1) && key == "enter" {
			return s.swap(controlOf[k.symbol])
		}
	}
	return nil
}

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	p, w := &s.picture, &s.view
	if !p.drawn {
		return "", nil
	}
	if symbol, words = p.chain.under(s, at); words != nil {
		return symbol, words
	}
	for g, b := range p.rulers {
		if b.Holds(at) && g < len(w.d) {
			return "D", []string{"D of " + w.names[g] + ": " + plot.Exact(w.d[g]), w.why(g)}
		}
	}
	if a := p.axes.Area; !a.Holds(at) {
		return "", nil
	}
	part := max(0, min((at.X-p.axes.Area.X)/p.axes.Area.W, 1))
	i := int(math.Round(part * (points - 1)))
	y := p.axes.Value(at).Y
	symbol, least := "loss", math.Inf(1)
	for _, k := range [...]struct {
		name string
		ys   []float64
	}{{"loss", w.truth}, {"phi", w.ruled}, {"quadratic", w.plain}} {
		if d := math.Abs(1 + k.ys[i]/w.value - y); d < least {
			symbol, least = k.name, d
		}
	}
	if least > 0.08 {
		return "", nil
	}
	return symbol, []string{
		"t = " + plot.Three(w.ts[i]) + " along " + w.direction(),
		"true loss " + plot.Exact(w.value+w.truth[i]), "the model says " + plot.Exact(w.value+w.ruled[i]),
		"without the cubic term " + plot.Exact(w.value+w.plain[i]),
	}
}
