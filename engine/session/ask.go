package session

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
)

// maxDrawing bounds the sides of a drawing.
const maxDrawing = 1024

// ask classifies an image with the network of a lane: a drawing, centred like the
// digits of MNIST, or the test sample of a number.
func (s *Session) ask(c link.Command) ([]link.Event, error) {
	test := s.sets.test
	if !test.Images() || test.Classes == 0 {
		return nil, fmt.Errorf("link: ask: %s are no images", s.sets.name)
	}
	pixels, answer := []byte(nil), frame.Answer{Index: -1, Label: -1}
	shape := test.Shape
	side := shape[len(shape)-1]
	switch {
	case c.Data == nil && (c.N < 0 || c.N >= test.Len()):
		return nil, fmt.Errorf("link: ask: there is no test image %d, of 0 … %d", c.N, test.Len()-1)
	case c.Data == nil:
		pixels, answer.Index, answer.Label = test.Pixels(c.N), c.N, test.Labels[c.N]
	case c.W < 1 || c.H < 1 || c.W > maxDrawing || c.H > maxDrawing || len(c.Data) != c.W*c.H:
		return nil, fmt.Errorf("link: ask: %d bytes are no drawing of %d×%d", len(c.Data), c.W, c.H)
	case test.Width() != side*side:
		return nil, errors.New("link: ask: only square grey images can be drawn")
	default:
		pixels = make([]byte, side*side)
		data.Centre(pixels, side, c.Data, c.W, c.H)
		if slices.Max(pixels) == 0 {
			return nil, errors.New("link: ask: nothing is drawn")
		}
	}
	x := make([]float64, test.Width())
	test.Numbers(x, pixels)
	answer.Prob = make([]float64, test.Classes)
	s.lanes[c.Lane].run.Answers(answer.Prob, x)
	answer.Guess = slices.Index(answer.Prob, slices.Max(answer.Prob))
	h := shape[len(shape)-2]
	shown := &link.Digits{W: side, H: h, Pixels: [][]byte{grey(pixels, side*h)}, Labels: []int{answer.Label}}
	return []link.Event{{Is: link.IsAnswer, ID: c.ID, Lane: c.Lane, Step: s.lanes[c.Lane].run.Steps(), Answer: &answer, Digits: shown}}, nil
}
