package session_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// Two runs from the same start, grouped Newton beside SGD: what each step cost.
func ExampleSession() {
	s := session.New()
	s.Handle(link.Command{Do: "open", State: []byte(`{"layers":"8-10"}`)})
	s.Handle(link.Command{Do: "add", State: []byte(`{"method":"sgd","rate":0.05}`)})
	s.Handle(link.Command{Do: "step", N: 10})
	last := map[int]link.Frame{}
	for s.Busy() {
		for _, event := range s.Slice(func() bool { return false }) {
			for _, frame := range event.Frames {
				last[frame.Lane] = frame
			}
		}
	}
	for lane := range 2 {
		f := last[lane]
		fmt.Printf("lane %d: step %d, %.1f gradients, %.1f of them for curvature\n", lane, f.Step, f.Work, f.Curvature)
	}
	// Output:
	// lane 0: step 10, 25.4 gradients, 15.4 of them for curvature
	// lane 1: step 10, 10.0 gradients, 0.0 of them for curvature
}
