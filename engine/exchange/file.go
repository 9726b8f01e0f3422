package exchange

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/strict"
)

// MaxFile bounds how much of a file is read: 256 MiB of text hold some ten
// million numbers.
const MaxFile = 256 << 20

// The four kinds of files.
const (
	schemaNetwork    = "hg/1"
	schemaTensors    = "diffn/1"
	schemaCubic      = "nesterov/1"
	schemaTrajectory = "trajectory/1"
)

var schemas = []string{schemaNetwork, schemaTensors, schemaCubic, schemaTrajectory}

// note is the field that every object of a file may have for its author's own
// purposes. It may hold anything.
const note = "note"

// decode reads a file of one of the given schemas.
func decode[T any](r io.Reader, want ...string) (*T, error) {
	text, schema, err := load(r, MaxFile)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(want, schema) {
		return nil, fmt.Errorf("exchange: schema %q, want %s", schema, strings.Join(want, " or "))
	}
	return parse[T](text)
}

// Sized is a reader that knows its length, like strings.Reader and
// io.SectionReader. A file that is too long is then refused before it is read.
type Sized interface{ Size() int64 }

// load reads a whole file of at most so many bytes and returns its schema with it.
func load(r io.Reader, most int64) (text []byte, schema string, err error) {
	long := fmt.Errorf("exchange: the file has more than %d bytes", most)
	if sized, ok := r.(Sized); ok && sized.Size() > most {
		return nil, "", long
	}
	text, err = io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("exchange: %w", err)
	case int64(len(text)) > most:
		return nil, "", long
	}
	var fields map[string]raw
	if err := strict.Unmarshal(text, &fields); err != nil {
		return nil, "", fmt.Errorf("exchange: %w", err)
	}
	name, ok := fields["schema"]
	if !ok {
		return nil, "", fmt.Errorf("exchange: the field schema is missing: it is one of %s", strings.Join(schemas, ", "))
	}
	if err := strict.Unmarshal(name, &schema); err != nil {
		return nil, "", fmt.Errorf("exchange: schema %.40s is none of %s", name, strings.Join(schemas, ", "))
	}
	return text, schema, nil
}

// raw is a value as it stands in the text.
type raw []byte

func (r *raw) UnmarshalJSON(text []byte) error {
	*r = text
	return nil
}

func parse[T any](text []byte) (*T, error) {
	v := new(T)
	if err := strict.Unmarshal(text, v, note); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	return v, nil
}
