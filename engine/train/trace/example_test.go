package trace_test

import (
	"bytes"
	"fmt"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/engine/train/trace"
)

// A trace that was cut off gives the frames before the cut.
func Example() {
	set, test, err := data.Open("moons?n=200", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	run, err := train.New(train.Config{Data: "moons?n=200", Layers: "6-2", Batch: 20, SummaryBatch: 40}, set, test)
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	w, err := trace.NewWriter(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for frame := range run.Frames(3) {
		if err := w.Write(frame); err != nil {
			fmt.Println(err)
		}
	}
	// The program ends here, without w.Close.
	r, err := trace.NewReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for frame, err := range r.Frames() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(frame.Step, frame.Groups, frame.Epoch)
	}
	// Output:
	// 1 [layers.0.weight layers.0.bias layers.1.weight layers.1.bias] 0.1
	// 2 [layers.0.weight layers.0.bias layers.1.weight layers.1.bias] 0.2
	// 3 [layers.0.weight layers.0.bias layers.1.weight layers.1.bias] 0.3
	// trace: behind 3 frames: the trace is cut off without its end mark
}
