package train_test

import (
	"fmt"
	"log"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
)

// A small network learns to read digits by grouped Newton.
func Example() {
	digits, unseen, err := data.MNIST()
	if err != nil {
		log.Fatal(err)
	}
	run, err := train.New(train.Config{Layers: "16-10"}, digits, unseen)
	if err != nil {
		log.Fatal(err)
	}
	for frame, err := range run.Frames(100) {
		if err != nil {
			log.Fatal(err)
		}
		if frame.Step%50 == 0 {
			fmt.Printf("step %3d: %2.0f %% of the unseen digits read right\n", frame.Step, 100*frame.Accuracy)
		}
	}
	// Output:
	// step  50: 86 % of the unseen digits read right
	// step 100: 89 % of the unseen digits read right
}
