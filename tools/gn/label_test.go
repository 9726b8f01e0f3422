package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeFile writes a file and returns its path.
func writeFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// What was recognised in a table is reported before the first step; a column that is
// an unlikely label ends the call with 2 and names the flag that changes it.
func TestLabel(t *testing.T) {
	var kaggle, plain, alike strings.Builder
	kaggle.WriteString("label;pixel0;pixel1;pixel2\n")
	for i := range 80 {
		fmt.Fprintf(&kaggle, "%d;%d,5;%d;0\n", i%4, i, i*i%17)
		fmt.Fprintf(&plain, "%d,%d,%d\n", i%2, i*i%7, i)
		alike.WriteString("1,2,a\n")
	}
	twice := "a,label,class\n1,x,y\n"
	for _, c := range []struct {
		table, flags string
		code         int
		said         []string
	}{
		{kaggle.String(), "--layers 3-4", done, []string{
			"T: semicolons, decimal commas, a header; label column 1 (label), by its name: 4 classes, 80 samples of 3 numbers\n"}},
		{kaggle.String(), "--label label --layers 3-4", done, []string{"T?label=label: ", "label column 1 (label), as asked for: 4 classes"}},
		{kaggle.String(), "--label=-1", misused, []string{"column 4 (pixel2), as asked for: 1 class, ", "gn: --label: label column 4 (pixel2) has one class in 80 samples", "(label, pixel0, pixel1, pixel2)"}},
		{kaggle.String(), "--label digit", misused, []string{`gn: --label: no column is called "digit"`}},
		{kaggle.String(), "--label 5", misused, []string{"gn: --label: column 5 is asked for, there are 1 to 4"}},
		{kaggle.String(), "--label a&b", misused, []string{`gn: --label: "a&b": a name with &`}},
		{plain.String(), "", misused, []string{
			"T: commas, no header; label column 3, the last (no header names it): 80 classes, 80 samples of 2 numbers\n",
			"gn: --label: label column 3 has 80 classes in 80 samples, more than a tenth", "(1 to 3)", "target=COLUMN"}},
		{plain.String(), "--label 1 --layers 3-2", done, []string{"label column 1, as asked for: 2 classes, 80 samples of 2 numbers\n"}},
		{plain.String(), "--label 3 --layers 3-80", done, []string{"There are more classes than a tenth of the samples, as the column was asked for\n"}},
		{alike.String(), "", misused, []string{"gn: --label: label column 3 has one class in 80 samples"}},
		{alike.String(), "--label 3", misused, []string{"gn: --label: label column 3 has one class in 80 samples"}},
		{twice, "", misused, []string{"gn: --label: column 2 (label) and column 3 (class) may both be the label", "(a, label, class)"}},
		{"\x89PNG\r\n\x1a\n", "", failed, []string{"gn: data: t.csv: this is no table but a PNG image\n"}},
	} {
		path := writeFile(t, "t.csv", c.table)
		line := append([]string{"train", "--data", "csv:" + path, "--steps", "1", "--batch", "10", "--summary-batch", "20"}, strings.Fields(c.flags)...)
		code, stdout, stderr := gn(context.Background(), line...)
		if code != c.code || (stdout != "") != (code == done) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", c.flags, code, stdout, stderr)
		}
		for _, words := range c.said {
			if !strings.Contains(strings.ReplaceAll(stderr, "csv:"+path, "T"), words) {
				t.Errorf("%s: stderr %q lacks %q", c.flags, stderr, words)
			}
		}
	}
	for flags, want := range map[string]string{
		"--label a": "only a table", "--label a --data moons": "only a table", "--label a --data csv:f?label=b": "label is given twice",
		"--label a --data csv:f?target=b": "label and target cannot be given together",
	} {
		if code, _, stderr := gn(context.Background(), append([]string{"train"}, strings.Fields(flags)...)...); code != misused || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit %d, stderr %q, want %q", flags, code, stderr, want)
		}
	}
}

// A set of 62 classes that is stored transposed, as EMNIST ByClass is: every kind
// of network that suits its images takes it.
func TestManyClassesOfImages(t *testing.T) {
	const n = 124
	images, labels := []byte{0, 0, 8, 3}, []byte{0, 0, 8, 1}
	for _, d := range []uint32{n, 28, 28} {
		images = binary.BigEndian.AppendUint32(images, d)
	}
	labels = binary.BigEndian.AppendUint32(labels, n)
	for i := range n {
		labels = append(labels, byte(i%62))
		for p := range 28 * 28 {
			images = append(images, byte(i*p))
		}
	}
	data := "idx:" + writeFile(t, "i", string(images)) + "?labels=" + writeFile(t, "l", string(labels)) + "&transpose=yes"
	for _, flags := range []string{"--layers 4-62", "--model lenet"} {
		line := append([]string{"train", "--data", data, "--steps", "1", "--batch", "10", "--summary-batch", "20"}, strings.Fields(flags)...)
		code, _, stderr := gn(context.Background(), line...)
		if want := "labels 0 … 61: 62 classes, 124 images of 28×28 pixels, stored transposed (column by column)\n"; code != done || !strings.HasSuffix(stderr, want) {
			t.Errorf("%s: exit %d, stderr %q, want %q", flags, code, stderr, want)
		}
	}
}
