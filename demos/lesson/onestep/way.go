package onestep

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// most is the number of steps that can be taken.
const most = 40

// parse reads the step sizes of a path.
func parse(path string) (sizes []float64, err error) {
	for _, word := range strings.Fields(path) {
		eta, err := strconv.ParseFloat(word, 64)
		if err != nil || !(eta > 0) || math.IsInf(eta, 0) {
			return nil, fmt.Errorf("“%.20s” is no step size: the path is a positive number for each step, with blanks between them", word)
		}
		sizes = append(sizes, eta)
	}
	if len(sizes) > most {
		return nil, fmt.Errorf("there are %d step sizes, and at most %d steps", len(sizes), most)
	}
	return sizes, nil
}

// path writes the sizes of the first n steps and then more. Without more, Cauchy's at
// the end are left out: a step without a size in the path is Cauchy's.
func (s *Scene) path(n int, more ...float64) string {
	for len(more) == 0 && n > 0 && s.way[n-1].eta == s.way[n-1].best {
		n--
	}
	var words []string
	for _, w := range s.way[:n] {
		words = append(words, strconv.FormatFloat(w.eta, 'g', -1, 64))
	}
	for _, eta := range more {
		words = append(words, strconv.FormatFloat(eta, 'g', -1, 64))
	}
	return strings.Join(words, " ")
}

// walk takes n steps from a place: of the given sizes, then Cauchy's. It ends before a
// step that cannot be taken, and returns the place of the next one.
func (s *Scene) walk(way []step, from plot.XY, n int, sizes []float64) (taken []step, next step) {
	here := s.look(from)
	for k := 0; k < n; k++ {
		eta := here.best
		if k < len(sizes) {
			eta = sizes[k]
		}
		if s.aim(&here, eta); !here.lands() {
			break
		}
		way = append(way, here)
		here = s.look(here.end)
	}
	return way, here
}

// chosen is the size of the step from a place after k others, by the values: that of the
// path, Cauchy's, or η.
func (s *Scene) chosen(v demos.Values, k int, best float64) float64 {
	switch {
	case k < len(s.sizes):
		return s.sizes[k]
	case v["rule"] == "cauchy" && best > 0:
		return best
	}
	return v.Number("eta")
}

// byCauchy reports whether the aimed step is Cauchy's because it is always his.
func (s *Scene) byCauchy() bool {
	return len(s.way) >= len(s.sizes) && s.v["rule"] == "cauchy" && s.now.best > 0
}

// settledAt is the part of what has been won that another step must promise.
const settledAt = 1e-4

// settled reports whether a run has arrived: Cauchy's next step would win next to
// nothing.
func (s *Scene) settled() bool {
	now := &s.now
	return len(s.way) > 0 && now.best > 0 && now.gbar*now.best/2 <= settledAt*(s.way[0].loss-now.loss)
}

// Next implements demos.Stepper: the aimed step is taken. If the reader chose its size,
// the next one is as large a share of Cauchy's.
func (s *Scene) Next() demos.Values {
	k, now := len(s.way), &s.now
	if k >= most || !now.lands() || s.settled() {
		return nil
	}
	v := demos.Values{"step": strconv.Itoa(k + 1)}
	if k < len(s.sizes) || s.byCauchy() {
		return v
	}
	v["path"] = s.path(k, now.eta)
	v["rule"], v["eta"] = s.v["rule"], s.v["eta"]
	if then := s.look(now.end); now.best > 0 && then.best > 0 {
		v["eta"] = s.near("eta", now.eta/now.best*then.best)
	}
	return v
}

// near writes a number as its control takes it from a hand.
func (s *Scene) near(name string, x float64) string {
	for _, c := range s.Controls() {
		if c.Name == name {
			x = c.Near(x)
		}
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// start is where the way begins.
func (s *Scene) start() plot.XY { return s.first().start }
