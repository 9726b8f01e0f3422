package data

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"
)

// Files of other people: what is recognised in them.
func TestTablesOfOthers(t *testing.T) {
	for name, want := range map[string]string{
		"bom-quoted":  "commas, UTF-8 behind a byte-order mark, CRLF line ends, a header; label column 3 (kind), the last (none is called label, class or target): 2 classes, 6 samples of 2 numbers",
		"label-first": "commas, a header; label column 1 (label), by its name: 4 classes, 40 samples of 9 numbers",
		"oldmac":      "commas, CR line ends, a header; label column 3 (k), the last (none is called label, class or target): 2 classes, 3 samples of 2 numbers",
		"semicolon":   "semicolons, decimal commas, a header; label column 3 (kind), the last (none is called label, class or target): 2 classes, 4 samples of 2 numbers",
	} {
		file := must[*os.File](t)(os.Open(filepath.Join("testdata", "table", name+".csv")))
		defer file.Close()
		s, err := ReadCSV(name, file, CSV{})
		if err != nil || s.Origin != want {
			t.Errorf("%s: error %v,\n%q, want\n%q", name, err, s.Origin, want)
		}
	}
}

// written is a way to write a table.
type written struct {
	comma    string
	decimal  string
	encoding string
	end      string // of a line; "mixed" is each in turn
	quoted   bool   // every field, not only where it has to be
	spaced   bool   // blanks stand around every field
	closed   bool   // the last line has an end
	header   string // "named": the label's column is called Label; "": there is none
	label    int    // the place of the label's column
}

// rowsWritten are two numbers and a label each.
var rowsWritten = [][3]string{
	{"1.5", "-2", "é"}, {"1234.125", "0.5e3", "say \"no\""}, {"-0", "7", "a,b;c|d\te"}, {"10", "1e-300", "two\nlines"}, {"1.5", ".5", "é"}, {"3", "4", "two\nlines"},
}

// write writes the rows that way.
func (w written) write() []byte {
	var b strings.Builder
	lines := 0
	end := func() string {
		lines++
		if w.end == "mixed" {
			return []string{"\n", "\r\n", "\r"}[lines%3]
		}
		return w.end
	}
	line := func(a, c, label string) {
		fields := slices.Insert([]string{a, c}, w.label, label)
		for i, f := range fields {
			if w.quoted || strings.ContainsAny(f, "\"\r\n"+w.comma) {
				fields[i] = `"` + strings.ReplaceAll(strings.ReplaceAll(f, `"`, `""`), "\n", end()) + `"`
			}
		}
		if w.spaced {
			for i, f := range fields {
				fields[i] = "  " + f + " "
			}
		}
		b.WriteString(strings.Join(fields, w.comma))
	}
	if w.header != "" {
		line(" length", "width ", map[string]string{"named": "Label", "other": "kind"}[w.header])
	}
	for i, r := range rowsWritten {
		if i > 0 || w.header != "" {
			b.WriteString(end())
		}
		line(strings.Replace(r[0], ".", w.decimal, 1), strings.Replace(r[1], ".", w.decimal, 1), r[2])
	}
	if w.closed {
		b.WriteString(end())
	}
	encode := func(order binary.AppendByteOrder, text string) (out []byte) {
		for _, unit := range utf16.Encode([]rune(text)) {
			out = order.AppendUint16(out, unit)
		}
		return out
	}
	switch w.encoding {
	case "UTF-8":
		return []byte(b.String())
	case "UTF-8 with a mark":
		return []byte("\ufeff" + b.String())
	case "UTF-16LE":
		return encode(binary.LittleEndian, "\ufeff"+b.String())
	case "UTF-16BE":
		return encode(binary.BigEndian, "\ufeff"+b.String())
	case "UTF-16LE without a mark":
		return encode(binary.LittleEndian, b.String())
	case "Windows-1252":
		return []byte(strings.ReplaceAll(b.String(), "é", "\xe9"))
	}
	panic(w.encoding)
}

