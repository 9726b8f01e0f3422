package optim

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/summary"
)

// tape is a recorded run of the paper's authors' program. The files belong to
// ../exchange, where the networks themselves are trained again.
type tape struct {
	Name   string
	Batch  int `json:"batch_size"`
	Groups [][]string
	Input  struct{ Shape []int }
	Hyper  struct {
		Damping   float64
		Lambda    float64 `json:"damping_int"`
		Averaging float64 `json:"mom_lrs"`
		Period    int     `json:"period_hg"`
		Clip      bool    `json:"remove_negative"`
		ClipAtUse bool    `json:"maintain_true_lrs"`
		Summaries float64 `json:"movavg"`
	}
	Updater   struct{ Momentum, Dampening float64 }
	Scheduler *struct {
		Factor, Threshold float64
		Patience          int
		Target            string `json:"apply_to"`
	}
	Steps []tapeStep
}

type tapeStep struct {
	Loss    float64 `json:"loss_before"`
	Fresh   bool    `json:"hg_update"`
	Lr      []float64
	Damping float64
	Lambda  float64 `json:"damping_int"`
	H       [][]float64
	G       []float64
	Order3  []float64
	Found   bool
	Raw     []float64 `json:"eta_raw"`
	Ema     []float64 `json:"eta_ema"`
}

// options returns the options that reproduce the tape.
func (t *tape) options() *GroupedNewton {
	m := &GroupedNewton{
		Rate: t.Hyper.Damping, Lambda: t.Hyper.Lambda, Period: t.Hyper.Period,
		Momentum: t.Updater.Momentum, Dampening: t.Updater.Dampening,
		Averaging: t.Hyper.Averaging, SummaryAveraging: t.Hyper.Summaries,
		ZeroOnFailure: true,
	}
	switch {
	case t.Hyper.ClipAtUse:
		m.Clipping = ClipAtUse
	case t.Hyper.Clip:
		m.Clipping = ClipFirst
	}
	if s := t.Scheduler; s != nil {
		m.Plateau = &Plateau{Factor: s.Factor, Patience: s.Patience, Threshold: s.Threshold}
		m.PlateauPeriod = t.Input.Shape[0] / t.Batch
		if s.Target == "damping_int" {
			m.PlateauTarget = TargetLambda
		}
	}
	return m
}

// player is an Objective that plays a tape. The tape holds the averages over
// summaries; the player takes them apart again.
type player struct {
	*tape
	at, before int // steps of this summary and the one before
}

func (p *player) Gradient(dst, _ []float64) float64 { dst[0] = 1; return p.Steps[p.at].Loss }
func (p *player) SummaryLoss([]float64) float64     { return 0 }
func (p *player) Spread(dst, _, _ []float64)        { clear(dst) }
func (p *player) Len() int                          { return 1 }
func (p *player) Groups() int                       { return len(p.tape.Groups) }
func (p *player) Summarise(dst *summary.Summary, _, _ []float64) {
	now, last, old := p.Steps[p.at], p.Steps[p.before], p.Hyper.Summaries
	if p.at == 0 {
		old = 0
	}
	apart := func(dst, now, last []float64) {
		for i, v := range now {
			dst[i] = (v - old*last[i]) / (1 - old)
		}
	}
	apart(dst.Gbar, now.G, last.G)
	apart(dst.Order3, now.Order3, last.Order3)
	apart(dst.Hbar, slices.Concat(now.H...), slices.Concat(last.H...))
	p.before = p.at
}

// The step sizes of every recorded step follow from the recorded summaries.
func TestReplay(t *testing.T) {
	paths, _ := filepath.Glob("../exchange/testdata/traj_*.json")
	if len(paths) != 5 {
		t.Fatalf("%d tapes", len(paths))
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var tp tape
		if err := json.Unmarshal(raw, &tp); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		t.Run(tp.Name, func(t *testing.T) {
			m, p := tp.options(), &player{tape: &tp}
			var f Frame
			theta := []float64{0}
			for k, s := range tp.Steps {
				p.at = k
				if err := m.Step(&f, theta, p); err != nil {
					t.Fatal(err)
				}
				if f.Fresh != s.Fresh || f.Rate != s.Damping || f.Lambda != s.Lambda {
					t.Errorf("step %d: fresh %v, λ_1 %g, λ_int %g; want %v, %g, %g", k, f.Fresh, f.Rate, f.Lambda, s.Fresh, s.Damping, s.Lambda)
				}
				agree(t, k, "lr", f.Eta, s.Lr)
				if s.Fresh {
					if f.Status.Solved() != s.Found {
						t.Errorf("step %d: %v, the tape says found = %v", k, f.Status, s.Found)
					}
					agree(t, k, "η raw", f.Newton, s.Raw)
					agree(t, k, "η averaged", m.raw, s.Ema)
				}
			}
		})
	}
}

func agree(t *testing.T, k int, what string, got, want []float64) {
	t.Helper()
	size := 0.0
	for _, v := range want {
		size = max(size, math.Abs(v))
	}
	if len(got) != len(want) {
		t.Fatalf("step %d, %s: %v, want %v", k, what, got, want)
	}
	for i, v := range want {
		if !(math.Abs(got[i]-v) <= 1e-10*size) {
			t.Errorf("step %d, %s: %v, want %v", k, what, got, want)
			return
		}
	}
}
