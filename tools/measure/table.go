package measure

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Table is a table in Markdown, ready for docs/performance.md.
type Table struct{ rows [][]string }

// NewTable begins a table with the titles of its columns.
func NewTable(head ...string) *Table {
	t := &Table{}
	t.add(head)
	t.add(slices.Repeat([]string{"---"}, len(head)))
	return t
}

// Row adds a row: numbers with three digits, series as their String.
func (t *Table) Row(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		if v, ok := c.(float64); ok {
			row[i] = fmt.Sprintf("%.3g", v)
		} else {
			row[i] = fmt.Sprint(c)
		}
	}
	t.add(row)
}

func (t *Table) add(row []string) { t.rows = append(t.rows, row) }

// Write writes the table with its columns aligned, and an empty line.
func (t *Table) Write(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)
	for _, row := range t.rows {
		fmt.Fprintf(out, "| %s\t|\n", strings.Join(row, "\t| "))
	}
	fmt.Fprintln(out)
	return out.Flush()
}
