package plot

import (
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// Whatever the room, a passage keeps every word; it is as high as it says, in the
// largest type that fits.
func TestPassageFitsItsRoom(t *testing.T) {
	paragraphs := []Paragraph{
		{"A heading", demos.TextStyle{Size: 1.5, Bold: true}, 0.5},
		{"", demos.TextStyle{Size: 1}, 9},
		{"One sentence of some length. And another one.", demos.TextStyle{Size: 1}, 0},
	}
	var c demos.Recorder
	before := 99.0
	for h := 300.0; h >= 0; h -= 5 {
		lines := Passage(&c, paragraphs, 120, h, 20, 10)
		said, high := []string{}, 0.0
		for _, l := range lines {
			if w := LabelWidth(&c, l.Text, l.Style); w > 120 {
				t.Errorf("%v: %q is %v wide", h, l.Text, w)
			}
			if l.Paragraph != min(2*len(said), 2) && l.Paragraph != 0 {
				t.Errorf("%v: %q is of paragraph %d", h, l.Text, l.Paragraph)
			}
			said, high = append(said, l.Text), high+l.Height
		}
		if got := strings.Join(said, " "); got != paragraphs[0].Text+" "+paragraphs[2].Text {
			t.Errorf("%v: it says %q", h, got)
		}
		em := lines[len(lines)-1].Style.Size
		if high > h && em != 10 {
			t.Errorf("a room of %v has a passage %v high, of size %v", h, high, em)
		}
		if larger := Passage(&c, paragraphs, 120, 1e9, em+1, em+1); em < 20 {
			sum, cut := 0.0, false
			for _, l := range larger {
				sum, cut = sum+l.Height, cut || strings.Contains(l.Text, "…")
			}
			if sum <= h && !cut {
				t.Errorf("a room of %v has space for size %v", h, em+1)
			}
		}
		if em > before {
			t.Errorf("a smaller room has larger type: %v", em)
		}
		before = em
	}
	if before != 10 {
		t.Errorf("a room without height has type of size %v", before)
	}
}
