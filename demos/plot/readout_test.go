package plot_test

import (
	"fmt"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// What fits is drawn, row by row, and found again below the pointer; what does
// not fit is neither.
func TestReadout(t *testing.T) {
	for _, rows := range []int{0, 1, 2} {
		for _, wide := range []float64{120, 250, 1000} {
			r := plot.Readout{Rows: rows}
			for i := range 8 {
				r.Readings = append(r.Readings, plot.Reading{Label: "name", Value: fmt.Sprint(1000 + i), Exact: fmt.Sprint(i)})
			}
			c := &demos.Recorder{Width: wide, Height: 60}
			r.Draw(c, &demos.Light, demos.Box{W: wide, H: 60}, wide < 700, 10)
			shown := len(c.Texts) / 2
			if all := wide == 1000; (shown == 8) != all || shown == 0 || rows == 2 && !all && shown < 2 {
				t.Errorf("%d rows, %g px: %d readings", rows, wide, shown)
			}
			for i := range shown {
				if got, ok := r.Under(c.Texts[2*i+1].Box.Middle()); !ok || got != i {
					t.Errorf("%d rows, %g px: reading %d lies below %d, %t", rows, wide, got, i, ok)
				}
			}
			inside(t, "readout", c, demos.Box{W: wide, H: 60})
			if _, ok := r.Under(demos.Point{X: 1, Y: 55}); ok {
				t.Error("a reading where there is none")
			}
		}
	}
	number, words := plot.Reading{Label: "ρ", Value: "1", Exact: "1.01", Help: "h"}, plot.Reading{Label: "using", Value: "all", Help: "h"}
	if a, b := fmt.Sprint(number.Tip()), fmt.Sprint(words.Tip()); a != "[ρ 1.01 h]" || b != "[using: all h]" {
		t.Errorf("tips %s, %s", a, b)
	}
}
