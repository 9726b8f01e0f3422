package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// input is the file that a command reads.
type input struct {
	File string `arg:"" help:"The file; - is standard input."`
}

// name is how messages call the file.
func (i *input) name() string {
	if i.File == "-" {
		return "standard input"
	}
	return i.File
}

// output is how a command writes its results.
type output struct {
	JSON bool `name:"json" help:"Print one JSON object instead of tables."`
}

// read decodes a file, or standard input for the name "-". A file that is not
// there is a mistake of the call's.
func read[T any](i *input, s *streams, decode func(io.Reader) (*T, error)) (*T, error) {
	var r io.Reader = s.in
	if i.File != "-" {
		file, err := os.Open(i.File)
		if err != nil {
			return nil, usageError{err}
		}
		defer file.Close()
		r = file
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > 0 {
			r = io.NewSectionReader(file, 0, info.Size()) // which tells its size before it is read
		}
	}
	v, err := decode(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", i.name(), err)
	}
	return v, nil
}

// encode writes one JSON object and a newline.
func encode(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }
