package strict_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/strict"
)

func ExampleUnmarshal() {
	type step struct {
		Loss float64        `json:"loss"`
		Eta  strict.Numbers `json:"eta" null:"absent"`
		_    struct{}       `passed:"date"`
	}
	for _, text := range []string{
		`{"loss": 2, "eta": [0.5, "inf"], "date": "today", "note": ["ours"]}`,
		`{"loss": 2, "eta": null}`,
		`{"loss": 2, "eta": [0.5, null]}`,
		`{"LOSS": 2}`,
		`{"loss": 2, "loss": 3}`,
		`{"loss": 2`,
	} {
		var s step
		if err := strict.Unmarshal([]byte(text), &s, "note"); err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.Loss, s.Eta)
	}
	// Output:
	// 2 [0.5 +Inf]
	// 2 []
	// line 1, byte 26: eta[1]: null is no number
	// line 1, byte 2: LOSS: there is no such field; known are loss, eta
	// line 1, byte 13: loss: the name stands here a second time
	// cut off at line 1, byte 11: ',' or '}' is wanted
}
