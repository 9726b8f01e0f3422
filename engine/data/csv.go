package data

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Limits of a CSV file. Whatever the file, memory stays below a few times
// MaxCSVValues numbers.
const (
	// MaxCSVValues is how many numbers of a file are kept, features and
	// targets: half a gigabyte.
	MaxCSVValues = 1 << 26
	// MaxCSVLine is the longest record in bytes, quoted line breaks included.
	MaxCSVLine = 1 << 20
	// MaxClasses is how many different labels a file may have. A column with
	// more is a number to be predicted, or no label at all.
	MaxClasses = 4096
	// MaxMagnitude is the largest number read: its square is finite.
	MaxMagnitude = 1e150

	maxLabel = 256 // bytes of a label's text
)

// Header says whether the first record of a CSV file names the columns.
type Header uint8

// With HeaderAuto the first record is a header if one of its features is a text over
// numbers, or all are texts; if it counts the columns from 0; if a column is called
// label, class or target in any case; or if it holds the name of a column that is
// asked for.
const (
	HeaderAuto Header = iota
	HeaderYes
	HeaderNo
)

// CSV says what the columns of a file of comma-separated values mean. A column
// is given by its name in the header or by its number, from 1; a negative number
// counts from the end. All columns but those named here are features.
//
// The zero value takes the column called label, class or target, in any case, for
// class labels, or else the last column. Two columns of such names are a
// *LabelError.
type CSV struct {
	Label   string   // the column of class labels, texts or numbers; "" is recognised
	Targets []string // columns of numbers to be predicted, in place of a label
	Header  Header
}

// ReadCSV reads a set from comma-separated values as RFC 4180 has them, gzipped
// or not: quoted fields, blank lines left out, blanks around a field ignored.
// The delimiter (commas, semicolons, tabs, bars, blanks), decimal commas, UTF-16 and
// the line ends are recognised; Set.Table says what was found. Features and targets
// must be finite numbers. Labels are numbered in the order of their values if all
// are whole numbers, else in the order of their texts; ClassNames holds them.
//
// Errors name the line and the column, or say what the file is if it is no table.
func ReadCSV(name string, r io.Reader, c CSV) (*Set, error) {
	return readCSV(name, r, c, MaxCSVValues)
}

func readCSV(name string, r io.Reader, c CSV, limit int) (*Set, error) {
	t, err := readTable(r, c, limit)
	switch {
	case err != nil && t != nil && t.unsure != "":
		return nil, &LabelError{name, t.found, t.unsure}
	case err != nil:
		return nil, fmt.Errorf("data: %s: %w", name, err)
	}
	return t.set(name)
}

func readTable(r io.Reader, c CSV, limit int) (*table, error) {
	if c.Label != "" && len(c.Targets) > 0 {
		return nil, errors.New("both a label and targets are asked for")
	}
	r, _, err := gunzip(r)
	if err != nil {
		return nil, err
	}
	plain, err := newPlainText(r)
	if err != nil {
		return nil, err
	}
	beginning, err := io.ReadAll(io.LimitReader(plain, sampleSize)) // the table reads the rest, and an error again
	if err := foreignStart(beginning); err != nil {
		return nil, err
	}
	whole := err == nil && len(beginning) < sampleSize
	beginning = separatorLine.ReplaceAll(beginning, []byte("\n"))
	comma, sample := sniff(string(beginning), whole)
	bounded := &lineBound{r: bufio.NewReader(io.MultiReader(bytes.NewReader(beginning), plain))}
	t := &table{csv: c, limit: limit, text: plain, records: newRecords(bounded, comma), bound: bounded, ids: map[string]int{}, found: &Table{Label: -1}}
	t.records.ReuseRecord = true
	return t, t.read(sample)
}

// separatorLine is the first line of some spreadsheets' files. It is ignored: the
// delimiter is recognised without it.
var separatorLine = regexp.MustCompile(`^(?i:sep)=[,;\t| ]\n`)

// sampleSize is how much of a text is looked at before it is read: more than its
// longest record.
const sampleSize = MaxCSVLine + 1<<13

// lineBound returns an error for a record that is too long.
type lineBound struct {
	r    *bufio.Reader
	read int // bytes since the last record; the reader behind it is a buffer ahead
}

var errLine = fmt.Errorf("a record of more than %d bytes: is a quote left open?", MaxCSVLine)

func (b *lineBound) Read(p []byte) (int, error) {
	if b.read > MaxCSVLine {
		return 0, errLine
	}
	n, err := b.r.Read(p[:min(len(p), 4096)])
	b.read += n
	return n, err
}

// role is what a column is for.
type role int

const (
	feature role = -1 - iota
	label
	// from 0 on: the place of a target
)

