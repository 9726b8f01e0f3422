package data

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

const iris = "sepal, petal, species\n5.1,1.4,setosa\n\n7.0,4.7,\"versi, color\"\n6.3,6.0,virginica\n5.0,1.5,setosa\n"

func TestReadCSV(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		csv    CSV
		inputs string
		labels string
		names  string
	}{
		"last column":        {iris, CSV{}, "[5.1 1.4 7 4.7 6.3 6 5 1.5]", "[0 1 2 0]", "[setosa versi, color virginica]"},
		"by name":            {iris, CSV{Label: "species"}, "[5.1 1.4 7 4.7 6.3 6 5 1.5]", "[0 1 2 0]", "[setosa versi, color virginica]"},
		"by number":          {"b,1,2\na,3,4\n", CSV{Label: "1"}, "[1 2 3 4]", "[1 0]", "[a b]"},
		"from the end":       {"1,b,2\n3,a,4\n", CSV{Label: "-2"}, "[1 2 3 4]", "[1 0]", "[a b]"},
		"numeric labels":     {"1,10\n2,9\n3,10", CSV{}, "[1 2 3]", "[1 0 1]", "[9 10]"},
		"header by decree":   {"1,2\n3,4\n", CSV{Header: HeaderYes}, "[3]", "[0]", "[4]"},
		"a number is a name": {"1999,y\n3,4\n", CSV{Label: "1999", Header: HeaderYes}, "[4]", "[0]", "[3]"},
		"Windows":            {"\ufeffx,y\r\n 1 , a \r\n", CSV{}, "[1]", "[0]", "[a]"},
		"quoted line break":  {"x,y\n1,\"a\nb\"\n", CSV{}, "[1]", "[0]", "[a\nb]"},
	} {
		s, err := ReadCSV("t", iotest.OneByteReader(strings.NewReader(c.text)), c.csv)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		x, labels := rows(s)
		if fmt.Sprint(x) != c.inputs || fmt.Sprint(labels) != c.labels || fmt.Sprint(s.ClassNames) != c.names {
			t.Errorf("%s: %v %v %v, want %s %s %s", name, x, labels, s.ClassNames, c.inputs, c.labels, c.names)
		}
	}
}

func TestReadCSVTargets(t *testing.T) {
	s, err := ReadCSV("t", bytes.NewReader(gzipped(t, []byte("a,b,c,d\n1,2,3,4\n5,6,7,8\n"))), CSV{Targets: []string{"d", "2"}})
	if err != nil {
		t.Fatal(err)
	}
	x, _ := rows(s)
	y := make([]float64, 4)
	s.Targets(y, []int{1, 0})
	if !slices.Equal(x, []float64{1, 3, 5, 7}) || !slices.Equal(y, []float64{8, 6, 4, 2}) || s.Outputs() != 2 || s.Classes != 0 {
		t.Errorf("inputs %v, values %v", x, y)
	}
}

// badCSV is the table of docs/data.md.
var badCSV = []struct {
	text string
	csv  CSV
	want string
}{
	{"", CSV{}, "data: t: no records"},
	{"x,y\n", CSV{}, "data: t: a header and no records"},
	{"1,2\n3\n", CSV{}, "data: t: line 2: 1 fields, want 2 as in the first record"},
	{"x,y\n1,a\nb,a\n", CSV{}, `data: t: line 3, column 1 (x): "b" is not a number`},
	{"1,a\n,a\n", CSV{}, "data: t: line 2, column 1: the field is empty, want a number"},
	{"1,a\nNaN,a\n", CSV{}, `data: t: line 2, column 1: "NaN" is no number to compute with`},
	{"1,a\n1e999,a\n", CSV{}, `data: t: line 2, column 1: "1e999" is no number to compute with`},
	{"1,a\n2,\n", CSV{}, "data: t: line 2, column 2: the label is empty"},
	{"1,a\n2,\"b\n", CSV{}, "data: t: line 2, byte 6: a quote left open, or text behind a closing quote"},
	{"1,a\n2,b\"c\n", CSV{}, "data: t: line 2, byte 4: a quote within a field that does not begin with one"},
	{"x,y\n1,a\n", CSV{Label: "z"}, `data: t: no column is called "z"`},
	{"x,x,y\n1,1,a\n", CSV{Label: "x"}, `data: t: two columns are called "x": give a number`},
	{"x,y\n1,a\n", CSV{Label: "3"}, "data: t: column 3 is asked for, there are 1 to 2"},
	{"x,y\n1,a\n", CSV{Label: "0"}, "data: t: column 0 is asked for, there are 1 to 2"},
	{"a\nb\n", CSV{}, "data: t: no column is left for features"},
	{"x,y\n1,2\n", CSV{Targets: []string{"y", "2"}}, `data: t: column "2" is asked for twice`},
	{"x,y\n1,2\n", CSV{Label: "x", Targets: []string{"y"}}, "data: t: both a label and targets are asked for"},
	{"x,y\n1,two\n", CSV{Targets: []string{"y"}}, `data: t: line 2, column 2 (y): "two" is not a number`},
	{"\x1f\x8b\x08", CSV{}, "data: t: gzip header: unexpected EOF"},
}

