package frame_test

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/frame"
)

// What is not a number travels as null and comes back as NaN.
func ExampleNumber() {
	text, err := json.Marshal([]frame.Number{0.1, frame.Number(math.NaN())})
	fmt.Println(string(text), err)
	var back []frame.Number
	err = json.Unmarshal(text, &back)
	fmt.Println(back, err)
	// Output:
	// [0.1,null] <nil>
	// [0.1 NaN] <nil>
}