// table is a CSV file while it is read.
type table struct {
	csv     CSV
	limit   int
	text    *plainText
	records *csv.Reader
	bound   *lineBound
	line    int // where the last record begins

	found  *Table
	names  []string // of the header; nil without one
	roles  []role   // of the columns
	unsure string   // why the column of the labels has to be named

	mark    byte // the decimal mark of the numbers so far
	certain bool // that a comma is a decimal mark and divides no thousands
	count   int  // samples

	inputs, values []float64
	labels         []int
	ids            map[string]int // of label texts, in the order they came
	order          []string
}

func (t *table) read(sample [][]string) error {
	record, err := t.next()
	if err != nil {
		return err
	}
	if record == nil {
		return errors.New("no records")
	}
	if len(sample) == 0 { // nothing divides it
		sample = [][]string{slices.Clone(record)}
	}
	if err := t.plan(sample); err != nil {
		return err
	}
	if t.names != nil {
		record, err = t.next()
	}
	for ; err == nil && record != nil; record, err = t.next() {
		if err := t.take(record); err != nil {
			return err
		}
	}
	if err == nil && len(t.inputs) == 0 {
		err = errors.New("a header and no records")
	}
	return err
}

// next returns the next record, nil behind the last.
func (t *table) next() ([]string, error) {
	record, err := t.records.Read()
	t.bound.read = 0
	if err == io.EOF {
		return nil, nil
	}
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		switch wrong.Err {
		case csv.ErrFieldCount:
			return nil, fmt.Errorf("line %d: %d fields, want %d as in the first record", wrong.Line, len(record), t.records.FieldsPerRecord)
		case csv.ErrQuote:
			return nil, fmt.Errorf("line %d, byte %d: a quote left open, or text behind a closing quote (\"\" stands for a quote)", wrong.Line, wrong.Column)
		case csv.ErrBareQuote:
			return nil, fmt.Errorf("line %d, byte %d: a quote within a field that does not begin with one", wrong.Line, wrong.Column)
		}
		return nil, fmt.Errorf("line %d: %w", wrong.StartLine, wrong.Err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the gzip file is cut off, or something stands behind its end")
	}
	if err != nil {
		return nil, fmt.Errorf("behind line %d: %w", t.line, err)
	}
	t.line, _ = t.records.FieldPos(0)
	return record, nil
}

// plan determines from the first records what the columns are for, and whether the
// very first is a header.
func (t *table) plan(sample [][]string) error {
	names := sample[0]
	t.roles = make([]role, len(names))
	for i := range t.roles {
		t.roles[i] = feature
	}
	t.found.Columns = make([]string, len(names))
	header := t.csv.Header == HeaderYes
	mark := func(column string, as role) (int, error) {
		i, named, err := find(column, names, t.csv.Header)
		if err != nil {
			if header || t.csv.Header == HeaderAuto && looksLikeHeader(sample, len(names)-1) {
				t.found.Columns = names
			}
			return 0, err
		}
		if t.roles[i] != feature {
			return 0, fmt.Errorf("column %q is asked for twice", column)
		}
		t.roles[i], header = as, header || named
		return i, nil
	}
	for k, column := range t.csv.Targets {
		i, err := mark(column, role(k))
		if err != nil {
			if text := strings.Join(t.found.Columns, ", "); strings.Trim(text, ", ") != "" && len(text) <= maxLabel {
				err = fmt.Errorf("%w: the columns are %s", err, text)
			}
			return err
		}
		t.found.Targets = append(t.found.Targets, i)
	}
	if len(t.csv.Targets) == 0 && t.csv.Label != "" {
		i, err := mark(t.csv.Label, label)
		if err != nil {
			t.unsure = err.Error()
			return err
		}
		t.found.Label, t.found.Asked, t.found.Chosen = i, true, "as asked for"
	}
	if t.csv.Header == HeaderAuto && !header {
		other := t.found.Label // a label may be a text anywhere
		if t.found.Targets == nil && other < 0 {
			other = len(names) - 1
		}
		header = looksLikeHeader(sample, other)
	}
	var known []int
	if t.csv.Header != HeaderNo {
		known = labelColumns(sample, header)
		header = header || len(known) > 0
	}
	if header {
		t.names, t.found.Columns = names, names
	}
	if t.found.Targets == nil && !t.found.Asked {
		i := len(names) - 1
		switch {
		case len(known) == 1:
			i, t.found.Chosen = known[0], "by its name"
		case len(known) > 1:
			t.unsure = fmt.Sprintf("%s and %s may both be the label", t.found.column(known[0]), t.found.column(known[1]))
			return errors.New(t.unsure)
		case header:
			t.found.Chosen = "the last (none is called label, class or target)"
		default:
			t.found.Chosen = "the last (no header names it)"
		}
		t.roles[i], t.found.Label = label, i
	}
	if wider := slices.IndexFunc(sample, func(record []string) bool { return len(record) > 1 }); len(names) == 1 && wider > 0 {
		return fmt.Errorf("the first record has one field, number %d has %d: is the first a title or a comment?", wider+1, len(sample[wider]))
	}
	if !slices.Contains(t.roles, feature) {
		return errors.New("no column is left for features: no comma, semicolon, tab, bar or blank divides the lines")
	}
	return nil
}

