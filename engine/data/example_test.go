package data_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
)

// The embedded digits, and the first three among them: every second row of its
// pixels, the fainter the lighter.
func ExampleMNIST() {
	train, test, err := data.MNIST()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(train.Len(), "to train,", test.Len(), "to test, each", train.Shape)
	const three = 3 // the order is 0, 1, … 9, 0, 1, …
	for row := 4; row < 26; row += 2 {
		var line strings.Builder
		for _, b := range train.Pixels(three)[row*28+4 : row*28+24] {
			line.WriteByte(" .+#"[b/64])
		}
		fmt.Println(strings.TrimRight(line.String(), " ") + "|")
	}
	// Output:
	// 6000 to train, 1000 to test, each [1 28 28]
	// |
	//        +.++..+##.|
	//            .###.|
	//         .##+|
	//        ###+#.|
	//            ##.|
	//            .#+|
	//            ##|
	//          +##|
	//       .###|
	//    ###+.|
}

// Five samples in batches of three: the second batch ends the first epoch and
// begins the next.
func ExampleSampler() {
	draw := data.NewSampler(5, rand.NewPCG(1, 0))
	index := make([]int, 3)
	for range 4 {
		draw.Next(index)
		fmt.Println(index, draw.Epochs())
	}
	// Output:
	// [1 0 3] 0.6
	// [4 2 0] 1.2
	// [2 3 1] 1.8
	// [4 3 1] 2.4
}
