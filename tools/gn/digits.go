package main

import (
	"os"

	"github.com/cauchy-newton/playground/engine/data"
)

// digits are the flags that say where the digits come from.
type digits struct {
	DataDir string `group:"network" type:"existingdir" placeholder:"DIR" help:"Folder of the four full MNIST files (IDX, gzipped or not) [the 6,000 + 1,000 digits built in]."`
}

// open returns the sets to train and to test with.
func (d *digits) open() (train, test *data.Set, err error) {
	if d.DataDir == "" {
		return data.MNIST()
	}
	return data.OpenMNIST(os.DirFS(d.DataDir))
}
