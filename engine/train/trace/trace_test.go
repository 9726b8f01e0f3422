package trace

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/train"
)

// run returns the frames of a short training, the start among them.
func run(t testing.TB, c train.Config, steps int) []*frame.Frame {
	t.Helper()
	c = c.Filled()
	set, test, err := data.Open(c.Data, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := train.New(c, set, test)
	if err != nil {
		t.Fatal(err)
	}
	start := new(frame.Frame)
	r.Look(start)
	frames := []*frame.Frame{start}
	for frame, err := range r.Frames(steps) {
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, frame)
	}
	return frames
}

var moons = train.Config{Data: "moons?n=200", Layers: "6-2", Batch: 20, SummaryBatch: 40, Period: 5}

func written(t testing.TB, frames []*frame.Frame) []byte {
	t.Helper()
	var file bytes.Buffer
	w, err := NewWriter(&file)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range frames {
		if err := w.Write(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// read returns the frames of a file and the error behind them.
func read(file io.Reader) (frames []*frame.Frame, err error) {
	r, err := NewReader(file)
	if err != nil {
		return nil, err
	}
	for frame, err := range r.Frames() {
		if err != nil {
			return frames, err
		}
		frames = append(frames, frame)
	}
	return frames, nil
}

// text returns frames with every bit of their numbers; nil and empty slices
// look alike.
func text(frames []*frame.Frame) string {
	var b strings.Builder
	var show func(v reflect.Value)
	show = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Float64:
			fmt.Fprintf(&b, "%x ", math.Float64bits(v.Float()))
		case reflect.Slice:
			fmt.Fprintf(&b, "%d[", v.Len())
			for i := range v.Len() {
				show(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				show(v.Field(i))
			}
		default:
			fmt.Fprintf(&b, "%v ", v.Interface())
		}
	}
	for _, f := range frames {
		show(reflect.ValueOf(*f))
		b.WriteByte('\n')
	}
	return b.String()
}

// Law: what is read is what was written, to the bit, whatever changes from frame
// to frame.
func TestRoundTrip(t *testing.T) {
	nan := frame.Number(math.Float64frombits(0x7ff8000000001234))
	odd := []*frame.Frame{
		{Step: -1, Epoch: math.Inf(1), Loss: nan, Fresh: true, Groups: []string{"η", ""}, Hbar: []frame.Number{1, 2, 2, 3}},
		{Hbar: []frame.Number{1, 2, nan, 3}, Gbar: []frame.Number{frame.Number(math.Copysign(0, -1))}},
		{Hbar: []frame.Number{nan, 0, frame.Number(math.Copysign(0, -1)), 3}, Gbar: []frame.Number{0}},
		{Digits: []frame.Answer{{Index: 5, Prob: []float64{0.5, 0.5}}, {Label: -3}}, Reason: strings.Repeat("x", 1000)},
		{},
	}
	for name, frames := range map[string][]*frame.Frame{
		"none": nil, "odd": odd,
		"moons":  run(t, moons, 23),
		"values": run(t, train.Config{Data: "teacher?n=200", Layers: "6-1", Loss: "squared-error", Batch: 20, SummaryBatch: 40}, 12),
		"digits": run(t, train.Config{Layers: "5-10", Method: setting.SGD, Observe: true}, 11),
	} {
		got, err := read(iotest.OneByteReader(bytes.NewReader(written(t, frames))))
		if err != nil || text(got) != text(frames) {
			t.Errorf("%s: %v\n got %s\nwant %s", name, err, text(got), text(frames))
		}
	}
}

// Law: every field of a frame is in the trace: a change of it alone comes back.
func TestEveryFieldIsKept(t *testing.T) {
	for i := range reflect.TypeFor[frame.Frame]().NumField() {
		var f frame.Frame
		v := reflect.ValueOf(&f).Elem().Field(i)
		switch v.Kind() {
		case reflect.Int:
			v.SetInt(7)
		case reflect.Bool:
			v.SetBool(true)
		case reflect.String:
			v.SetString("x")
		case reflect.Float64:
			v.SetFloat(0.1)
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		default:
			t.Fatalf("a field of kind %s", v.Kind())
		}
		frames := []*frame.Frame{{}, &f, {}}
		got, err := read(bytes.NewReader(written(t, frames)))
		if err != nil || text(got) != text(frames) {
			t.Errorf("%s: %v\n got %s\nwant %s", reflect.TypeFor[frame.Frame]().Field(i).Name, err, text(got), text(frames))
		}
	}
}

// Law: a trace cut anywhere gives the frames before the cut and ErrTruncated;
// one with a changed bit gives no frame that was not written.
func TestCutsAndDamage(t *testing.T) {
	frames := run(t, moons, 7)
	file := written(t, frames)
	for n := range file {
		got, err := read(bytes.NewReader(file[:n]))
		if !errors.Is(err, ErrTruncated) || text(got) != text(frames[:len(got)]) {
			t.Fatalf("%d of %d bytes: %d frames, %v", n, len(file), len(got), err)
		}
		if whole := written(t, frames[:len(got)]); len(got) < len(frames) && len(whole)-1 > n && len(got) > 0 {
			t.Fatalf("%d of %d bytes: %d frames, that take %d", n, len(file), len(got), len(whole))
		}
		damaged := slices.Clone(file)
		damaged[n] ^= 1 << (n % 8)
		if got, err := read(bytes.NewReader(damaged)); err == nil || text(got) != text(frames[:len(got)]) {
			t.Fatalf("byte %d damaged: %d frames, %v", n, len(got), err)
		}
	}
	// The cut before the end mark loses no frame.
	if got, _ := read(bytes.NewReader(file[:len(file)-1])); len(got) != len(frames) {
		t.Errorf("%d of %d frames", len(got), len(frames))
	}
}

// record returns a payload as a record.
func record(payload string) string {
	b := append(binary.AppendUvarint(nil, uint64(len(payload))), payload...)
	return string(binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(payload))))
}

