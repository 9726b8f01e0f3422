package session

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// gaze is what the visitor looks at, below the race. It costs only then, and it
// costs the lane nothing.
type gaze struct {
	lane       int
	what, with string
	stale      bool // it has to be computed anew

	pull func() (*train.Spectrum, error, bool) // the Lanczos under way
	stop func()
	step int // where it was begun
}

// lanczosSteps give the ends of the spectrum to some digits and its bulk as a
// sketch; one product each.
const lanczosSteps = 40

// due tells whether there is something to compute.
func (g *gaze) due() bool { return g.stale || g.pull != nil }

// close ends what is under way; it will be computed anew.
func (g *gaze) close() {
	if g.stop != nil {
		g.stop()
	}
	g.pull, g.stop = nil, nil
	g.stale = g.costly()
}

// glances are what a panel needs beyond the frames, for each of link.Panels; nil
// where they bring all. What they return is nil where there is nothing to see, or
// not yet.
var glances = map[string]func(*Session, *train.Run) (*link.Seen, error){
	"method":  nil,
	"promise": nil,
	"spectrum": func(s *Session, run *train.Run) (*link.Seen, error) {
		s.gaze.pull, s.gaze.stop = iter.Pull2(run.Spectrum(lanczosSteps))
		s.gaze.step = run.Steps()
		return nil, nil
	},
	"data": func(s *Session, _ *train.Run) (*link.Seen, error) {
		if surface := s.surface(s.gaze.lane); surface != nil {
			return &link.Seen{Surface: surface}, nil
		}
		return nil, nil
	},
	"origins": func(_ *Session, run *train.Run) (*link.Seen, error) {
		v, err := run.View("")
		if err != nil {
			return nil, err
		}
		return &link.Seen{Views: []link.View{view(v, true)}}, nil
	},
	"compare": func(s *Session, run *train.Run) (*link.Seen, error) {
		own, err := run.View("")
		if err != nil {
			return nil, err
		}
		other, err := run.View(s.gaze.with)
		if err != nil {
			return nil, err
		}
		return &link.Seen{Views: []link.View{view(own, false), view(other, false)}}, nil
	},
}

// costly tells whether the panel needs more than the frames bring.
func (g *gaze) costly() bool { return glances[g.what] != nil }

// notice follows the frames: with each look at the test set the panel is made
// anew, the spectrum when the one before is done.
func (g *gaze) notice(lane int, f *link.Frame) {
	if lane == g.lane && f.Step%train.ExamEvery == 0 && g.pull == nil {
		g.stale = g.costly()
	}
}

// look takes what the visitor wants to see below the race.
func (s *Session) look(c link.Command) ([]link.Event, error) {
	what, with, axis := c.What, c.With, c.Axis
	if what == "" {
		what = link.Panels[0]
	}
	if axis == "" {
		axis = link.Axes[0]
	}
	if !slices.Contains(link.Panels, what) {
		return nil, fmt.Errorf("link: look: %.40q is none of %s", what, strings.Join(link.Panels, ", "))
	}
	if !slices.Contains(link.Axes, axis) {
		return nil, fmt.Errorf("link: look: %.40q is none of %s", axis, strings.Join(link.Axes, ", "))
	}
	if with == "" {
		with = "trivial"
	}
	if what == "compare" {
		if err := s.lanes[c.Lane].run.CheckPartition(with); err != nil {
			wrong := failure(0, err)
			return nil, &train.FieldError{Field: "with", Message: wrong.Message}
		}
	}
	s.gaze.lane, s.gaze.what, s.gaze.with = c.Lane, what, with
	s.gaze.close()
	return []link.Event{{Is: link.IsLooking, ID: c.ID, Lane: c.Lane, What: what, With: with, Axis: axis}}, nil
}

