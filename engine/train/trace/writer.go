package trace

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"reflect"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Writer writes frames. Each goes to the file in one call of its Write, so what
// was written is there even if the program ends without Close.
type Writer struct {
	w      io.Writer
	last   [][]byte // of each field, as it was written last
	field  []byte   // scratch: one field,
	frame  []byte   // one payload,
	record []byte   // one record
	err    error
}

// NewWriter begins a trace. The error is that of w.
func NewWriter(w io.Writer) (*Writer, error) {
	t := &Writer{w: w, last: make([][]byte, len(schema))}
	a := archive.New(nil)
	n := len(schema)
	a.Len(&n)
	for _, f := range schema {
		a.Text(&f.name)
		a.Text(&f.kind)
	}
	t.record = append([]byte(magic), version)
	t.put(a.Written())
	return t, t.err
}

// Write appends a frame. The error is that of the file, the first one again and
// again.
func (t *Writer) Write(frame *frame.Frame) error {
	mask := (len(schema) + 7) / 8
	t.frame = append(t.frame[:0], make([]byte, mask)...)
	for i := range schema {
		t.field = encoded(archive.New(t.field), frame, i)
		if t.last[i] == nil || !bytes.Equal(t.field, t.last[i]) {
			t.frame[i/8] |= 1 << (i % 8)
			t.frame = append(t.frame, t.field...)
			t.last[i] = append(t.last[i][:0], t.field...)
		}
	}
	if len(t.frame) > maxRecord {
		return fmt.Errorf("trace: a frame of %d bytes, at most %d can be read", len(t.frame), maxRecord)
	}
	t.record = t.record[:0]
	t.put(t.frame)
	return t.err
}

// encoded returns field i of the schema as a record holds it.
func encoded(a *archive.Archive, f *frame.Frame, i int) []byte {
	codecs[schema[i].kind](a, reflect.ValueOf(f).Elem().Field(schema[i].index).Addr().Interface())
	return a.Written()
}

// put writes what the record holds, and a payload with its length and sum.
func (t *Writer) put(payload []byte) {
	t.record = binary.AppendUvarint(t.record, uint64(len(payload)))
	t.record = append(t.record, payload...)
	t.record = binary.LittleEndian.AppendUint32(t.record, crc32.ChecksumIEEE(payload))
	t.send()
}

func (t *Writer) send() {
	if t.err != nil {
		return
	}
	if _, err := t.w.Write(t.record); err != nil {
		t.err = fmt.Errorf("trace: %w", err)
	}
}

// Close writes the end mark. It does not close the file.
func (t *Writer) Close() error {
	t.record = append(t.record[:0], 0)
	t.send()
	return t.err
}