func TestReadCSVRefuses(t *testing.T) {
	for _, c := range badCSV {
		_, err := ReadCSV("t", strings.NewReader(c.text), c.csv)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q, %+v: error %v, want %q", c.text, c.csv, err, c.want)
		}
	}
	_, err := readCSV("t", strings.NewReader("1,2,a\n3,4,b\n"), CSV{}, 4)
	if want := "data: t: line 2: the file holds more than 4 numbers, the limit of what is kept in memory"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
	var classes strings.Builder
	for i := range MaxClasses + 1 {
		fmt.Fprintf(&classes, "1,%d\n", i)
	}
	_, err = ReadCSV("t", strings.NewReader(classes.String()), CSV{})
	if want := "data: t: line 4097, column 2: more than 4096 different labels"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

// endless is a reader that repeats a text for ever.
type endless string

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e[i%len(e)]
	}
	return len(p), nil
}

// A quote that is never closed, and a line that never ends, cost a few
// megabytes.
func TestEndlessRecordsCostLittle(t *testing.T) {
	for _, start := range []string{"1,\"", "1,"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := ReadCSV("t", io.MultiReader(strings.NewReader(start), endless("abc,")), CSV{})
		runtime.ReadMemStats(&after)
		if want := "data: t: behind line 0: a record of more than 1048576 bytes"; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > 64<<20 {
			t.Errorf("%d bytes allocated", got)
		}
	}
}

// plainly writes a set that was read from a table as RFC 4180 has it, and says how
// it is to be read.
func plainly(s *Set) ([]byte, CSV) {
	c := CSV{Header: HeaderNo}
	if s.Table.Label >= 0 {
		c.Label = strconv.Itoa(s.Table.Label + 1)
	}
	for _, j := range s.Table.Targets {
		c.Targets = append(c.Targets, strconv.Itoa(j+1))
	}
	var b bytes.Buffer
	x, labels := rows(s)
	y := make([]float64, s.Outputs())
	for i := range s.Len() {
		s.Targets(y, []int{i})
		for j := range s.Table.Columns {
			var text string
			switch k := slices.Index(s.Table.Targets, j); {
			case j == s.Table.Label:
				text = s.ClassNames[labels[i]]
			case k >= 0:
				text = strconv.FormatFloat(y[k], 'g', -1, 64)
			default:
				text, x = strconv.FormatFloat(x[0], 'g', -1, 64), x[1:]
			}
			fmt.Fprintf(&b, "%s\"%s\"", []string{"", ","}[min(j, 1)], strings.ReplaceAll(text, `"`, `""`))
		}
		b.WriteByte('\n')
	}
	return b.Bytes(), c
}

// Whatever the bytes, ReadCSV returns: a set that can be gathered and whose
// numbers are finite, or an error with our prefix. What was read and is written
// plainly reads as the same set.
func FuzzReadCSV(f *testing.F) {
	f.Add([]byte(iris), "species", "")
	f.Add([]byte("1,2\n3,4\n"), "", "2")
	f.Add([]byte("\"a\"\"b\",1\n"), "-1", "")
	f.Add([]byte("\xff\xfe1\x00;\x00a\x00\r\x00"), "", "")
	f.Add([]byte("1,5;2,5;\"a\n;\"\r1.0;2;\xe9"), "", "")
	f.Add([]byte("label\ty\n1\t1,000\n"), "", "2")
	for _, c := range badCSV {
		f.Add([]byte(c.text), c.csv.Label, strings.Join(c.csv.Targets, ","))
	}
	f.Fuzz(func(t *testing.T, text []byte, label, targets string) {
		c := CSV{Label: label}
		if targets != "" {
			c.Targets = strings.Split(targets, ",")
		}
		s, err := ReadCSV("fuzz", bytes.NewReader(text), c)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "data: fuzz: ") {
				t.Errorf("error without prefix: %v", err)
			}
			return
		}
		x, _ := rows(s)
		y := make([]float64, s.Outputs())
		s.Targets(y, []int{s.Len() - 1})
		for _, v := range slices.Concat(x, y) {
			if v-v != 0 {
				t.Fatalf("%g in the set", v)
			}
		}
		again, c := plainly(s)
		if bytes.ContainsFunc(again, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
			return // at the beginning of a file that is a binary one
		}
		read, err := ReadCSV("again", bytes.NewReader(again), c)
		if err != nil || read.Fingerprint() != s.Fingerprint() || !slices.Equal(read.ClassNames, s.ClassNames) {
			t.Errorf("%q is another set: %v", again, err)
		}
	})
}
