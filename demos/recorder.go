package demos

import (
	"slices"
	"unicode"
)

// Recorder is a Canvas without pixels: it records what was drawn, so that a test
// can inspect a picture. Set Width and Height and pass it to Draw; Clear starts a
// new picture.
type Recorder struct {
	Width, Height float64
	// Measure returns the width of a text; if it is nil, a letter is 0.6 em wide,
	// a little more than in most fonts.
	Measure func(s string, st TextStyle) float64

	Calls  int // paint calls since the last Clear
	Texts  []RecordedText
	Rects  []RecordedRect
	Paths  []RecordedPath
	Images []RecordedImage

	clip []Box
}

// RecordedText is one text with a box that contains its letters.
type RecordedText struct {
	Text  string
	Box   Box
	Style TextStyle
	Clip  Box // the clip in force, or the whole canvas
}

// RecordedRect is one filled rectangle.
type RecordedRect struct {
	Box   Box
	Color Color
}

// RecordedPath is one filled or stroked path; Width 0 means filled.
type RecordedPath struct {
	Box      Box // around its points
	Pieces   int // number of polylines
	Points   int // number of points in all of them
	Width    float64
	Color    Color
	Clip     Box
	Clipping bool // painted inside Canvas.Clip
}

// RecordedImage is one bitmap.
type RecordedImage struct {
	Bitmap *Bitmap
	Box    Box
	Clip   Box
}

var _ Canvas = (*Recorder)(nil)

// Size returns Width and Height.
func (r *Recorder) Size() (w, h float64) { return r.Width, r.Height }

// Clear deletes the previous picture.
func (r *Recorder) Clear(Color) {
	r.Calls = 1
	r.Texts, r.Rects, r.Paths, r.Images = r.Texts[:0], r.Rects[:0], r.Paths[:0], r.Images[:0]
}

// FillRect records a rectangle.
func (r *Recorder) FillRect(x, y, w, h float64, c Color) {
	r.Calls++
	r.Rects = append(r.Rects, RecordedRect{Box{x, y, w, h}, c})
}

// FillPath records a filled path.
func (r *Recorder) FillPath(p Path, c Color) { r.path(p, 0, c) }

// StrokePath records a stroked path.
func (r *Recorder) StrokePath(p Path, width float64, c Color) { r.path(p, width, c) }

func (r *Recorder) path(p Path, width float64, c Color) {
	r.Calls++
	points := slices.Concat(p...)
	note := RecordedPath{Pieces: len(p), Points: len(points), Width: width, Color: c, Clip: r.clipping(), Clipping: len(r.clip) > 0}
	if len(points) > 0 {
		lo, hi := points[0], points[0]
		for _, q := range points {
			lo = Point{min(lo.X, q.X), min(lo.Y, q.Y)}
			hi = Point{max(hi.X, q.X), max(hi.Y, q.Y)}
		}
		note.Box = Box{lo.X, lo.Y, hi.X - lo.X, hi.Y - lo.Y}
	}
	r.Paths = append(r.Paths, note)
}

// Text records a text with its box: 0.8 of the size above the baseline and 0.2
// below it.
func (r *Recorder) Text(s string, x, y float64, st TextStyle) {
	r.Calls++
	w, size := r.TextWidth(s, st), st.Em()
	back := st.Align.Before(w)
	box := Box{x - back, y - 0.8*size, w, size}
	if st.Upward {
		box = Box{x - 0.8*size, y + back - w, size, w}
	}
	r.Texts = append(r.Texts, RecordedText{s, box, st, r.clipping()})
}

// TextWidth measures by Measure.
func (r *Recorder) TextWidth(s string, st TextStyle) float64 {
	if r.Measure != nil {
		return r.Measure(s, st)
	}
	letters := 0
	for _, l := range s {
		if !unicode.Is(unicode.Mn, l) {
			letters++
		}
	}
	return 0.6 * st.Em() * float64(letters)
}

// Image records a bitmap.
func (r *Recorder) Image(b *Bitmap, x, y, w, h float64, smooth bool) {
	r.Calls++
	r.Images = append(r.Images, RecordedImage{b, Box{x, y, w, h}, r.clipping()})
}

// Clip runs draw and records the clip with what it paints.
func (r *Recorder) Clip(x, y, w, h float64, draw func()) {
	r.clip = append(r.clip, Box{x, y, w, h})
	draw()
	r.clip = r.clip[:len(r.clip)-1]
}

func (r *Recorder) clipping() Box {
	if n := len(r.clip); n > 0 {
		return r.clip[n-1]
	}
	return Box{0, 0, r.Width, r.Height}
}
