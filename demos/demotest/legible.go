package demotest

import (
	"fmt"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// Legible draws the scene in all sizes, with the playground's fonts and with a wider one, and
// checks every text by Inside and Apart.
func Legible(t *testing.T, at string, s demos.Scene, sizes ...Size) {
	t.Helper()
	for _, size := range sizes {
		for _, c := range []*demos.Recorder{Recorder(size), {Width: size.W, Height: size.H}} {
			s.Update(demos.Pointer{}, &demos.Light)
			s.Draw(c)
			at := fmt.Sprintf("%s, %g×%g, own fonts %t", at, size.W, size.H, c.Measure != nil)
			Inside(t, at, c)
			Apart(t, at, c)
		}
	}
}

// Inside checks that every text is set in 11 px or more and lies on the canvas.
func Inside(t *testing.T, at string, c *demos.Recorder) {
	t.Helper()
	for _, fault := range outside(c) {
		t.Errorf("%s: %s", at, fault)
	}
}

// Apart checks that no two texts overlap.
func Apart(t *testing.T, at string, c *demos.Recorder) {
	t.Helper()
	for _, fault := range meetings(c) {
		t.Errorf("%s: %s", at, fault)
	}
}

func outside(c *demos.Recorder) (faults []string) {
	for _, a := range c.Texts {
		if a.Style.Size != 0 && a.Style.Size < 11 {
			faults = append(faults, fmt.Sprintf("%q is set in %g px", a.Text, a.Style.Size))
		}
		if b := a.Box; b.X < 0 || b.Y < 0 || b.X+b.W > c.Width || b.Y+b.H > c.Height {
			faults = append(faults, fmt.Sprintf("%q at %.1f leaves the canvas", a.Text, b))
		}
	}
	return faults
}

func meetings(c *demos.Recorder) (faults []string) {
	for i, a := range c.Texts {
		for _, o := range c.Texts[:i] {
			if a.Box.Inset(0.1, 0.1, 0.1, 0.1).Meets(o.Box) {
				faults = append(faults, fmt.Sprintf("%q at %.1f meets %q at %.1f", a.Text, a.Box, o.Text, o.Box))
			}
		}
	}
	return faults
}
