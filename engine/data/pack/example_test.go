package pack_test

import (
	"compress/flate"
	"fmt"
	"io"

	"github.com/cauchy-newton/playground/engine/data/pack"
)

// A file holds images and their labels; a damaged one says so.
func ExampleDecode() {
	p := &pack.Pack{Rows: 1, Cols: 2, Classes: 3, Train: 1, Test: 1, Labels: []byte{0, 2}, Pixels: []byte{10, 20, 30, 40}}
	file, err := p.Encode(func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	if err != nil {
		fmt.Println(err)
		return
	}
	back, err := pack.Decode(file)
	fmt.Println(back.Labels, back.Pixels, err)
	_, err = pack.Decode(file[:10])
	fmt.Println(err != nil)
	// Output:
	// [0 2] [10 20 30 40] <nil>
	// true
}
