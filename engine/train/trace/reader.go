package trace

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"math/bits"
	"reflect"
	"slices"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Reader reads frames.
type Reader struct {
	r      counted
	fields []field // in the file's order
	now    frame.Frame
	count  int
	record bytes.Buffer
	err    error
}

// counted counts the bytes that were read.
type counted struct {
	*bufio.Reader
	read int64
}

// Read reads some bytes.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	return n, err
}

// ReadByte reads one.
func (c *counted) ReadByte() (byte, error) {
	b, err := c.Reader.ReadByte()
	if err == nil {
		c.read++
	}
	return b, err
}

// NewReader opens a trace. The error says why r holds none that this program
// can read.
func NewReader(r io.Reader) (*Reader, error) {
	t := &Reader{r: counted{Reader: bufio.NewReader(r)}}
	head := make([]byte, len(magic)+1)
	if _, err := io.ReadFull(&t.r, head); err != nil {
		return nil, fmt.Errorf("trace: %w", early(err, "within the header"))
	}
	if string(head[:len(magic)]) != magic {
		return nil, fmt.Errorf("trace: no trace (it starts with %q)", head[:len(magic)])
	}
	if v := head[len(magic)]; v != version {
		return nil, fmt.Errorf("trace: of version %d, this program reads version %d", v, version)
	}
	payload, err := t.next("within the header")
	if err == io.EOF {
		err = fmt.Errorf("%w: it has no header", ErrDamaged)
	}
	if err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	if err := t.plan(payload); err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	return t, nil
}

// plan reads the schema.
func (t *Reader) plan(payload []byte) error {
	a := archive.Open(payload)
	var n int
	a.Len(&n)
	for range n {
		var f field
		a.Text(&f.name)
		a.Text(&f.kind)
		if a.Err() != nil {
			break
		}
		i := slices.IndexFunc(schema, func(ours field) bool { return ours.name == f.name && ours.kind == f.kind })
		if i < 0 {
			return fmt.Errorf("it holds %.40q, a %.40q, which this program does not know", f.name, f.kind)
		}
		if slices.Contains(t.fields, schema[i]) {
			return fmt.Errorf("%w: two fields %q", ErrDamaged, f.name)
		}
		t.fields = append(t.fields, schema[i])
	}
	if err := a.Close(); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}

// Next writes the next frame to dst. Its slices are shared with other frames of
// this reader and are not to be changed; an empty one is nil. The error is
// io.EOF behind the last frame of a whole trace, else ErrTruncated, ErrDamaged
// or the file's own, with the number of frames before it.
func (t *Reader) Next(dst *frame.Frame) error {
	if t.err == nil {
		if t.err = t.read(); t.err != nil && t.err != io.EOF {
			t.err = fmt.Errorf("trace: behind %d frames: %w", t.count, t.err)
		}
	}
	if t.err != nil {
		return t.err
	}
	t.count++
	*dst = t.now
	return nil
}

// Frames returns an iterator over the frames that are left. The last one of a
// trace that is not whole comes with an error, and without a frame.
func (t *Reader) Frames() iter.Seq2[*frame.Frame, error] {
	return func(yield func(*frame.Frame, error) bool) {
		for {
			frame := new(frame.Frame)
			err := t.Next(frame)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(frame, nil) {
				return
			}
		}
	}
}

// read brings the present frame up to date.
func (t *Reader) read() error {
	payload, err := t.next("without its end mark")
	if err != nil {
		return err
	}
	size := (len(t.fields) + 7) / 8
	if len(payload) < size {
		return fmt.Errorf("%w: a frame of %d bytes", ErrDamaged, len(payload))
	}
	mask := payload[:size]
	if n := len(t.fields) % 8; n != 0 && bits.Len8(mask[size-1]) > n {
		return fmt.Errorf("%w: more fields than the header names", ErrDamaged)
	}
	a := archive.Open(payload[size:])
	next := t.now
	value := reflect.ValueOf(&next).Elem()
	for i, f := range t.fields {
		if mask[i/8]>>(i%8)&1 == 1 {
			codecs[f.kind](a, value.Field(f.index).Addr().Interface())
		}
	}
	if err := a.Close(); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	t.now = next
	return nil
}

// next returns the payload of the next record, which is valid until the one after.
// The error is io.EOF at the end mark.
func (t *Reader) next(where string) ([]byte, error) {
	size, err := binary.ReadUvarint(&t.r)
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return nil, early(io.EOF, where)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	case size == 0:
		return nil, io.EOF
	case size > maxRecord:
		return nil, fmt.Errorf("%w: a record claims %d bytes, more than %d", ErrDamaged, size, maxRecord)
	}
	t.record.Reset()
	if _, err := io.CopyN(&t.record, &t.r, int64(size)+4); err != nil {
		return nil, early(err, "within a record")
	}
	payload, sum := t.record.Bytes()[:size], t.record.Bytes()[size:]
	if crc32.ChecksumIEEE(payload) != binary.LittleEndian.Uint32(sum) {
		return nil, fmt.Errorf("%w: the checksum of a record does not fit", ErrDamaged)
	}
	return payload, nil
}

// early returns the error for a file that ends early.
func early(err error, where string) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w %s", ErrTruncated, where)
	}
	return err
}
