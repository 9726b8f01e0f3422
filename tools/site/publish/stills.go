package publish

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math"
	"slices"
	"sync"

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

// previewSuffix ends the name of a link preview.
const previewSuffix = "-preview.png"

// sheet is a theme whose ground is that of a card.
func sheet(t demos.Theme) *demos.Theme {
	t.Back = t.Card
	return &t
}

// stills draws the images of every lesson.
func stills(_ Options, w *writer) error {
	all := make([]map[string][]byte, len(course.Lessons))
	errs := make([]error, len(all))
	var done sync.WaitGroup
	for i, l := range course.Lessons {
		done.Go(func() { all[i], errs[i] = drawn(l) })
	}
	done.Wait()
	for i, l := range course.Lessons {
		if errs[i] != nil {
			return fmt.Errorf("the picture of %s: %w", l.Slug, errs[i])
		}
		for name, content := range all[i] {
			if _, err := w.hashed(name, content); err != nil {
				return err
			}
		}
	}
	return nil
}

// drawn returns the images of a lesson by their names.
func drawn(l course.Lesson) (map[string][]byte, error) {
	scene, err := opened(l)
	if err != nil {
		return nil, err
	}
	all := []still{previewPage}
	if l.Numbered() {
		all = append(all, cardStills...)
	}
	files := map[string][]byte{}
	for _, s := range all {
		if files[l.Slug+"-"+s.suffix+".png"], err = s.draw(scene); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// draw returns the still as a PNG: the scene's card or, if it has none, its picture
// as it is.
func (s still) draw(scene demos.Scene) ([]byte, error) {
	c := raster.New(s.w, s.h, stillScale)
	scene.Update(demos.Pointer{}, s.theme)
	if carded, ok := scene.(demos.Carded); ok {
		carded.Card(c)
	} else {
		scene.Draw(c)
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, paletted(c.Pixels()))
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
			if e.Is == link.IsError {
				return errors.New(e.Message)
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

// shades is the most colours that a still has.
const shades = 128

// paletted reduces a picture to a few colours, which makes its file half as large: the
// commonest one, then again and again that whose pixels are the most wrong without it.
func paletted(from *image.RGBA) image.Image {
	count := map[[3]byte]int{}
	for i := 0; i < len(from.Pix); i += 4 {
		count[[3]byte(from.Pix[i:])]++
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b [3]byte) int { return slices.Compare(a[:], b[:]) })
	wrong := make([]int, len(colours)) // the squared distance to the nearest shade
	index := make(map[[3]byte]uint8, len(colours))
	for i := range wrong {
		wrong[i] = math.MaxInt32
	}
	var palette color.Palette
	for len(palette) < shades {
		most := 0
		for i, k := range colours {
			if count[k]*wrong[i] > count[colours[most]]*wrong[most] {
				most = i
			}
		}
		if wrong[most] == 0 {
			break // all are there
		}
		next := colours[most]
		for i, k := range colours {
			far := 0
			for j := range k {
				far += (int(k[j]) - int(next[j])) * (int(k[j]) - int(next[j]))
			}
			if far < wrong[i] {
				wrong[i], index[k] = far, uint8(len(palette))
			}
		}
		palette = append(palette, color.RGBA{next[0], next[1], next[2], 255})
	}
	to := image.NewPaletted(from.Rect, palette)
	for i := range to.Pix {
		to.Pix[i] = index[[3]byte(from.Pix[4*i:])]
	}
	return to
}
