package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/kernel"
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

// print writes a report as JSON, or else the text that tables writes.
func (o *output) print(s *streams, report any, tables func(w io.Writer)) error {
	if o.JSON {
		return encode(s.out, report)
	}
	var text bytes.Buffer
	tables(&text)
	_, err := text.WriteTo(s.out)
	return err
}

// read decodes a file, or standard input for the name "-". A file that does not
// exist is wrong usage.
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
			r = io.NewSectionReader(file, 0, info.Size()) // which knows its size before it is read
		}
	}
	v, err := decode(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", i.name(), err)
	}
	return v, nil
}

// readPoint reads a network and builds it at its parameters. A partition that the
// network does not have is wrong usage; "" is the file's own.
func (i *input) readPoint(s *streams, precision kernel.Precision, partition string) (*exchange.Point, error) {
	network, err := read(i, s, exchange.ReadNetwork)
	if err != nil {
		return nil, err
	}
	return i.point(network, precision, partition)
}

func (i *input) point(n *exchange.Network, precision kernel.Precision, partition string) (*exchange.Point, error) {
	p, err := n.PointIn(precision)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", i.name(), err)
	}
	if partition != "" {
		if _, err := p.Partition(partition); err != nil {
			return nil, usageError{fmt.Errorf("--partition: %w", err)}
		}
	}
	return p, nil
}

// encode writes one JSON object and a newline.
func encode(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }
