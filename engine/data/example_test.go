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

// A name stands for a set to train and one to test with.
func ExampleOpen() {
	for _, name := range []string{"moons?n=300&noise=0.2", "teacher?inputs=4&outputs=2", "mnist?validation=0.1", "moons?n=none"} {
		train, test, err := data.Open(name, nil) // nil: there are no files here
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(train.Name, train.Len(), train.Shape, train.Outputs(), "|", test.Name, test.Len())
	}
	// Output:
	// moons train 300 [2] 2 | moons test 1000
	// teacher train 2000 [4] 2 | teacher test 1000
	// mnist train 5400 [1 28 28] 10 | mnist train validation 600
	// data: moons: n: "none" is not a number
}

// Columns have names or numbers; a mistake in the file is found by line and
// column.
func ExampleReadCSV() {
	const flowers = `petal,"sepal, long",species
1.4,5.1,setosa
6.0,6.3,virginica
1.5,5.0,setosa
`
	s, err := data.ReadCSV("flowers", strings.NewReader(flowers), data.CSV{Label: "species"})
	if err != nil {
		fmt.Println(err)
		return
	}
	x := make([]float64, 2)
	s.Gather(x, nil, []int{1})
	fmt.Println(x, s.ClassNames[s.Labels[1]], s.Labels)

	_, err = data.ReadCSV("flowers", strings.NewReader(flowers), data.CSV{Targets: []string{"petal", "species"}})
	fmt.Println(err)
	// Output:
	// [6 6.3] virginica [0 1 0]
	// data: flowers: line 2, column 3 (species): "setosa" is not a number
}

// A tenth of each class is held back.
func ExampleSplit() {
	digits, _, err := data.MNIST()
	if err != nil {
		fmt.Println(err)
		return
	}
	train, validation, err := data.Split(digits, 0.1, rand.NewPCG(1, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	sevens := 0
	for _, label := range validation.Labels {
		if label == 7 {
			sevens++
		}
	}
	fmt.Println(train.Len(), validation.Len(), sevens)
	// Output: 5400 600 60
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
