package train_test

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
)

// A run is put away in the middle and goes on elsewhere, on the data that the
// checkpoint names.
func ExampleRun_Save() {
	config := train.Config{Data: "moons?n=400", Layers: "8-2", Batch: 40, SummaryBatch: 200}
	set, test, err := data.Open(config.Data, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	run, err := train.New(config, set, test)
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	for range run.Frames(10) {
	}
	if err := run.Save(&file); err != nil {
		fmt.Println(err)
		return
	}
	for range run.Frames(10) {
	}

	saved, err := train.ReadCheckpoint(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	if set, test, err = data.Open(saved.Config.Data, nil); err != nil {
		fmt.Println(err)
		return
	}
	again, err := saved.Resume(set, test)
	if err != nil {
		fmt.Println(err)
		return
	}
	for range again.Frames(10) {
	}
	same := true
	for p, v := range run.Theta() {
		same = same && again.Theta()[p] == v
	}
	fmt.Println(saved.Steps, again.Steps(), same)
	// Output: 10 20 true
}

// A run ends by the rule that holds first.
func ExampleRun_Until() {
	set, test, err := data.Open("blobs?n=400", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	run, err := train.New(train.Config{Data: "blobs?n=400", Layers: "8-4", Batch: 40, SummaryBatch: 200}, set, test)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, err := range run.Until(train.Stop{AccuracyAbove: 0.9, Epochs: 50}) {
		if errors.Is(err, train.ErrStopped) {
			fmt.Println("accuracy above 0.9 before the epochs are over:", run.Steps() < 500)
		} else if err != nil {
			fmt.Println(err)
		}
	}
	// Output: accuracy above 0.9 before the epochs are over: true
}
