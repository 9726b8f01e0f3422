// A program that wants a toy and nothing else.
package main

import (
	"math/rand/v2"
	"os"

	"github.com/cauchy-newton/playground/engine/data"
)

func main() {
	s, err := data.Toy("moons", 10, 2, 0.1, rand.NewPCG(1, 0))
	if err != nil || s.Len() != 10 {
		os.Exit(1)
	}
}