func TestReaderRefuses(t *testing.T) {
	for file, want := range map[string]string{
		"":                                "trace: the trace is cut off within the header",
		"CNtrace\x01":                     "trace: the trace is cut off within the header",
		"CNtrace\x01\x00":                 "trace: the trace is damaged: it has no header",
		"%PDF-1.7\n":                      `trace: no trace (it starts with "%PDF-1.")`,
		"CNtrace\x02":                     "trace: of version 2, this program reads version 1",
		"CNtrace\x01\xff\xff\xff\xff\x7f": "trace: the trace is damaged: a record claims 34359738367 bytes, more than 16777216",
		"CNtrace\x01" + record("\x01\x04mood\x03int"):                          "trace: it holds \"mood\", a \"int\", which this program does not know",
		"CNtrace\x01" + record("\x02\x04step\x03int\x04step\x03int"):           `trace: the trace is damaged: two fields "step"`,
		"CNtrace\x01" + record("\x01\x04step\x03int") + record("\x03\x02"):     "trace: behind 0 frames: the trace is damaged: more fields than the header names",
		"CNtrace\x01" + record("\x01\x04step\x03int") + record("\x01\x02\x00"): "trace: behind 0 frames: the trace is damaged: byte 1: 1 bytes too many",
	} {
		_, err := read(strings.NewReader(file))
		if err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %q", file, err, want)
		}
	}
}

// A trace of an older program, whose frames have fewer fields, is read.
func TestFewerFields(t *testing.T) {
	file := "CNtrace\x01" + record("\x02\x05epoch\x07float64\x04step\x03int") + record("\x02\x0e") + "\x00"
	frames, err := read(strings.NewReader(file))
	if err != nil || len(frames) != 1 || frames[0].Step != 7 {
		t.Errorf("%v, %v", frames, err)
	}
}

// The first error of a file is told again and again.
func TestWriterErrors(t *testing.T) {
	full := errors.New("disk full")
	w, err := NewWriter(iotestWriter{full})
	if !errors.Is(err, full) || !errors.Is(w.Write(new(frame.Frame)), full) || !errors.Is(w.Close(), full) {
		t.Errorf("error %v", err)
	}
}

type iotestWriter struct{ err error }

func (w iotestWriter) Write([]byte) (int, error) { return 0, w.err }

// The sizes that docs/data.md states, within a fifth: bytes a frame.
func TestSizes(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
	for name, c := range map[string]struct {
		config train.Config
		frame  float64 // bytes
		json   float64 // how many times larger the frames are as JSON
	}{
		"canonical, 784-32-16-10":        {train.Config{}, 257, 8.6},
		"the same, a summary every step": {train.Config{Period: 1, SummaryBatch: 100}, 606, 3.7},
		"sgd":                            {train.Config{Method: setting.SGD}, 216, 4.6},
		"40 groups, 784-19x4-10":         {train.Config{Layers: "19x4-10"}, 1212, 33.5},
	} {
		frames := run(t, c.config, 100)
		size, lines := len(written(t, frames)), 0
		for _, f := range frames {
			line, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			lines += len(line) + 1
		}
		perFrame, ratio := float64(size)/float64(len(frames)), float64(lines)/float64(size)
		if !(math.Abs(perFrame/c.frame-1) <= 0.2 && math.Abs(ratio/c.json-1) <= 0.2) {
			t.Errorf("%s: %.0f bytes a frame, as JSON %.1f times as many", name, perFrame, ratio)
		}
	}
}

// Whatever the payloads behind right checksums, the reader returns.
func FuzzRecords(f *testing.F) {
	f.Add("\x02\x04step\x03int\x04hbar\x0e[]frame.Number", "\x03\x02\x04"+strings.Repeat("\x00", 24), "\x01\x04")
	f.Add("\x01\x06digits\x0e[]frame.Answer", "\x01\x01\x02\x04\x06\x00", "\x00")
	f.Add("\x01\x06groups\x08[]string", "\x01\x02\x01a\x01b", "")
	f.Fuzz(func(t *testing.T, header, one, two string) {
		file := "CNtrace\x01" + record(header) + record(one) + record(two) + "\x00"
		frames, err := read(strings.NewReader(file))
		if err != nil && !strings.HasPrefix(err.Error(), "trace: ") {
			t.Errorf("error without prefix: %v", err)
		}
		again, err := read(bytes.NewReader(written(t, frames)))
		if err != nil || text(again) != text(frames) {
			t.Errorf("%v\n%s\nbecame\n%s", err, text(frames), text(again))
		}
	})
}

// Whatever the bytes, the reader returns, and what it read can be written and
// read again.
func FuzzReader(f *testing.F) {
	file := written(f, run(f, moons, 6))
	f.Add(file)
	f.Add(file[:len(file)/2])
	f.Add([]byte("CNtrace\x01" + record("\x01\x04step\x03int") + record("\x01\x02") + "\x00"))
	f.Add([]byte("CNtrace\x01" + record("\x01\x04hbar\x0e[]frame.Number") + record("\x01\x04\x00\x00") + "\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		frames, err := read(bytes.NewReader(file))
		if err != nil && !strings.HasPrefix(err.Error(), "trace: ") {
			t.Errorf("error without prefix: %v", err)
		}
		again, err := read(bytes.NewReader(written(t, frames)))
		if err != nil || text(again) != text(frames) {
			t.Errorf("%v\n%s\nbecame\n%s", err, text(frames), text(again))
		}
	})
}
