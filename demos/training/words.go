package training

import (
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos/plot"
)

// Table is a matrix for a real HTML table.
type Table struct {
	Caption string     `json:"caption"`
	Columns []string   `json:"columns"` // the first heads the column of names
	Rows    [][]string `json:"rows"`    // a name, then the exact numbers
}

// Table returns H̄ with the names of the groups, in the order of the picture;
// no rows before the first summary.
func (s *Scene) Table() Table {
	r := &s.record
	t := Table{Caption: "H̄, the curvature between groups", Columns: []string{"group"}}
	n := len(r.groups)
	if n == 0 || len(r.summary.Hbar) != n*n {
		return t
	}
	t.Caption += fmt.Sprintf(", at step %d", r.summary.Step)
	for _, i := range r.order {
		t.Columns = append(t.Columns, r.groups[i].Name)
		row := []string{r.groups[i].Name}
		for _, j := range r.order {
			row = append(row, plot.Exact(float64(r.summary.Hbar[i*n+j])))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Alt says in words what the picture shows.
func (s *Scene) Alt() string {
	r := &s.record
	if r.message != "" {
		return "The run stopped: " + r.message
	}
	if r.steps == 0 {
		return "A small network is ready to learn handwritten digits. Nothing has been computed yet: press play."
	}
	f := &r.frame
	var b strings.Builder
	fmt.Fprintf(&b, "A network learns handwritten digits. Step %d, epoch %.2f.", f.Step, f.Epoch)
	if plot.Finite(float64(f.Loss)) {
		fmt.Fprintf(&b, " Loss %s on the minibatch.", plot.Format(float64(f.Loss)))
	}
	fmt.Fprintf(&b, " Loss %s on the test digits, of which %s are read right.", plot.Format(float64(f.TestLoss)), plot.Percent(float64(f.Accuracy)))
	if n := len(r.groups); n > 0 && len(f.Eta) == n {
		b.WriteString(" Step sizes:")
		for i, g := range r.groups {
			if i == maxLines {
				fmt.Fprintf(&b, " and %d more", n-i)
				break
			}
			fmt.Fprintf(&b, " %s %s", g.Name, plot.Format(float64(f.Eta[i])))
			if flag := note(r, i); flag != "" {
				b.WriteString(" (" + flag + ")")
			}
			if i < n-1 {
				b.WriteByte(',')
			}
		}
		b.WriteByte('.')
	}
	if i, j, v, ok := r.strongest(); ok {
		fmt.Fprintf(&b, " The largest entry of H̄ between two groups is %s, of %s and %s.", plot.Format(v), r.groups[i].Name, r.groups[j].Name)
	}
	if f.Status != "" && f.Status != "unsolved" {
		fmt.Fprintf(&b, " The cubic step: %s.", f.Status)
	}
	if f.Reason != "" {
		fmt.Fprintf(&b, " %s.", strings.TrimSuffix(f.Reason, "."))
	}
	if n := len(r.answers); n > 0 {
		fmt.Fprintf(&b, " Of the %d digits shown, %d are read wrong.", n, r.wrong())
	}
	return b.String()
}

// strongest returns the largest entry of H̄ off its diagonal, by magnitude.
func (r *record) strongest() (i, j int, v float64, ok bool) {
	n := len(r.groups)
	if len(r.summary.Hbar) != n*n {
		return 0, 0, 0, false
	}
	size := -1.0
	for a := range n {
		for b := range a {
			x := float64(r.summary.Hbar[a*n+b])
			if abs := max(x, -x); abs > size {
				i, j, v, size, ok = b, a, x, abs, true
			}
		}
	}
	return i, j, v, ok
}
