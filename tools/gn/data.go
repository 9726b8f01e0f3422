package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/tools/digits"
)

// dataCommand fetches data for all later runs.
type dataCommand struct {
	Set  string `arg:"" enum:"mnist" help:"What is fetched: mnist, all 60,000 + 10,000 digits (11 MB), for --data mnist60k."`
	From string `type:"existingdir" placeholder:"DIR" help:"Take the four gzipped files from this folder instead."`
	Dir  string `type:"path" placeholder:"DIR" help:"Keep them in this folder, for --data mnist:DIR [the one where mnist60k looks for them]."`
}

// Help is what gn data --help says beside the flags.
func (*dataCommand) Help() string {
	return `The digits come in a Go module, ` + digits.Module + `, which go mod download fetches: the Go tool has to be there. Each file is checked by its SHA-256. They are kept below the user's cache folder, or below the folder that the environment variable ` + data.CacheVariable + ` names.

Examples:

    gn data mnist
    gn train --data mnist60k
    gn train --data 'mnist60k?validation=0.1'

Exit code: 0 done, 1 a file cannot be fetched, written or is not what it should be, 2 called wrongly, 130 interrupted.`
}

// Run fetches, unless all is there. Kong calls it.
func (c *dataCommand) Run(ctx context.Context, s *streams) error {
	folder := c.Dir
	if folder == "" {
		var err error
		if folder, err = data.FullMNISTFolder(); err != nil {
			return err
		}
	}
	files := data.FullMNIST()
	if complete(os.DirFS(folder), files) {
		_, err := fmt.Fprintf(s.out, "%s has all digits already\n", folder)
		return err
	}
	source, from := os.DirFS(c.From), c.From
	if from == "" {
		var err error
		if source, err = digits.Locate(ctx); err != nil {
			return err
		}
		from = digits.Module
	}
	if err := keep(folder, source, files); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	_, err := fmt.Fprintf(s.out, "%s: 60,000 + 10,000 digits from %s, checked\n", folder, from)
	return err
}

// complete tells whether all files are there, each with its sum.
func complete(folder fs.FS, files []data.File) bool {
	for _, f := range files {
		if _, err := f.Read(folder); err != nil {
			return false
		}
	}
	return true
}

// keep copies files into a folder, each as a whole, once all of them are found right.
func keep(folder string, source fs.FS, files []data.File) error {
	texts := make([][]byte, len(files))
	for i, f := range files {
		var err error
		if texts[i], err = f.Read(source); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for i, f := range files {
		write := func(w io.Writer) error { _, err := w.Write(texts[i]); return err }
		if err := replace(filepath.Join(folder, f.Name), write); err != nil {
			return err
		}
	}
	return nil
}
