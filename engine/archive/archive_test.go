package archive

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

// everything has a value of each kind.
type everything struct {
	u     uint64
	i     int
	b     bool
	f     float64
	t     string
	raw   []byte
	list  []float64
	whole []int
	three []float64
}

func (e *everything) archive(a *Archive) {
	a.Section("everything")
	a.Uint(&e.u)
	a.Int(&e.i)
	a.Flag(&e.b)
	a.Float(&e.f)
	a.Text(&e.t)
	a.Bytes(&e.raw)
	a.Floats(&e.list)
	a.Ints(&e.whole)
	a.Vector(&e.three, 3, true)
}

func sample() everything {
	return everything{
		u: math.MaxUint64, i: math.MinInt, b: true, f: math.Copysign(0, -1), t: "η", raw: []byte{0, 255},
		list: []float64{math.Inf(-1), 5e-324, 1.5}, whole: []int{-1, 0, math.MaxInt}, three: []float64{1, 2, 3},
	}
}

func written(e everything) []byte {
	a := New(nil)
	e.archive(a)
	return a.Written()
}

// Law: what is written is read back, every bit of it.
func TestRoundTrip(t *testing.T) {
	for _, want := range []everything{sample(), {raw: []byte{}}} {
		var got everything
		a := Open(written(want))
		got.archive(a)
		if err := a.Close(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v\n got %+v\nwant %+v", err, got, want)
		}
	}
	// A NaN keeps its payload.
	nan := math.Float64frombits(0x7ff8000000001234)
	w := New(nil)
	w.Float(&nan)
	var back float64
	Open(w.Written()).Float(&back)
	if math.Float64bits(back) != 0x7ff8000000001234 {
		t.Errorf("NaN came back as %x", math.Float64bits(back))
	}
}

// Law: an archive cut anywhere, or with one byte more, is an error.
func TestCutsAreErrors(t *testing.T) {
	full := written(sample())
	for n := range full {
		var e everything
		a := Open(full[:n])
		e.archive(a)
		if a.Close() == nil {
			t.Errorf("%d of %d bytes are read without an error", n, len(full))
		}
	}
	var e everything
	a := Open(append(full, 0))
	e.archive(a)
	if err := a.Close(); err == nil || !strings.Contains(err.Error(), "1 bytes too many") {
		t.Errorf("error %v for a byte too many", err)
	}
}

func TestReaderRefuses(t *testing.T) {
	huge := New(nil)
	n := uint64(1 << 40)
	huge.Uint(&n)
	var list []float64
	var flag bool
	for name, c := range map[string]struct {
		bytes []byte
		read  func(*Archive)
		want  string
	}{
		"a false claim":  {huge.Written(), func(a *Archive) { a.Floats(&list) }, "byte 6: a list of 1099511627776 entries in 0 bytes"},
		"another owner":  {written(everything{}), func(a *Archive) { a.Section("adam") }, `"everything" where the state of "adam" is wanted`},
		"neither yes":    {[]byte{2}, func(a *Archive) { a.Flag(&flag) }, "byte 1: 2 is neither yes nor no"},
		"another length": {[]byte{0}, func(a *Archive) { a.Vector(&list, 3, false) }, "0 numbers, want 3"},
	} {
		a := Open(c.bytes)
		c.read(a)
		if err := a.Err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

// Whatever the bytes, a reader returns, and what it accepts it writes again.
func FuzzOpen(f *testing.F) {
	f.Add(written(sample()))
	f.Add(written(everything{}))
	f.Fuzz(func(t *testing.T, bytes []byte) {
		var e, again everything
		a := Open(bytes)
		e.archive(a)
		if a.Close() != nil {
			return
		}
		b := Open(written(e))
		again.archive(b)
		if err := b.Close(); err != nil || string(written(again)) != string(written(e)) {
			t.Fatalf("%v: %+v became %+v", err, e, again)
		}
	})
}

// One function writes and reads.
func Example() {
	state := func(a *Archive, angle *float64, swings *int) {
		a.Section("pendulum")
		a.Float(angle)
		a.Int(swings)
	}
	angle, swings := 0.25, 7
	w := New(nil)
	state(w, &angle, &swings)

	var angle2 float64
	var swings2 int
	r := Open(w.Written())
	state(r, &angle2, &swings2)
	fmt.Println(len(w.Written()), "bytes:", angle2, swings2, r.Close())
	// Output: 18 bytes: 0.25 7 <nil>
}