// Law: however a table is written, it is read as the same set.
func TestHoweverATableIsWritten(t *testing.T) {
	plain := written{",", ".", "UTF-8", "\n", false, false, true, "named", 2}
	want := must[*Set](t)(ReadCSV("t", bytes.NewReader(plain.write()), CSV{}))
	names := []string{"a,b;c|d\te", "say \"no\"", "two\nlines", "é"}
	if want.Len() != len(rowsWritten) || !slices.Equal(want.ClassNames, names) {
		t.Fatalf("%d samples, classes %q", want.Len(), want.ClassNames)
	}
	words := map[string]string{
		",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars (|)", " ": "blanks",
		"UTF-8 with a mark": "UTF-8 behind a byte-order mark", "UTF-16LE": "UTF-16 (little-endian)", "UTF-16BE": "UTF-16 (big-endian)",
		"UTF-16LE without a mark": "UTF-16 (little-endian)", "Windows-1252": "Windows-1252 where it is no UTF-8",
		"\r\n": "CRLF line ends", "\r": "CR line ends", "mixed": "CR and CRLF and LF line ends",
	}
	tried, every := 0, 1
	if testing.Short() {
		every = 4 // with each turn another one of four
	}
	for _, comma := range []string{",", ";", "\t", "|", " "} {
		for _, decimal := range []string{".", ","} {
			for _, encoding := range []string{"UTF-8", "UTF-8 with a mark", "UTF-16LE", "UTF-16BE", "UTF-16LE without a mark", "Windows-1252"} {
				for _, end := range []string{"\n", "\r\n", "\r", "mixed"} {
					turn := tried * every / 36
					for shape := (turn + turn/4) % every; shape < 2*2*3*3; shape += every {
						w := written{comma, decimal, encoding, end, shape%2 == 0, shape%5 == 0, shape/2%2 == 0, []string{"named", "other", ""}[shape/4%3], shape / 12}
						c := CSV{Label: map[string]string{"named": "", "other": "kind", "": fmt.Sprint(w.label + 1)}[w.header]}
						s, err := ReadCSV("t", bytes.NewReader(w.write()), c)
						if err != nil {
							t.Fatalf("%+v: %v", w, err)
						}
						if s.Fingerprint() != want.Fingerprint() || !slices.Equal(s.ClassNames, names) || s.Table.Label != w.label {
							t.Fatalf("%+v: another set: %s", w, s.Origin)
						}
						form := []string{words[comma], map[bool]string{true: "a header", false: "no header"}[w.header != ""]}
						if decimal == "," {
							form = append(form, "decimal commas")
						}
						for _, word := range []string{words[encoding], words[end]} {
							if word != "" {
								form = append(form, word)
							}
						}
						slices.Sort(form)
						if got := slices.Sorted(slices.Values(s.Table.Form)); !slices.Equal(got, form) {
							t.Fatalf("%+v: recognised %q, want %q", w, got, form)
						}
						tried++
					}
				}
			}
		}
	}
	if tried != 5*2*6*4*36/every {
		t.Errorf("%d ways", tried)
	}
}

