package ebitenui

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
)

// bitmaps caches every demos.Bitmap on the graphics card while it is being drawn.
type bitmaps struct {
	kept map[*demos.Bitmap]*picture
	rgba []byte // the bitmap being copied
}

// picture is a bitmap on the card with its border repeated by a pixel on every
// side, so that smoothing does not fade towards the edge.
type picture struct {
	image   *ebiten.Image
	w, h    int
	version uint64
	used    bool // in this drawing of the scene
}

// of returns the picture of b, written anew when its version has changed.
func (s *bitmaps) of(b *demos.Bitmap) *picture {
	p := s.kept[b]
	if p == nil || p.w != b.W || p.h != b.H {
		if p != nil {
			p.image.Deallocate()
		}
		p = &picture{image: ebiten.NewImage(b.W+2, b.H+2), w: b.W, h: b.H}
		if s.kept == nil {
			s.kept = map[*demos.Bitmap]*picture{}
		}
		s.kept[b] = p
		s.write(p, b)
	} else if p.version != b.Version {
		s.write(p, b)
	}
	p.used = true
	return p
}

func (s *bitmaps) write(p *picture, b *demos.Bitmap) {
	s.rgba = s.rgba[:0]
	for y := -1; y <= b.H; y++ {
		row := 4 * b.W * min(max(y, 0), b.H-1)
		for x := -1; x <= b.W; x++ {
			i := row + 4*min(max(x, 0), b.W-1)
			alpha := int(b.Pix[i+3])
			s.rgba = append(s.rgba, // Ebiten takes premultiplied alpha
				part(b.Pix[i], alpha), part(b.Pix[i+1], alpha), part(b.Pix[i+2], alpha), byte(alpha))
		}
	}
	p.image.WritePixels(s.rgba)
	p.version = b.Version
}

// sweep frees what has not been drawn since the last sweep.
func (s *bitmaps) sweep() {
	for b, p := range s.kept {
		if !p.used {
			p.image.Deallocate()
			delete(s.kept, b)
		}
		p.used = false
	}
}

// part returns a channel at an opacity of alpha of 255.
func part(v byte, alpha int) byte { return byte((int(v)*alpha + 127) / 255) }
