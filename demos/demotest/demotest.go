// Package demotest helps to test scenes: it records what they draw, checks that
// every text is legible, moves the pointer, and renders pictures.
//
//	go test ./demos/lesson/cauchytonewton -run Pictures -args -pictures /tmp
//
// writes the pictures of the tests, and those of the states that the tests skip, as
// PNG files.
package demotest

import (
	"sync"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/raster"
)

// Size is the size of a canvas.
type Size struct{ W, H float64 }

// SizesOf converts pairs of width and height.
func SizesOf(pairs [][2]float64) (sizes []Size) {
	for _, p := range pairs {
		sizes = append(sizes, Size{p[0], p[1]})
	}
	return sizes
}

// Common sizes.
var (
	Desktop = Size{1040, 650}
	Phone   = Size{360, 520}
	Small   = Size{320, 480}
	Low     = Size{390, 380} // a phone's, when another app is above it
	Lying   = Size{844, 332} // a phone's on its side
)

// Sizes are the sizes that visitors have: desktops, the picture beside and above a
// text, phones. Below a width of 700 px a lesson has another layout.
var Sizes = []Size{
	Desktop, {1600, 1000}, {808, 505}, {800, 500}, {782, 540}, {700, 500}, {699, 900},
	{390, 560}, {390, 439}, {390, 410}, Phone, Small, Lying,
}

// States are states of a lesson that look different, as changes of its defaults.
type States map[string]demos.Values

// With returns a new lesson with some values set.
func With[S demos.Lesson](t testing.TB, open func() S, changes demos.Values) S {
	t.Helper()
	s := open()
	Set(t, s, changes)
	return s
}

// Set sets values and fails the test if the lesson does not take them.
func Set(t testing.TB, s demos.Lesson, changes demos.Values) {
	t.Helper()
	if err := s.Set(changes); err != nil {
		t.Fatalf("%v: %v", changes, err)
	}
}

// font measures texts; widths caches the results, because most pictures repeat
// their texts. Parallel tests share both.
var (
	font   = raster.New(1, 1, 1)
	widths = map[text]float64{}
	fontMu sync.Mutex
)

type text struct {
	words string
	style demos.TextStyle // but for colour and place
}

func textWidth(words string, st demos.TextStyle) float64 {
	fontMu.Lock()
	defer fontMu.Unlock()
	st.Color, st.Align, st.Upward = demos.Color{}, demos.Start, false
	key := text{words, st}
	w, known := widths[key]
	if !known {
		w = font.TextWidth(words, st)
		widths[key] = w
	}
	return w
}

// Recorder returns a canvas that measures in the playground's fonts, as the browser's does.
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
