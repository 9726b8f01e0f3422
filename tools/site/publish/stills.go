package publish

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/raster"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// still is a picture of a lesson, drawn when the site is published.
type still struct {
	suffix string // of the file: LESSON-SUFFIX.png
	w, h   float64
	theme  *demos.Theme
}

// stillScale is how many pixels of a still are drawn for one of the page.
const stillScale = 2

// The cards of the home page, in both themes, stand on a sheet of their own. A link
// preview is as large as the services that show it ask for.
var (
	cardStills  = []still{{"light", cardWidth, cardHeight, sheet(demos.Light)}, {"dark", cardWidth, cardHeight, sheet(demos.Dark)}}
	previewPage = still{"preview", 600, 315, &demos.Light}
)

const cardWidth, cardHeight = 400, 216

// sheet is a theme whose ground is that of a card.
func sheet(t demos.Theme) *demos.Theme {
	t.Back = t.Card
	return &t
}

// stills draws the image of every lesson.
func stills(_ Options, w *writer) error {
	for _, l := range course.Lessons {
		all := []still{previewPage}
		if l.Numbered() {
			all = append(all, cardStills...)
		}
		for _, s := range all {
			content, err := s.draw(l)
			if err != nil {
				return fmt.Errorf("the picture of %s: %w", l.Slug, err)
			}
			if _, err := w.hashed(l.Slug+"-"+s.suffix+".png", content); err != nil {
				return err
			}
		}
	}
	return nil
}

// draw returns the still as a PNG: the lesson's card or, if it has none, its picture
// as it opens.
func (s still) draw(l course.Lesson) ([]byte, error) {
	scene, err := opened(l)
	if err != nil {
		return nil, err
	}
	c := raster.New(s.w, s.h, stillScale)
	scene.Update(demos.Pointer{}, s.theme)
	if carded, ok := scene.(demos.Carded); ok {
		carded.Card(c)
	} else {
		scene.Draw(c)
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, paletted(c.Pixels()))
	return out.Bytes(), err
}

// opened returns the scene of a lesson at rest in its opening state.
func opened(l course.Lesson) (demos.Scene, error) {
	if l.New == nil {
		return trained()
	}
	scene := l.New()
	used := client.NewLesson(scene)
	if err := used.Open(nil, ""); err != nil {
		return nil, err
	}
	return scene, used.Rest()
}

// stepsOfStill is when the network of lesson 8 reads most digits and some wrongly.
const stepsOfStill = 40

// trained returns the scene of runs after some steps of its first lane.
func trained() (demos.Scene, error) {
	scene, s := runs.NewLesson(), session.New()
	take := func(events []link.Event) error {
		for _, e := range events {
			if e.Is == "error" {
				return fmt.Errorf("%s", e.Message)
			}
			scene.Take(&e)
		}
		return nil
	}
	for _, text := range []string{`{"do":"open","state":` + runs.Lesson[0] + `}`, fmt.Sprintf(`{"do":"step","n":%d}`, stepsOfStill)} {
		command, err := link.DecodeCommand([]byte(text))
		if err == nil {
			err = take(s.Handle(command))
		}
		for err == nil && s.Busy() {
			err = take(s.Slice(func() bool { return false }))
		}
		if err != nil {
			return nil, err
		}
	}
	return scene, nil
}

// paletted reduces a picture to its 256 commonest colours, the rest to the nearest of
// these: lines and areas have few, and the file becomes half as large.
func paletted(from *image.RGBA) image.Image {
	count := map[[3]byte]int{}
	for i := 0; i < len(from.Pix); i += 4 {
		count[[3]byte(from.Pix[i:])]++
	}
	colours := make([][3]byte, 0, len(count))
	for k := range count {
		colours = append(colours, k)
	}
	slices.SortFunc(colours, func(a, b [3]byte) int {
		return cmp.Or(count[b]-count[a], slices.Compare(a[:], b[:]))
	})
	var palette color.Palette
	for _, k := range colours[:min(256, len(colours))] {
		palette = append(palette, color.RGBA{k[0], k[1], k[2], 255})
	}
	index := make(map[[3]byte]uint8, len(count))
	for k := range count {
		index[k] = uint8(palette.Index(color.RGBA{k[0], k[1], k[2], 255}))
	}
	to := image.NewPaletted(from.Rect, palette)
	for i := range to.Pix {
		to.Pix[i] = index[[3]byte(from.Pix[4*i:])]
	}
	return to
}
