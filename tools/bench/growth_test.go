package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/tools/measure"
)

// A power law gives back its exponent and constant; a factor that alternates
// around it moves neither far.
func TestFit(t *testing.T) {
	sizes := []int{16, 24, 32, 48, 64}
	for _, want := range []float64{0, 1, 2, 2.5} {
		y := make([]float64, len(sizes))
		for i, x := range sizes {
			y[i] = 0.3 * math.Pow(float64(x), want)
		}
		e, c := fit(sizes, y)
		if !(math.Abs(e-want) <= 1e-12 && math.Abs(c/0.3-1) <= 1e-12) {
			t.Errorf("%v·x^%v, want 0.3·x^%v", c, e, want)
		}
		y[0] *= 2
		if e2, _ := fit(sizes, y); !(e2 < e-0.1) {
			t.Errorf("with a slow first size the exponent is %v, was %v", e2, e)
		}
	}
}

// Every sweep is of networks that exist, fits at least four sizes, and has the
// groups that its name says.
func TestSweeps(t *testing.T) {
	for _, s := range sweeps {
		if first := slices.Index(s.sizes, s.from); first < 0 || len(s.sizes)-first < 4 || !slices.IsSorted(s.sizes) {
			t.Errorf("%s: sizes %v from %d on", s.name, s.sizes, s.from)
		}
		for _, size := range s.sizes {
			g, err := measure.Network(s.network(size))
			if err != nil {
				t.Fatal(err)
			}
			part, err := partition.Parse(s.groups, g.Params())
			if err != nil {
				t.Fatal(err)
			}
			if want := map[string]int{"depth, S = 2": 2, "depth, S = 2L + 2": 2*size + 2}[s.name]; want != 0 && part.Len() != want {
				t.Errorf("%s: %d groups at %d, want %d", s.name, part.Len(), size, want)
			}
			if s.samples(size) < 1 {
				t.Errorf("%s: %d samples at %d", s.name, s.samples(size), size)
			}
		}
	}
}

func TestDraw(t *testing.T) {
	c := curve{sweep: sweeps[0], slope: 1, constant: 0.1}
	for _, size := range c.sizes {
		c.ms = append(c.ms, 0.1*float64(size))
	}
	for ending, magic := range map[string]string{".svg": "<?xml", ".png": "\x89PNG", ".pdf": "%PDF"} {
		file := filepath.Join(t.TempDir(), "growth"+ending)
		if err := draw(file, ending, []curve{c, c, c}); err != nil {
			t.Fatal(err)
		}
		picture, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(picture, []byte(magic)) {
			t.Errorf("%s begins with %q", ending, picture[:min(8, len(picture))])
		}
	}
	if err := draw(filepath.Join(t.TempDir(), "growth.bmp"), ".bmp", []curve{c}); err == nil {
		t.Error("a format that does not exist is drawn")
	}
}
