package pack

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func deflate(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) }

// random returns a pack of images with background, edges and ink.
func random(rows, cols, train, test int) *Pack {
	rng := rand.New(rand.NewPCG(1, 0))
	n := train + test
	p := &Pack{Rows: rows, Cols: cols, Classes: 10, Train: train, Test: test,
		Labels: make([]byte, n), Pixels: make([]byte, n*rows*cols)}
	for i := range p.Labels {
		p.Labels[i] = byte(rng.IntN(10))
	}
	for i := range p.Pixels {
		switch rng.IntN(3) {
		case 0:
			p.Pixels[i] = 255
		case 1:
			p.Pixels[i] = byte(rng.IntN(256))
		}
	}
	return p
}

func encoded(t testing.TB, p *Pack) []byte {
	t.Helper()
	file, err := p.Encode(deflate)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Decoding undoes encoding, for any shape.
func TestRoundTrip(t *testing.T) {
	for _, p := range []*Pack{
		random(28, 28, 6, 1), random(1, 1, 1, 0), random(1, 9, 2, 3), random(7, 1, 0, 4), random(3, 2, 0, 0),
	} {
		got, err := Decode(encoded(t, p))
		if err != nil {
			t.Errorf("%d×%d, %d+%d: %v", p.Rows, p.Cols, p.Train, p.Test, err)
		} else if !reflect.DeepEqual(got, p) {
			t.Errorf("%d×%d, %d+%d: another pack came back", p.Rows, p.Cols, p.Train, p.Test)
		}
	}
}

// Sorting by context loses and invents nothing, and a context holds what its
// name says.
func TestScatterByContext(t *testing.T) {
	const rows, cols = 2, 3
	image := []byte{
		0, 255, 70,
		9, 0, 200,
	}
	streams := scatter(image, rows, cols)
	const none, faint, middle, full = 0, 1, 2, 4
	want := map[[2]int][]byte{ // {left, above}
		{none, none}:   {0, 255, 9}, // beyond the edge is background
		{none, middle}: {200},
		{faint, full}:  {0},
		{full, none}:   {70},
	}
	for c, stream := range streams {
		if w := want[[2]int{c / levels, c % levels}]; !bytes.Equal(stream, w) {
			t.Errorf("left %d, above %d: %v, want %v", c/levels, c%levels, stream, w)
		}
	}
}

func TestEncodeRefusesWhatDoesNotFit(t *testing.T) {
	p := random(2, 2, 1, 1)
	p.Labels = p.Labels[:1]
	if _, err := p.Encode(deflate); err == nil || err.Error() != "pack: 1 labels and 8 pixels for 1+1 images of 2×2" {
		t.Errorf("error %v", err)
	}
	p = random(1, 1<<16, 1, 0)
	if _, err := p.Encode(deflate); err == nil || !strings.Contains(err.Error(), "1×65536") {
		t.Errorf("a side of 2^16 does not fit its field: error %v", err)
	}
}

// edited returns file with its header changed.
func edited(t testing.TB, file []byte, edit func(*header)) []byte {
	t.Helper()
	var h header
	if _, err := binary.Decode(file, binary.BigEndian, &h); err != nil {
		t.Fatal(err)
	}
	edit(&h)
	out, err := binary.Append(nil, binary.BigEndian, h)
	if err != nil {
		t.Fatal(err)
	}
	return append(out, file[headerSize:]...)
}

func TestDecodeRefuses(t *testing.T) {
	p := random(4, 4, 2, 1)
	file := encoded(t, p)
	longer := *p
	longer.Test, longer.Labels, longer.Pixels = 2, append(p.Labels, 0), append(p.Pixels, make([]byte, 16)...)
	flipped := bytes.Clone(file)
	flipped[headerSize+len(flipped[headerSize:])/2] ^= 0x10

	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "pack: not a digit pack"},
		{"foreign", []byte("\x89PNG\r\n\x1a\n and more"), "pack: not a digit pack"},
		{"version", edited(t, file, func(h *header) { h.Magic[7] = 2 }), "pack: version 2, can read 1"},
		{"half a header", file[:headerSize-1], "pack: truncated: 125 bytes, the header takes 126"},
		{"no payload", file[:headerSize], "cannot come out of 0 bytes"},
		{"truncated", file[:len(file)-5], "pack: damaged or truncated"},
		{"one byte short", file[:len(file)-1], "pack: damaged or truncated"},
		{"one byte behind", append(bytes.Clone(file), 0), "pack: more data than the header announces"},
		{"flipped bit", flipped, "pack: "},
		{"4 billion images", edited(t, file, func(h *header) { h.Train = math.MaxUint32 }), "images of 4×4 cannot come out of"},
		{"huge images", edited(t, file, func(h *header) { h.Rows, h.Cols = math.MaxUint16, math.MaxUint16 }), "images of 65535×65535 cannot come out of"},
		{"lengths", edited(t, file, func(h *header) { h.Lengths[0]++ }), "pack: contexts hold 49 pixels, the images have 48"},
		{"contexts", edited(t, file, func(h *header) { h.Lengths[0], h.Lengths[24] = 0, h.Lengths[24]+h.Lengths[0] }), "pack: damaged: the contexts do not fit"},
		{"checksum", edited(t, file, func(h *header) { h.Checksum ^= 1 }), "pack: damaged: checksum"},
		{"oversized", edited(t, encoded(t, &longer), func(h *header) {
			var short header
			if _, err := binary.Decode(file, binary.BigEndian, &short); err != nil {
				t.Fatal(err)
			}
			*h = short
		}), "pack: more data than the header announces"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Decode(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// The header's claim is bounded by what deflate can make of the payload.
func TestFalseClaimsCostLittle(t *testing.T) {
	file := edited(t, encoded(t, random(4, 4, 2, 1)), func(h *header) {
		h.Train, h.Test, h.Lengths = 2000, 0, [contexts]uint32{0: 32000}
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Decode(file)
	runtime.ReadMemStats(&after)
	if err == nil {
		t.Error("no error")
	}
	if got, most := after.TotalAlloc-before.TotalAlloc, uint64(2*maxExpansion*len(file)+1<<16); got > most {
		t.Errorf("%d bytes allocated for a file of %d", got, len(file))
	}
}

// Whatever the bytes, Decode returns: a pack that encodes to itself again, or
// an error with our prefix.
func FuzzDecode(f *testing.F) {
	file := encoded(f, random(3, 3, 2, 1))
	f.Add(file)
	f.Add(file[:headerSize])
	f.Add(edited(f, file, func(h *header) { h.Rows = 0 }))
	f.Add(edited(f, file, func(h *header) { h.Train = math.MaxUint32 }))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := Decode(file)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "pack: ") {
				t.Errorf("error without prefix: %v", err)
			}
			return
		}
		again, err := Decode(encoded(t, p))
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Errorf("a decoded pack does not survive the round trip: %v", err)
		}
	})
}
