// Package trace stores the frames of a run in a file, compactly and bit for bit:
//
//	w, err := trace.NewWriter(file)
//	for frame, err := range run.Frames(1000) {
//		err = w.Write(frame)
//	}
//	err = w.Close()
//
//	r, err := trace.NewReader(file)
//	for frame, err := range r.Frames() { … }
//
// A trace that was cut off, as by a power failure, still gives every frame
// before the cut, and then ErrTruncated.
//
// # Format
//
// A file is "CNtrace", a byte for the version, and records: the length of the
// payload as a varint, the payload, and its CRC-32 (IEEE, 4 bytes,
// little-endian). The payload of the first record is the schema, the JSON name
// and the kind of each field of a frame. A record of length 0 ends the trace.
//
// The payload of every other record is a frame: a bit for each field that
// differs from the frame before, and the new values of these fields. Numbers are
// their 64 bits. A matrix that equals its transpose to the bit is its upper
// triangle. So the names of the groups are stored once, and between two summaries
// only what changed.
package trace

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/frame"
)

const (
	magic   = "CNtrace"
	version = 1
)

// maxRecord bounds what a reader takes into memory at once: a frame of
// train.MaxGroups groups has half a megabyte.
const maxRecord = 16 << 20

// ErrTruncated says that a trace ends without its end mark.
var ErrTruncated = errors.New("the trace is cut off")

// ErrDamaged says that bytes of a trace are not those that were written.
var ErrDamaged = errors.New("the trace is damaged")

// field is one field of a frame.
type field struct {
	name, kind string
	index      int // in the struct
}

// schema lists the fields of frame.Frame. A field that is added there is in the
// next trace without further code, if its type is one of codecs.
var schema = func() (list []field) {
	step := reflect.TypeFor[frame.Frame]()
	for i := range step.NumField() {
		f := step.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind := f.Type.String()
		if f.Type == reflect.TypeFor[frame.Numbers]() {
			kind = numbers
		}
		if codecs[kind] == nil {
			panic(fmt.Sprintf("trace: the field %s of a frame is a %s, for which there is no codec", f.Name, kind))
		}
		list = append(list, field{name, kind, i})
	}
	return list
}()

// numbers is what a file calls frame.Numbers: it is older than the type.
const numbers = "[]frame.Number"

// codecs archive a field, by the name of its type.
var codecs = map[string]func(*archive.Archive, any){
	"int":            func(a *archive.Archive, v any) { a.Int(v.(*int)) },
	"bool":           func(a *archive.Archive, v any) { a.Flag(v.(*bool)) },
	"string":         func(a *archive.Archive, v any) { a.Text(v.(*string)) },
	"float64":        func(a *archive.Archive, v any) { a.Float(v.(*float64)) },
	"frame.Number":   func(a *archive.Archive, v any) { a.Float((*float64)(v.(*frame.Number))) },
	"[]string":       func(a *archive.Archive, v any) { archive.List(a, v.(*[]string), 1, a.Text) },
	numbers:          func(a *archive.Archive, v any) { matrix(a, (*[]frame.Number)(v.(*frame.Numbers))) },
	"[]frame.Answer": func(a *archive.Archive, v any) { archive.List(a, v.(*[]frame.Answer), 4, answer(a)) },
}

func answer(a *archive.Archive) func(*frame.Answer) {
	return func(v *frame.Answer) {
		a.Int(&v.Index)
		a.Int(&v.Label)
		a.Int(&v.Guess)
		a.Floats(&v.Prob)
	}
}

// matrix archives numbers; those of a symmetric matrix by its upper triangle.
func matrix(a *archive.Archive, v *[]frame.Number) {
	side := 0
	if !a.Reading() {
		side = symmetric(*v)
	}
	a.Int(&side)
	if side == 0 {
		archive.List(a, v, 8, func(x *frame.Number) { a.Float((*float64)(x)) })
		return
	}
	a.Check(side > 1 && side <= 1<<15 && side*(side+1)/2*8 <= a.Left(), "a matrix of side %d in %d bytes", side, a.Left())
	if a.Err() != nil {
		return
	}
	if a.Reading() {
		*v = make([]frame.Number, side*side)
	}
	for i := range side {
		for j := i; j < side; j++ {
			a.Float((*float64)(&(*v)[i*side+j]))
			if a.Reading() {
				(*v)[j*side+i] = (*v)[i*side+j]
			}
		}
	}
}

// symmetric returns the side of a matrix that equals its transpose to the bit,
// else 0.
func symmetric(v []frame.Number) int {
	side := int(math.Sqrt(float64(len(v))))
	if side < 2 || side*side != len(v) {
		return 0
	}
	for i := range side {
		for j := range i {
			if math.Float64bits(float64(v[i*side+j])) != math.Float64bits(float64(v[j*side+i])) {
				return 0
			}
		}
	}
	return side
}