// glance does one piece of what is due: one product of the spectrum, or all of
// another panel.
func (s *Session) glance() ([]link.Event, bool) {
	g := &s.gaze
	if !g.due() || g.lane >= len(s.lanes) {
		g.stale = false
		return nil, false
	}
	run := s.lanes[g.lane].run
	seen := link.Event{Is: link.IsSeen, Lane: g.lane, What: g.what, Step: run.Steps()}
	if g.pull == nil {
		g.stale = false
		what, err := glances[g.what](s, run)
		if err != nil {
			return []link.Event{failure(0, err)}, true
		}
		if what == nil {
			return nil, true
		}
		seen.Seen = what
		return []link.Event{seen}, true
	}
	spectrum, err, more := g.pull()
	if more && err == nil && spectrum == nil {
		return nil, true
	}
	g.stop()
	g.pull, g.stop = nil, nil
	if err != nil || !more {
		return []link.Event{failure(0, fmt.Errorf("link: look: the Hessian has no finite spectrum here"))}, true
	}
	seen.Step = g.step
	seen.Seen = &link.Seen{Spectrum: &link.Spectrum{
		Values: numbers(spectrum.Values), Weights: numbers(spectrum.Weights), Errors: numbers(spectrum.Errors),
		Hbar: numbers(spectrum.Hbar), Samples: spectrum.Samples,
	}}
	return []link.Event{seen}, true
}

// view turns the engine's view into the link's.
func view(v *train.View, origins bool) link.View {
	out := link.View{
		Partition: v.Partition, Groups: v.Names, Roles: v.Roles,
		Gbar: numbers(v.Gbar), Hbar: numbers(v.Hbar), D: numbers(v.D), Newton: numbers(v.Eta),
		Case: v.Status.String(), Change: frame.Number(v.Change), Work: frame.Number(v.Work),
	}
	if origins {
		for _, o := range v.Origins {
			out.Origins = append(out.Origins, link.Origin{Kind: string(o.Kind), Name: o.Name, Hbar: numbers(o.Hbar)})
		}
	}
	return out
}

func numbers(src []float64) []frame.Number {
	out := make([]frame.Number, len(src))
	for i, v := range src {
		out[i] = frame.Number(v)
	}
	return out
}

const (
	// surfaceSide² places show a boundary that is smooth to the eye once the
	// picture smooths between them.
	surfaceSide = 64
	// maxSurface bounds the products of a surface.
	maxSurface = 1e9
)

// surface returns what the network answers over the plane; nil for data that do
// not lie in one, or a network too large to be asked so often.
func (s *Session) surface(lane int) *link.Surface {
	run := s.lanes[lane].run
	if s.sets.train.Width() != 2 || run.LossProducts()*surfaceSide*surfaceSide > maxSurface {
		return nil
	}
	f := &link.Surface{Columns: surfaceSide, Rows: surfaceSide}
	f.Left, f.Right, f.Bottom, f.Top = s.sets.extent()
	x := make([]float64, 0, 2*surfaceSide*surfaceSide)
	for j := range surfaceSide {
		for i := range surfaceSide {
			x = append(x,
				f.Left+(f.Right-f.Left)*(float64(i)+0.5)/surfaceSide,
				f.Top+(f.Bottom-f.Top)*(float64(j)+0.5)/surfaceSide)
		}
	}
	outputs := s.sets.train.Outputs()
	answers := make([]float64, surfaceSide*surfaceSide*outputs)
	run.Answers(answers, x)
	for k := range surfaceSide * surfaceSide {
		row := answers[k*outputs:][:outputs]
		if s.sets.train.Classes == 0 {
			f.Values = append(f.Values, frame.Number(row[0]))
			continue
		}
		best := slices.Index(row, slices.Max(row))
		f.Classes = append(f.Classes, byte(min(max(best, 0), 255)))
		f.Sure = append(f.Sure, byte(math.Round(255*math.Max(0, math.Min(1, row[max(best, 0)])))))
	}
	return f
}

// extent is the box around the shown points, with a margin.
func (s *sets) extent() (left, right, bottom, top float64) {
	p := s.points()
	left, right, bottom, top = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for i := range p.X {
		left, right = min(left, float64(p.X[i])), max(right, float64(p.X[i]))
		bottom, top = min(bottom, float64(p.Y[i])), max(top, float64(p.Y[i]))
	}
	dx, dy := max(right-left, 1e-9)*0.08, max(top-bottom, 1e-9)*0.08
	return left - dx, right + dx, bottom - dy, top + dy
}
