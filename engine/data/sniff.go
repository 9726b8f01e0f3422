package data

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// delimiters may divide the fields; the first of equally good ones is taken. Blanks
// are accepted only if all records have the same width: every text has blanks.
var delimiters = []struct {
	comma rune
	name  string
}{{',', "commas"}, {';', "semicolons"}, {'\t', "tabs"}, {'|', "bars (|)"}, {' ', "blanks"}}

// labelNames are what the column of class labels is usually called, in any case.
var labelNames = []string{"label", "class", "target"}

// missing are the texts of a field without a value. They are no column names either.
var missing = []string{"", "?", "-", "NA", "N/A", "null", "None"}

// sampled records at the beginning of a file show how it is written.
const sampled = 100

// split returns the first records of a text with this delimiter, and whether all
// of it is well formed. Unless the text is the whole file its last record may be
// cut and is left out.
func split(text string, whole bool, comma rune) (records [][]string, well bool) {
	r := newRecords(strings.NewReader(text), comma)
	r.FieldsPerRecord = -1
	for len(records) < sampled {
		record, err := r.Read()
		if !whole && r.InputOffset() == int64(len(text)) {
			return records, true
		}
		if err != nil {
			return records, err == io.EOF
		}
		for i := range record {
			record[i] = strings.TrimSpace(record[i])
		}
		records = append(records, record)
	}
	return records, true
}

// newRecords returns a reader of records. Several blanks divide as one does.
func newRecords(r io.Reader, comma rune) *csv.Reader {
	records := csv.NewReader(r)
	records.Comma, records.TrimLeadingSpace = comma, comma == ' '
	return records
}

// sniff determines the delimiter of a file from its beginning: the one that gives
// well-formed records of one width, then the most numbers, then the fewest fields
// that another delimiter would divide.
func sniff(text string, whole bool) (comma rune, first [][]string) {
	best := []float64{-1}
	for _, d := range delimiters {
		if !strings.ContainsRune(text, d.comma) || !whole && !strings.Contains(text, "\n") {
			continue
		}
		records, well := split(text, whole, d.comma)
		if len(records) == 0 {
			continue
		}
		score := rate(records, well)
		if d.comma == ' ' && slices.Contains(score[:3], 0) {
			continue
		}
		if slices.Compare(score, best) > 0 {
			comma, first, best = d.comma, records, score
		}
	}
	if first == nil {
		comma = delimiters[0].comma // and its reader says what is wrong
	}
	return comma, first
}

// rate scores how much records look like a table, the weightiest criterion first.
func rate(records [][]string, well bool) []float64 {
	width := len(records[0])
	alike, numbers, single, fields := 0.0, 0.0, 0.0, 0.0
	for i, record := range records {
		if len(record) == width {
			alike++
		}
		if i == 0 && len(records) > 1 {
			continue // it may be a header
		}
		for _, field := range record {
			fields++
			if isNumber(field) {
				numbers++
			} else if !strings.ContainsAny(field, ",;\t|") {
				single++ // and no two fields
			}
		}
	}
	share := alike / float64(len(records))
	return []float64{truth(width > 1), truth(well), truth(share == 1), numbers / fields, single / fields, share}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// digits matches what may be meant as a number, with or without divided thousands.
var digits = regexp.MustCompile(`^[-+]?[.,]?\d([\d.,]*[\d.])?([eE][-+]?\d+)?$`)

// isNumber tells whether a field may be meant as a number.
func isNumber(field string) bool {
	_, err := strconv.ParseFloat(field, 64)
	return err == nil || digits.MatchString(field)
}

// decimal reads a number, and returns the mark before its decimals, 0 without.
func decimal(field string) (v float64, mark byte, err error) {
	if strings.ContainsAny(field, "_xX") { // numbers in Go, but not in tables
		return 0, 0, strconv.ErrSyntax
	}
	if i := strings.IndexByte(field, ','); i >= 0 {
		if strings.ContainsAny(field[i+1:], ",.") || strings.Contains(field[:i], ".") {
			return 0, 0, strconv.ErrSyntax
		}
		v, err = strconv.ParseFloat(field[:i]+"."+field[i+1:], 64)
		return v, ',', err
	}
	if strings.IndexByte(field, '.') >= 0 {
		mark = '.'
	}
	v, err = strconv.ParseFloat(field, 64)
	return v, mark, err
}

// thousands is a number whose comma may divide thousands.
var thousands = regexp.MustCompile(`^[-+]?[1-9]\d{0,2},\d{3}$`)

// looksLikeHeader tells whether the first record names the columns, going by all
// of them but the label's: one of its texts stands over numbers, or it has texts
// alone.
func looksLikeHeader(first [][]string, label int) bool {
	over, texts, numbers := false, false, false
	for j, name := range first[0] {
		switch {
		case j == label || slices.Contains(missing, name):
		case isNumber(name):
			numbers = true
		default:
			texts = true
			over = over || slices.ContainsFunc(first[1:], func(record []string) bool { return j < len(record) && isNumber(record[j]) })
		}
	}
	return over || texts && !numbers || countsColumns(first, label)
}

// countsColumns tells whether the first record numbers the columns from 0, as
// tables without names are written with a header: 0, 1, 2, …, with a name or none
// over an index in front, and a number or a name over the labels. Three features
// at least: two may be a sample.
func countsColumns(first [][]string, label int) bool {
	names := first[0]
	front := 0
	if !isNumber(names[0]) {
		front = 1
	}
	features := 0
	for j := front; j < len(names); j++ {
		switch {
		case names[j] == strconv.Itoa(j-front):
			features++
		case j != label || isNumber(names[j]) || slices.ContainsFunc(first[1:], func(record []string) bool { return j < len(record) && record[j] == names[j] }):
			return false
		}
	}
	return features >= 3
}

// labelColumns returns the columns that are called like a label. Where nothing
// else says that the first record is a header, a word that stands in its column
// again is no name but a label.
func labelColumns(first [][]string, header bool) (columns []int) {
	for j, name := range first[0] {
		if !slices.ContainsFunc(labelNames, func(known string) bool { return strings.EqualFold(known, name) }) {
			continue
		}
		again := func(record []string) bool { return j < len(record) && record[j] == name }
		if header || !slices.ContainsFunc(first[1:], again) {
			columns = append(columns, j)
		}
	}
	return columns
}

// quoteColumn names a column, with its name in the header if it has one.
func quoteColumn(names []string, i int) string {
	if names == nil || names[i] == "" {
		return fmt.Sprintf("column %d", i+1)
	}
	return fmt.Sprintf("column %d (%.40s)", i+1, names[i])
}
