package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Table is what was recognised in the file of a table.
type Table struct {
	Form    []string // how it is written: "semicolons", "decimal commas", "UTF-16 (little-endian)", …, "a header"
	Columns []string // their names in the header; as many empty ones without
	Label   int      // the column of the classes, from 0; −1 where numbers are predicted
	Chosen  string   // why this one, in words
	Asked   bool     // because it was asked for

	Targets []int // the columns of the numbers to be predicted

	Samples, Features, Classes int

	Warnings []string // what may be wrong, as sentences
}

// String describes the table in a sentence: "semicolons, decimal commas, a
// header; label column 3 (kind), the last: 4 classes, 1,200 samples of 9 numbers".
func (t *Table) String() string {
	var b strings.Builder
	b.WriteString(strings.Join(t.Form, ", ") + "; ")
	if t.Label >= 0 {
		fmt.Fprintf(&b, "label %s, %s: %s, ", t.column(t.Label), t.Chosen, plural(t.Classes, "class", "classes"))
	} else {
		for i, j := range t.Targets {
			b.WriteString([]string{"", ", "}[min(i, 1)] + t.column(j))
		}
		b.WriteString(" to be predicted: ")
	}
	fmt.Fprintf(&b, "%s of %s", plural(t.Samples, "sample", "samples"), plural(t.Features, "number", "numbers"))
	for _, w := range t.Warnings {
		b.WriteString(". " + w)
	}
	return b.String()
}

func (t *Table) column(i int) string { return quoteColumn(t.Columns, i) }

// doubt returns why the label's column is probably the wrong one, or "": one class
// leaves nothing to learn, and many classes look like numbers. Many classes are
// accepted where the column was asked for.
func (t *Table) doubt() string {
	switch {
	case t.Label < 0:
		return ""
	case t.Classes == 1:
		return fmt.Sprintf("label %s has one class in %s: there is nothing to tell apart", t.column(t.Label), plural(t.Samples, "sample", "samples"))
	case 10*t.Classes > t.Samples && !t.Asked:
		return fmt.Sprintf("label %s has %s in %s, more than a tenth", t.column(t.Label), plural(t.Classes, "class", "classes"), plural(t.Samples, "sample", "samples"))
	}
	return ""
}

// LabelError says that the column of the labels has to be named, or another one be
// named: there is no such column, it is probably not meant, or several may be.
type LabelError struct {
	Name   string // of the set
	Table  *Table // what was recognised until then
	Reason string
}

func (e *LabelError) Error() string {
	return fmt.Sprintf("data: %s: %s", e.Name, e.Reason)
}

// in stores the table in the set that was made from it.
func (t *Table) in(s *Set, err error) (*Set, error) {
	if err == nil {
		s.Table, s.Origin = t, t.String()
	}
	return s, err
}

// describe fills in what was recognised, after the last record.
func (t *table) describe(classes []string) {
	r := t.found
	for _, d := range delimiters {
		if d.comma == t.records.Comma {
			r.Form = append(r.Form, d.name)
		}
	}
	if t.mark == ',' {
		r.Form = append(r.Form, "decimal commas")
		if !t.certain {
			r.Warnings = append(r.Warnings, "Every comma in a number has three digits behind it: they are read as decimals, not as thousands")
		}
	}
	r.Form = append(r.Form, t.text.form()...)
	if t.names == nil {
		r.Form = append(r.Form, "no header")
	} else {
		r.Form = append(r.Form, "a header")
	}
	r.Classes, r.Samples = len(classes), t.count
	if t.numbered() {
		r.Warnings = append(r.Warnings, fmt.Sprintf("C%s numbers the samples and is read as a feature", r.column(0)[1:]))
	}
	if r.Label < 0 || t.count == 0 {
		return
	}
	times := make([]int, len(classes))
	for _, id := range t.labels {
		times[id]++
	}
	singles := 0
	for i, n := range times {
		if text := classes[i]; text != "-" && slices.Contains(missing, text) || strings.EqualFold(text, "nan") { // + and − are usual labels
			r.Warnings = append(r.Warnings, fmt.Sprintf("Class %s of %s may be a missing value", quote(text), plural(n, "sample", "samples")))
		}
		if n == 1 {
			singles++
		}
	}
	if last := t.labels[t.count-1]; times[last] == 1 && t.count > 1 && !t.text.ended {
		r.Warnings = append(r.Warnings, fmt.Sprintf("Class %s has one sample, in the last line, which has no line end: is the file cut off?", quote(classes[last])))
	}
	if id := t.labels[0]; t.names == nil && singles == 1 && times[id] == 1 && t.count > 1 {
		r.Warnings = append(r.Warnings, fmt.Sprintf("Class %s has one sample, in the first line: is it the name of the column (header=yes)?", quote(classes[id])))
	}
	if r.Asked && 10*r.Classes > r.Samples {
		r.Warnings = append(r.Warnings, "There are more classes than a tenth of the samples, as the column was asked for")
	}
}

// numbered tells whether the first column is a feature that only numbers the
// samples, from 0 or 1 on, like an index that was written with the table: in a sorted
// table it gives the classes away. With few samples it may be chance.
func (t *table) numbered() bool {
	if t.roles[0] != feature || t.count < 20 || t.inputs[0] != 0 && t.inputs[0] != 1 {
		return false
	}
	for k := range t.count {
		if t.inputs[k*t.found.Features] != t.inputs[0]+float64(k) {
			return false
		}
	}
	return true
}

// plural writes a number of things, its thousands divided by commas.
func plural(n int, one, more string) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n == 1 {
		return digits + " " + one
	}
	return digits + " " + more
}
