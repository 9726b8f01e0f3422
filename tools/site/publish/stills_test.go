package publish

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/cauchy-newton/playground/demos/lesson/course"
)

// Every lesson has a link preview, and every numbered one a card in both themes: of
// their size, not empty, the same bytes whenever they are drawn, and all together small
// enough for the first visit.
func TestStills(t *testing.T) {
	var mu sync.Mutex
	cards, seen := 0, map[string]string{}
	t.Run("lessons", func(t *testing.T) {
		for _, l := range course.Lessons {
			t.Run(l.Slug, func(t *testing.T) {
				t.Parallel()
				files, err := drawn(l)
				if err != nil {
					t.Fatal(err)
				}
				again, err := opened(l)
				if err != nil {
					t.Fatal(err)
				}
				preview, err := previewPage.draw(again)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(preview, files[l.Slug+previewSuffix]) {
					t.Error("it is not drawn alike twice")
				}
				if want := map[bool]int{false: 1, true: 3}[l.Numbered()]; len(files) != want {
					t.Errorf("%d images, want %d", len(files), want)
				}
				if l.Numbered() && (l.Short == "" || l.Image == "") {
					t.Error("its card has no words")
				}
				for name, content := range files {
					picture, err := png.Decode(bytes.NewReader(content))
					if err != nil {
						t.Fatal(err)
					}
					size, card := image.Pt(stillScale*cardWidth, stillScale*cardHeight), true
					if name == l.Slug+previewSuffix {
						size, card = image.Pt(1200, 630), false
					}
					if got := picture.Bounds().Size(); got != size {
						t.Errorf("%s is %v, want %v", name, got, size)
					}
					if part := drawnPart(picture); part < 0.02 {
						t.Errorf("%s: %.3f of it is not ground", name, part)
					}
					if artifacts := os.Getenv("STILLS"); artifacts != "" {
						if err := os.WriteFile(filepath.Join(artifacts, name), content, 0o644); err != nil {
							t.Fatal(err)
						}
					}
					mu.Lock()
					if card {
						cards += len(content)
					}
					if other := seen[string(content)]; other != "" {
						t.Errorf("%s is %s", name, other)
					}
					seen[string(content)] = name
					mu.Unlock()
				}
			})
		}
	})
	t.Logf("the cards have %d bytes", cards)
	if cards >= 400_000 {
		t.Errorf("the cards have %d bytes", cards)
	}
}

// drawnPart is the part of a picture that has not the colour of its corner.
func drawnPart(p image.Image) float64 {
	b := p.Bounds()
	ground, n := p.At(b.Min.X, b.Min.Y), 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if p.At(x, y) != ground {
				n++
			}
		}
	}
	return float64(n) / float64(b.Dx()*b.Dy())
}

// A few pixels of a colour of their own keep it, beside many of many others.
func TestPalettedKeepsRareColours(t *testing.T) {
	p := image.NewRGBA(image.Rect(0, 0, 256, 256))
	rare := color.RGBA{250, 160, 120, 255}
	for y := range 256 {
		for x := range 256 {
			c := color.RGBA{uint8(x / 8), uint8(y / 2), 100, 255}
			if x < 5 && y < 5 {
				c = rare
			}
			p.SetRGBA(x, y, c)
		}
	}
	if got := paletted(p).At(2, 2); got != rare {
		t.Errorf("it became %v", got)
	}
}
