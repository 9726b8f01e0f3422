// Package demotest looks at scenes for their tests: it records what they draw and
// holds every text to be legible, it points at them as a visitor does, and it
// paints them as pictures.
//
//	go test ./demos/lesson/cauchytonewton -run Pictures -args -pictures /tmp
//
// writes the pictures that the tests see, and all states that they do without,
// to be looked at.
package demotest

import (
	"sync"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/raster"
)

// Size is that of a canvas.
type Size struct{ W, H float64 }

// SizesOf returns the sizes of these widths and heights.
func SizesOf(pairs [][2]float64) (sizes []Size) {
	for _, p := range pairs {
		sizes = append(sizes, Size{p[0], p[1]})
	}
	return sizes
}

// The canvases that most visitors have.
var (
	Desktop = Size{1040, 650}
	Phone   = Size{360, 520}
	Small   = Size{320, 480}
	Low     = Size{390, 380} // a phone's, when another app is above it
	Lying   = Size{844, 332} // a phone's on its side
)

// Sizes are the canvases that visitors have: desktops, the stage beside and
// above a text, phones. Below 700 px a lesson has another layout.
var Sizes = []Size{
	Desktop, {1600, 1000}, {808, 505}, {800, 500}, {782, 540}, {700, 500}, {699, 900},
	{390, 560}, {390, 439}, {390, 410}, Phone, Small, Lying,
}

// States are moments of a lesson that look different, as changes of its opening.
type States map[string]demos.Values

// With returns a new lesson with some values set.
func With[S demos.Lesson](t testing.TB, open func() S, changes demos.Values) S {
	t.Helper()
	s := open()
	Set(t, s, changes)
	return s
}

// Set sets values that must not be refused.
func Set(t testing.TB, s demos.Lesson, changes demos.Values) {
	t.Helper()
	if err := s.Set(changes); err != nil {
		t.Fatalf("%v: %v", changes, err)
	}
}

// font measures; widths are the texts that it has measured already: most pictures
// repeat them. Tests that run at the same time share both.
var (
	font   = raster.New(1, 1, 1)
	widths = map[text]float64{}
	fontMu sync.Mutex
)

type text struct {
	words      string
	size       float64
	mono, bold bool
}

func textWidth(words string, st demos.TextStyle) float64 {
	fontMu.Lock()
	defer fontMu.Unlock()
	key := text{words, st.Size, st.Mono, st.Bold}
	w, known := widths[key]
	if !known {
		w = font.TextWidth(words, st)
		widths[key] = w
	}
	return w
}

// Recorder returns a canvas that measures in Go's font, as the browser's does.
func Recorder(size Size) *demos.Recorder {
	return &demos.Recorder{Width: size.W, Height: size.H, Measure: textWidth}
}

// Record draws the scene on a canvas of that size, with the pointer nowhere.
func Record(s demos.Scene, size Size) *demos.Recorder {
	c := Recorder(size)
	s.Update(demos.Pointer{}, &demos.Light)
	s.Draw(c)
	return c
}