// The label's column, and what is said of it.
func TestLabelColumn(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		csv  CSV
		want string // the end of the description
	}{
		"called label":      {"a,LABEL,b\n1,x,2\n3,y,4\n", CSV{}, "a header; label column 2 (LABEL), by its name: 2 classes, 2 samples of 2 numbers"},
		"called class":      {"Class,a\n1,2\n3,4\n", CSV{}, "label column 1 (Class), by its name: 2 classes, 2 samples of 1 number"},
		"called target":     {"a, \"target\" , \"b c\" \n1, x,2\n", CSV{}, "a header; label column 2 (target), by its name: 1 class, 1 sample of 2 numbers"},
		"numbers as names":  {"0,1,target\n5,6,7\n8,9,10\n", CSV{}, "a header; label column 3 (target), by its name: 2 classes, 2 samples of 2 numbers"},
		"asked for":         {"label,a,kind\n1,2,x\n3,4,y\n", CSV{Label: "-1"}, "a header; label column 3 (kind), as asked for: 2 classes, 2 samples of 2 numbers. There are more classes than a tenth of the samples, as the column was asked for"},
		"the last":          {"a,b,kind\n1,2,x\n3,4,y\n", CSV{}, "a header; label column 3 (kind), the last (none is called label, class or target): 2 classes, 2 samples of 2 numbers"},
		"no header":         {"1,2,3\n1,5,6\n", CSV{}, "no header; label column 3, the last (no header names it): 2 classes, 2 samples of 2 numbers"},
		"a label again":     {"1,2,class\n3,4,other\n5,6,class\n7,8,other\n", CSV{}, "no header; label column 3, the last (no header names it): 2 classes, 4 samples of 2 numbers"},
		"no header, texts":  {"a,1,2\nb,3,4\na,5,6\nb,7,8\n", CSV{Label: "1"}, "no header; label column 1, as asked for: 2 classes, 4 samples of 2 numbers. There are more classes than a tenth of the samples, as the column was asked for"},
		"labels and digits": {"1,a\n2,7\n", CSV{}, "no header; label column 2, the last (no header names it): 2 classes, 2 samples of 1 number"},
		"cut off":           {"a,k\n1,cat\n2,cat\n3,dog\n4,dog\n5,ca", CSV{}, "3 classes, 5 samples of 1 number. Class \"ca\" has one sample, in the last line, which has no line end: is the file cut off?"},
		"not cut off":       {"a,k\n1,cat\n2,cat\n3,dog\n4,dog\n5,ca\n", CSV{}, "3 classes, 5 samples of 1 number"},
		"no end, yet whole": {"a,k\n1,cat\n2,cat\n3,dog\n4,dog", CSV{}, "2 classes, 4 samples of 1 number"},
		"a hidden header":   {"1999,kind\n1,x\n2,y\n3,x\n4,y\n", CSV{}, "3 classes, 5 samples of 1 number. Class \"kind\" has one sample, in the first line: is it the name of the column (header=yes)?"},
		"a hidden number":   {"1990,1991,1992\n1.5,2,0\n3,4,1\n5,6,0\n7,8,1\n", CSV{}, "no header; label column 3, the last (no header names it): 3 classes, 5 samples of 2 numbers. Class \"1992\" has one sample, in the first line: is it the name of the column (header=yes)?"},
		"counted columns":   {"0,1,2,3\n1.5,2.5,3.5,0\n1,2,3,1\n", CSV{}, "a header; label column 4 (3), the last (none is called label, class or target): 2 classes, 2 samples of 3 numbers"},
		"an index, too":     {",0,1,2\n0,2.5,3.5,0\n1,2,3,1\n", CSV{}, "a header; label column 4 (2), the last (none is called label, class or target): 2 classes, 2 samples of 3 numbers"},
		"and a name":        {"0,1,2,kind\n1.5,2.5,3.5,0\n1,2,3,1\n", CSV{}, "a header; label column 4 (kind), the last (none is called label, class or target): 2 classes, 2 samples of 3 numbers"},
		"a sample 0, 1, 2":  {"0,1,2,cat\n1.5,2.5,3.5,dog\n1,2,3,cat\n", CSV{}, "no header; label column 4, the last (no header names it): 2 classes, 3 samples of 3 numbers"},
		"one sample 0, 1":   {"0,1,1\n1.5,2.5,0\n1,2,1\n", CSV{}, "no header; label column 3, the last (no header names it): 2 classes, 3 samples of 2 numbers"},
		"numbered samples":  {"Id,a,label\n" + numberedRows(0), CSV{}, "2 classes, 30 samples of 2 numbers. Column 1 (Id) numbers the samples and is read as a feature"},
		"numbered from 1":   {"label,a,b\n" + numberedRows(1), CSV{Label: "3"}, "30 samples of 2 numbers. Column 1 (label) numbers the samples and is read as a feature"},
		"numbered from 2":   {"a,b,label\n" + numberedRows(2), CSV{}, "2 classes, 30 samples of 2 numbers"},
		"missing labels":    {"a,class\n1,x\n5,NA\n2,y\n4,NA\n", CSV{}, "3 classes, 4 samples of 1 number. Class \"NA\" of 2 samples may be a missing value"},
		"a missing label":   {"a,class\n1,1\n5,0\n2,nan\n4,1\n", CSV{}, "3 classes, 4 samples of 1 number. Class \"nan\" of 1 sample may be a missing value"},
		"plus and minus":    {"a,class\n1,+\n5,-\n2,-\n4,+\n", CSV{}, "2 classes, 4 samples of 1 number"},
		"thousands":         {"a;k\n1,234;x\n2,345;y\n", CSV{}, "decimals, not as thousands"},
		"no thousands":      {"a;k\n1,234;x\n0,345;y\n", CSV{}, "2 classes, 2 samples of 1 number"},
		"values":            {"a,b,c\n1,2,3\n4,5,6\n", CSV{Targets: []string{"c", "1"}}, "commas, a header; column 3 (c), column 1 (a) to be predicted: 2 samples of 1 number"},
		"blanks":            {"  5.1  3.5 setosa  \n 4.9  3.0 setosa\n", CSV{}, "blanks, no header; label column 3, the last (no header names it): 1 class, 2 samples of 2 numbers"},
		"a line for Excel":  {"sep=;\r\na;k\r\n1;x\r\n2;y\r\n", CSV{}, "semicolons, CRLF line ends, a header; label column 2 (k), the last (none is called label, class or target): 2 classes, 2 samples of 1 number"},
		"many":              {"a,label\n" + strings.Repeat("1,x\n", 12345), CSV{}, "1 class, 12,345 samples of 1 number"},
	} {
		s, err := ReadCSV("t", strings.NewReader(c.text), c.csv)
		if err != nil || !strings.HasSuffix(s.Origin, c.want) {
			t.Errorf("%s: error %v,\n%q, want\n%q", name, err, s.Origin, c.want)
		}
	}
}

