package link_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
)

// post is what a slice tells: frames of S groups, each tenth with a new summary.
func post(groups, frames int) link.Event {
	rng := rand.New(rand.NewPCG(1, 0))
	draw := func(n int) []frame.Number {
		x := make([]frame.Number, n)
		for i := range x {
			x[i] = frame.Number(rng.NormFloat64())
		}
		return x
	}
	e := link.Event{Is: "frames"}
	var f frame.Frame
	for i := range groups {
		f.Groups = append(f.Groups, fmt.Sprintf("layers.%d.%s", i/2, []string{"weight", "bias"}[i%2]))
		f.Roles = append(f.Roles, []string{"weight", "bias"}[i%2])
	}
	for i := range frames {
		if i%10 == 0 {
			f.Gbar, f.Hbar, f.D, f.Newton = draw(groups), draw(groups*groups), draw(groups), draw(groups)
		}
		f.Fresh, f.Step, f.Loss, f.Eta = i%10 == 0, i+1, draw(1)[0], draw(groups)
		e.Frames = append(e.Frames, link.Frame{Frame: f})
	}
	return e
}

// BenchmarkText measures what it costs to write a post of 20 frames as text, and
// to read it.
func BenchmarkText(b *testing.B) {
	for _, groups := range []int{6, 42} {
		e := post(groups, 20)
		text, err := json.Marshal(e)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("write/S=%d", groups), func(b *testing.B) {
			for b.Loop() {
				if _, err := json.Marshal(e); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(text))/20, "B/frame")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(20*b.N), "µs/frame")
		})
		b.Run(fmt.Sprintf("read/S=%d", groups), func(b *testing.B) {
			for b.Loop() {
				var back link.Event
				if err := json.Unmarshal(text, &back); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(20*b.N), "µs/frame")
		})
	}
}
