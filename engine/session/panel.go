package session

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// panel is the picture below the race. It is computed only while it is shown, and
// the lane is not charged for it.
type panel struct {
	lane       int
	what, with string
	stale      bool // it has to be computed anew

	pull func() (*train.Spectrum, error, bool) // the Lanczos iteration under way
	stop func()
	step int // where it began
}

// lanczosSteps give the ends of the spectrum to some digits and its bulk as a
// sketch; one product each.
const lanczosSteps = 40

// due tells whether there is something to compute.
func (p *panel) due() bool { return p.stale || p.pull != nil }

// close ends the iteration under way; the panel is computed anew afterwards.
func (p *panel) close() {
	if p.stop != nil {
		p.stop()
	}
	p.pull, p.stop = nil, nil
	p.stale = p.computed()
}

// panels compute what a panel shows beyond the frames, for each of link.Panels; nil
// where the frames are enough. They return nil where there is nothing to show, or
// not yet.
var panels = map[string]func(*Session, *train.Run) (*link.Seen, error){
	"method":  nil,
	"promise": nil,
	"race":    nil,
	"spectrum": func(s *Session, run *train.Run) (*link.Seen, error) {
		s.panel.pull, s.panel.stop = iter.Pull2(run.Spectrum(lanczosSteps))
		s.panel.step = run.Steps()
		return nil, nil
	},
	"data": func(s *Session, _ *train.Run) (*link.Seen, error) {
		if surface := s.surface(s.panel.lane); surface != nil {
			return &link.Seen{Surface: surface}, nil
		}
		return nil, nil
	},
	"origins": func(_ *Session, run *train.Run) (*link.Seen, error) { return views(run, true, "") },
	"compare": func(s *Session, run *train.Run) (*link.Seen, error) { return views(run, false, "", s.panel.with) },
}

// computed tells whether the panel needs more than the frames bring.
func (p *panel) computed() bool { return panels[p.what] != nil }

// follow marks the panel as stale with each frame that measures the test set, but
// lets a spectrum under way finish.
func (p *panel) follow(lane int, f *link.Frame) {
	if lane == p.lane && f.Step%train.ExamEvery == 0 && p.pull == nil {
		p.stale = p.computed()
	}
}

// look chooses the panel below the race.
func (s *Session) look(c link.Command) ([]link.Event, error) {
	what, with, axis := cmp.Or(c.What, link.Panels[0]), cmp.Or(c.With, "trivial"), cmp.Or(c.Axis, link.Axes[0])
	if !slices.Contains(link.Panels, what) {
		return nil, fmt.Errorf("link: look: %.40q is none of %s", what, strings.Join(link.Panels, ", "))
	}
	if !slices.Contains(link.Axes, axis) {
		return nil, fmt.Errorf("link: look: %.40q is none of %s", axis, strings.Join(link.Axes, ", "))
	}
	if what == "compare" {
		if err := s.lanes[c.Lane].run.CheckPartition(with); err != nil {
			return nil, &train.FieldError{Field: "with", Message: failure(0, err).Message}
		}
	}
	s.panel.lane, s.panel.what, s.panel.with = c.Lane, what, with
	s.panel.close()
	return []link.Event{{Is: link.IsLooking, ID: c.ID, Lane: c.Lane, What: what, With: with, Axis: axis}}, nil
}

// refresh computes one product of the spectrum, or all of another panel, and tells
// whether there was something to compute.
func (s *Session) refresh() ([]link.Event, bool) {
	p := &s.panel
	if !p.due() || p.lane >= len(s.lanes) {
		p.stale = false
		return nil, false
	}
	run := s.lanes[p.lane].run
	seen := link.Event{Is: link.IsSeen, Lane: p.lane, What: p.what, Step: run.Steps()}
	var err error
	if p.pull == nil {
		p.stale = false
		seen.Seen, err = panels[p.what](s, run)
	} else {
		spectrum, failed, more := p.pull()
		if more && failed == nil && spectrum == nil {
			return nil, true
		}
		p.stop()
		p.pull, p.stop = nil, nil
		if failed != nil || !more {
			err = errors.New("link: look: the Hessian has no finite spectrum here")
		} else {
			seen.Step = p.step
			seen.Seen = &link.Seen{Spectrum: &link.Spectrum{
				Values: numbers(spectrum.Values), Weights: numbers(spectrum.Weights), Errors: numbers(spectrum.Errors),
				Hbar: numbers(spectrum.Hbar), Samples: spectrum.Samples,
			}}
		}
	}
	switch {
	case err != nil:
		return []link.Event{failure(0, err)}, true
	case seen.Seen == nil:
		return nil, true
	}
	return []link.Event{seen}, true
}

// views returns the summary through each of the partitions; "" is the run's own.
func views(run *train.Run, origins bool, partitions ...string) (*link.Seen, error) {
	seen := &link.Seen{}
	for _, text := range partitions {
		v, err := run.View(text)
		if err != nil {
			return nil, err
		}
		seen.Views = append(seen.Views, view(v, origins))
	}
	return seen, nil
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
	// surfaceSide² points show a smooth boundary once the picture interpolates
	// between them.
	surfaceSide = 64
	// maxSurface bounds the products of a surface.
	maxSurface = 1e9
)

// surface returns the network's answers over the plane; nil for data of another
// dimension, or a network too large to evaluate so often.
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