// numberedRows are thirty records of two numbers and a class, the first a number
// that counts from a start.
func numberedRows(from int) string {
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, "%d,%d,%d\n", i+from, i*i%7, i%2)
	}
	return b.String()
}

// An unknown column is refused with the names of the known ones.
func TestUnknownColumnListsTheKnown(t *testing.T) {
	for _, text := range []string{"a,b,kind\n1,2,x\n3,4,y\n", "a,b,class\n1,2,x\n3,4,y\n"} {
		_, err := ReadCSV("t", strings.NewReader(text), CSV{Label: "Kind"})
		wrong, ok := errors.AsType[*LabelError](err)
		if !ok || wrong.Table.Columns[0] != "a" || wrong.Table.Columns[1] != "b" {
			t.Errorf("%q: %v", text, err)
		}
		if _, err := ReadCSV("t", strings.NewReader(text), CSV{Targets: []string{"c"}}); err == nil || !strings.Contains(err.Error(), "a, b, ") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A column of labels that is hardly meant is asked about, and named it is taken.
func TestDoubtfulLabels(t *testing.T) {
	number := func(n, classes int) string {
		var b strings.Builder
		b.WriteString("a,b,kind\n")
		for i := range n {
			fmt.Fprintf(&b, "%d,%d,%d\n", i%2, i*i%7, i%classes)
		}
		return b.String()
	}
	for _, c := range []struct{ text, query, want string }{
		{number(40, 4), "", ""},
		{number(39, 4), "", "label column 3 (kind) has 4 classes in 39 samples, more than a tenth"},
		{number(39, 4), "?label=kind", ""},
		{number(39, 4), "?label=3", ""},
		{number(39, 4), "?target=kind", ""},
		{number(40, 1), "", "label column 3 (kind) has one class in 40 samples: there is nothing to tell apart"},
		{number(40, 1), "?label=kind", "label column 3 (kind) has one class in 40 samples: there is nothing to tell apart"},
		{number(6000, 5000), "", "line 4098, column 3 (kind): more than 4096 different labels: to predict a number, make the column a target"},
		{"a,Label,TARGET\n1,2,3\n", "", "column 2 (Label) and column 3 (TARGET) may both be the label"},
		{"species,a,b\ncat,1,2\ndog,3,4\n", "", `line 2, column 1 (species): "cat" is not a number, and the label is looked for in column 3 (b)`},
	} {
		files := fstest.MapFS{"t.csv": {Data: []byte(c.text)}}
		train, test, err := Open("csv:t.csv"+c.query, files)
		if c.want == "" {
			if err != nil || train.Origin == "" || train.Table == nil || test.Origin != train.Origin {
				t.Errorf("%.60q%s: error %v, %+v", c.text, c.query, err, train)
			}
			continue
		}
		wrong, ok := errors.AsType[*LabelError](err)
		if !ok || wrong.Reason != c.want || wrong.Name != "t.csv" || wrong.Table == nil || len(wrong.Table.Columns) != 3 {
			t.Errorf("%.60q%s: error %v, want %q", c.text, c.query, err, c.want)
		}
	}
}

// What is no table is told what it is.
func TestNoTable(t *testing.T) {
	for start, want := range map[string]string{
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "a PNG image",
		"PK\x03\x04\x14\x00\x06\x00":          "a ZIP archive, as workbooks (.xlsx, .ods) are",
		"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0":    "a PDF document",
		"PAR1\x15\x04\x15\x10":                "a Parquet file",
		"\n<!DOCTYPE html>\n<html>":           "an HTML page",
		"<?xml version=\"1.0\"?>":             "XML",
		"\xef\xbb\xbf{\"a\": [1, 2]}":         "JSON",
		"[[1, 2], [3, 4]]":                    "JSON",
		"% Iris\n%\n\n@RELATION iris\n":       "an ARFF file: take out its lines up to @data",
		"version https://git-lfs.github.com/": "a pointer of Git LFS: fetch the file itself",
		"\x1f\x8b\x08\x00\x00\x00\x00":        "", // a gzip file that is cut
		"\x01\x02\x03,\x04\n":                 `a binary file (it starts with "\x01\x02\x03,\x04\n")`,
		"\x00\x00\x08\x03\x00\x00\x00\x01":    "an IDX file of images: write idx:file",
	} {
		_, err := ReadCSV("t", strings.NewReader(start), CSV{})
		if want == "" {
			want = "data: t: "
		} else {
			want = "data: t: this is no table but " + want
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", start, err, want)
		}
	}
	if _, err := ReadCSV("t", bytes.NewReader(gzipped(t, []byte("\x89PNG\r\n\x1a\n"))), CSV{}); err == nil || !strings.HasSuffix(err.Error(), "a PNG image") {
		t.Errorf("a gzipped PNG: error %v", err)
	}
	packed := gzipped(t, []byte(strings.Repeat("1.5,a\n2.5,b\n", 100)))
	if _, err := ReadCSV("t", bytes.NewReader(packed[:len(packed)-6]), CSV{}); err == nil || !strings.Contains(err.Error(), "the gzip file is cut off") {
		t.Errorf("a cut gzip file: error %v", err)
	}
	for text, want := range map[string]string{
		"\xff\xfe\x00\x00a\x00\x00\x00":         "data: t: this is UTF-32, which is not read: save it as UTF-8",
		"\xff\xfea\x00,":                        "data: t: behind line 0: UTF-16 that ends within a character: is the file cut off?",
		"\xff\xfea\x00\x00\xd8b\x00":            "data: t: behind line 0: half a character: this is no UTF-16",
		strings.Repeat("1,a\n", 200) + "1,\x00": "data: t: behind line 200: a zero byte: this is no text",
		"# flowers\n1,2,a\n":                    "data: t: the first record has one field, number 2 has 3: is the first a title or a comment?",
		"# flowers\n# of 2020\n1,2,a\n":         "data: t: the first record has one field, number 3 has 3: is the first a title or a comment?",
		"1,a\n1_000,b\n":                        `data: t: line 2, column 1: "1_000" is not a number`,
		"1,a\n0x1p4,b\n":                        `data: t: line 2, column 1: "0x1p4" is not a number`,
		"x,,k\n1,,a\n":                          "data: t: line 2, column 2: the field is empty, want a number",
		"1.5;a\n2,5;b\n":                        `data: t: line 2, column 1: "2,5" has a decimal comma, and the numbers before a decimal point`,
		"1,5;a\n1.234,5;b\n":                    `data: t: line 2, column 1: "1.234,5" is not a number`,
	} {
		if _, err := ReadCSV("t", strings.NewReader(text), CSV{}); err == nil || err.Error() != want {
			t.Errorf("%.20q: error %v, want %q", text, err, want)
		}
	}
}