// find returns the column of that name or number. Unless there is a header for
// sure, a whole number is always the column's number: that it also stands in the
// first record may be chance.
func find(column string, names []string, header Header) (i int, named bool, err error) {
	n, err := strconv.Atoi(column)
	if header == HeaderYes || header == HeaderAuto && err != nil {
		if i := slices.Index(names, column); i >= 0 {
			if slices.Contains(names[i+1:], column) {
				return 0, false, fmt.Errorf("two columns are called %q: give a number", column)
			}
			return i, true, nil
		}
	}
	switch {
	case err != nil:
		return 0, false, fmt.Errorf("no column is called %s", quote(column))
	case n < 0 && -n <= len(names):
		return len(names) + n, false, nil
	case n < 1 || n > len(names):
		return 0, false, fmt.Errorf("column %d is asked for, there are 1 to %d", n, len(names))
	}
	return n - 1, false, nil
}

// take appends a record.
func (t *table) take(record []string) error {
	if len(t.inputs)+len(t.values)+len(record) > t.limit {
		return fmt.Errorf("line %d: the file holds more than %d numbers, the limit of what is kept in memory", t.line, t.limit)
	}
	t.count++
	row := len(t.values)
	t.values = append(t.values, make([]float64, len(t.csv.Targets))...)
	for i, text := range record {
		text = strings.TrimSpace(text)
		if t.roles[i] == label {
			if err := t.classify(i, text); err != nil {
				return err
			}
			continue
		}
		v, mark, err := decimal(text)
		switch {
		case text == "":
			return t.wrong(i, "the field is empty, want a number")
		case err != nil && !errors.Is(err, strconv.ErrRange):
			err := t.wrong(i, "%s is not a number", quote(text))
			if t.count == 1 && t.found.Label >= 0 && !t.found.Asked && !slices.Contains(missing, text) && !isNumber(text) {
				t.unsure = err.Error() + ", and the label is looked for in " + t.found.column(t.found.Label)
			}
			return err
		case mark != 0 && t.mark != 0 && mark != t.mark:
			return t.wrong(i, "%s has a decimal %s, and the numbers before a decimal %s", quote(text), marks[mark], marks[t.mark])
		case math.IsNaN(v) || math.Abs(v) > MaxMagnitude:
			return t.wrong(i, "%s is no number to compute with", quote(text))
		case t.roles[i] == feature:
			t.inputs = append(t.inputs, v)
		default:
			t.values[row+int(t.roles[i])] = v
		}
		if mark != 0 {
			t.mark = mark
			t.certain = t.certain || mark == ',' && !thousands.MatchString(text)
		}
	}
	return nil
}

// marks are the words for what stands before decimals.
var marks = map[byte]string{'.': "point", ',': "comma"}

// classify appends the label of a record.
func (t *table) classify(i int, text string) error {
	if text == "" {
		return t.wrong(i, "the label is empty")
	}
	if len(text) > maxLabel {
		return t.wrong(i, "a label of %d bytes, at most %d are read", len(text), maxLabel)
	}
	id, ok := t.ids[text]
	if !ok {
		if id = len(t.order); id == MaxClasses {
			err := t.wrong(i, "more than %d different labels: to predict a number, make the column a target", MaxClasses)
			t.unsure = err.Error()
			return err
		}
		text = strings.Clone(text) // not the whole record
		t.ids[text] = id
		t.order = append(t.order, text)
	}
	t.labels = append(t.labels, id)
	return nil
}

// wrong names the field of an error.
func (t *table) wrong(i int, format string, values ...any) error {
	line, _ := t.records.FieldPos(i)
	return fmt.Errorf("line %d, %s: %s", line, quoteColumn(t.names, i), fmt.Sprintf(format, values...))
}

// set returns the set that was read.
func (t *table) set(name string) (*Set, error) {
	width := 0
	for _, r := range t.roles {
		if r == feature {
			width++
		}
	}
	t.found.Features = width
	if n := len(t.csv.Targets); n > 0 {
		t.describe(nil)
		return t.found.in(NewValues(name, []int{width}, t.inputs, n, t.values))
	}
	names := slices.Clone(t.order)
	whole := !slices.ContainsFunc(names, func(text string) bool { _, err := strconv.Atoi(text); return err != nil })
	slices.SortFunc(names, func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		if whole && x != y {
			return cmp.Compare(x, y)
		}
		return strings.Compare(a, b)
	})
	place := make([]int, len(names))
	for i, text := range names {
		place[t.ids[text]] = i
	}
	for i, id := range t.labels {
		t.labels[i] = place[id]
	}
	t.describe(names)
	s, err := t.found.in(NewClasses(name, []int{width}, t.inputs, len(names), t.labels))
	if err == nil {
		s.ClassNames = names
	}
	return s, err
}

// quote shows a word of the input, cut where it would fill the screen.
func quote(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return strconv.Quote(s)
}
