// Package archive encodes the state of objects as bytes and decodes it. An owner
// declares its state once, in one function that serves both directions:
//
//	func (p *Pendulum) Archive(a *archive.Archive) {
//		a.Section("pendulum")
//		a.Float(&p.angle)
//		a.Floats(&p.history)
//	}
//
// Writing never fails. Reading never panics, takes no more memory than a small
// multiple of the bytes it is given, and ends with the first error, after which
// every value read is left as it was.
//
// Floating-point numbers are kept as their 64 bits, little-endian; whole
// numbers and lengths as the varints of encoding/binary.
package archive

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Archive is a list of values, being written (New) or read (Open).
type Archive struct {
	reading bool
	bytes   []byte // written so far; or left to read
	size    int    // of what was opened
	err     error
}

// New returns an empty archive to write to, which overwrites room.
func New(room []byte) *Archive { return &Archive{bytes: room[:0]} }

// Open returns an archive that reads what another has written.
func Open(bytes []byte) *Archive {
	return &Archive{reading: true, bytes: bytes, size: len(bytes)}
}

// Reading tells whether values are read from the archive.
func (a *Archive) Reading() bool { return a.reading }

// Written returns the bytes of an archive that was written. They are the
// archive's own.
func (a *Archive) Written() []byte { return a.bytes }

// Err returns the first error, nil for an archive that is written.
func (a *Archive) Err() error { return a.err }

// Left returns how many bytes a reader has not read yet; math.MaxInt for a writer.
func (a *Archive) Left() int {
	if !a.reading {
		return math.MaxInt
	}
	return len(a.bytes)
}

// Close returns the first error, or one when there is more in the archive than
// was read.
func (a *Archive) Close() error {
	if a.err == nil && a.reading && len(a.bytes) > 0 {
		a.Fail("%d bytes too many", len(a.bytes))
	}
	return a.err
}

// Fail makes a reader end with an error, unless it has one already. The error
// names the place.
func (a *Archive) Fail(format string, values ...any) {
	if a.err == nil && a.reading {
		a.err = fmt.Errorf("byte %d: %s", a.size-len(a.bytes), fmt.Sprintf(format, values...))
		a.bytes = nil
	}
}

// Check is Fail unless ok, for a condition on the values just read.
func (a *Archive) Check(ok bool, format string, values ...any) {
	if !ok {
		a.Fail(format, values...)
	}
}

// Section marks the place where the state of one owner begins. A reader that
// finds another owner's name there fails.
func (a *Archive) Section(name string) {
	found := name
	a.Text(&found)
	if found != name {
		a.Fail("%.40q where the state of %q is wanted", found, name)
	}
}

// Uint is an unsigned whole number.
func (a *Archive) Uint(v *uint64) {
	if !a.reading {
		a.bytes = binary.AppendUvarint(a.bytes, *v)
		return
	}
	x, n := binary.Uvarint(a.bytes)
	if n <= 0 {
		a.Fail("no whole number")
	}
	if a.err == nil {
		a.bytes, *v = a.bytes[n:], x
	}
}

// Int is a whole number.
func (a *Archive) Int(v *int) {
	if !a.reading {
		a.bytes = binary.AppendVarint(a.bytes, int64(*v))
		return
	}
	x, n := binary.Varint(a.bytes)
	if n <= 0 || int64(int(x)) != x {
		a.Fail("no whole number")
	}
	if a.err == nil {
		a.bytes, *v = a.bytes[n:], int(x)
	}
}

// Flag is a yes or no.
func (a *Archive) Flag(v *bool) {
	var n uint64
	if *v {
		n = 1
	}
	a.Uint(&n)
	a.Check(n < 2, "%d is neither yes nor no", n)
	if a.err == nil {
		*v = n == 1
	}
}

// Float is a number with all its bits, NaN's included.
func (a *Archive) Float(v *float64) {
	if !a.reading {
		a.bytes = binary.LittleEndian.AppendUint64(a.bytes, math.Float64bits(*v))
		return
	}
	if part := a.take(8); part != nil {
		*v = math.Float64frombits(binary.LittleEndian.Uint64(part))
	}
}

// Text is a text.
func (a *Archive) Text(v *string) {
	n := a.length(len(*v), 1)
	if !a.reading {
		a.bytes = append(a.bytes, *v...)
		return
	}
	if part := a.take(n); part != nil {
		*v = string(part)
	}
}

// Bytes is a list of bytes; a reader gets a copy.
func (a *Archive) Bytes(v *[]byte) {
	text := ""
	if !a.reading {
		text = string(*v)
	}
	a.Text(&text)
	if a.reading && a.err == nil {
		*v = []byte(text)
	}
}

// Floats is a list of numbers. A reader fills new memory; an empty list is nil.
func (a *Archive) Floats(v *[]float64) {
	List(a, v, 8, a.Float)
}

// Ints is a list of whole numbers. A reader fills new memory; an empty list is
// nil.
func (a *Archive) Ints(v *[]int) {
	List(a, v, 1, a.Int)
}

// Vector is Floats that must be n when they are read, or with orNone also 0.
func (a *Archive) Vector(v *[]float64, n int, orNone bool) {
	read := *v
	a.Floats(&read)
	if m := len(read); m != n && !(orNone && m == 0) {
		a.Fail("%d numbers, want %d", m, n)
	}
	if a.err == nil {
		*v = read
	}
}

// Len is the length of a list whose entries the owner archives itself. A reader
// can rely on there being at least so many bytes left.
func (a *Archive) Len(v *int) {
	if n := a.length(*v, 1); a.err == nil {
		*v = n
	}
}

// List is a list whose entries one archives, in at least size bytes each. A reader
// fills new memory; an empty list is nil.
func List[T any](a *Archive, v *[]T, size int, one func(*T)) {
	n := a.length(len(*v), size)
	if !a.reading {
		for i := range *v {
			one(&(*v)[i])
		}
		return
	}
	var read []T
	if n > 0 {
		read = make([]T, 0, min(n, 1<<20)) // a false length costs no more than this
	}
	for i := 0; i < n && a.err == nil; i++ {
		var entry T
		one(&entry)
		read = append(read, entry)
	}
	if a.err == nil {
		*v = read
	}
}

// length writes a length or reads one that the bytes left can fill with
// entries of at least the given size.
func (a *Archive) length(n, size int) int {
	u := uint64(n)
	a.Uint(&u)
	if a.reading && u > uint64(len(a.bytes)/size) {
		a.Fail("a list of %d entries in %d bytes", u, len(a.bytes))
	}
	if a.err != nil {
		return 0
	}
	return int(u)
}

// take returns the next n bytes, or nil.
func (a *Archive) take(n int) []byte {
	if n > len(a.bytes) {
		a.Fail("%d bytes are missing", n-len(a.bytes))
	}
	if a.err != nil {
		return nil
	}
	part := a.bytes[:n:n]
	a.bytes = a.bytes[n:]
	return part
}
