package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every figure in every format is a picture of that format with something in it.
func TestFigures(t *testing.T) {
	dir := t.TempDir()
	run := filepath.Join(dir, "run.trace")
	if code, _, stderr := feed("", append(moons, "--steps", "25", "--trace", run)...); code != done {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for name, line := range map[string][]string{
		"loss":    {run},
		"rates":   {run, "--show", "rates"},
		"heat":    {run, "--show", "heat", "--step", "15"},
		"network": {networks + "mlp_tanh_nll.json", "--partition", "wb"},
		"large":   {networks + "discrete_tanh_nll.json"},
	} {
		for _, format := range formats {
			out := filepath.Join(dir, name+"."+format)
			code, stdout, stderr := feed("", append([]string{"plot", "-o", out}, line...)...)
			if code != done || stdout != "" || stderr != "" {
				t.Errorf("%s: exit %d, %q, %q", out, code, stdout, stderr)
				continue
			}
			picture, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			switch format {
			case "png":
				colours(t, name, picture)
			case "svg":
				for _, want := range map[string][]string{
					"loss": {"minibatch", "test set", "step"}, "rates": {"layers.0.weight", "Step sizes"},
					"heat": {"layers.1.bias", "in step 11 "}, "network": {"wb (red to"}, "large": {"discrete"},
				}[name] {
					if !strings.Contains(string(picture), want) {
						t.Errorf("%s does not say %q", out, want)
					}
				}
			case "pdf":
				if !bytes.HasPrefix(picture, []byte("%PDF-")) {
					t.Errorf("%s is no PDF", out)
				}
			}
		}
	}
}

// colours fails for a picture that is blank or of one ink.
func colours(t *testing.T, name string, picture []byte) {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	seen := map[[3]uint32]bool{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			r, g, b, _ := m.At(x, y).RGBA()
			if r != g || g != b {
				seen[[3]uint32{r, g, b}] = true
			}
		}
	}
	if len(seen) < 2 {
		t.Errorf("%s: %d colours beside greys", name, len(seen))
	}
}

func TestWrongFigures(t *testing.T) {
	for line, c := range map[string]struct {
		stdin string
		code  int
		want  string
	}{
		"plot - -o x.gif":               {tiny, misused, "ends in none of .png"},
		"plot - -o x.png --width 0":     {tiny, misused, "gn: --width: 0 is below 2; want a number from 2 to 200"},
		"plot -":                        {tiny, misused, "--out"},
		"plot - -o x.png --show rates":  {tiny, misused, "only a trace has"},
		"plot - -o x.png --partition y": {tiny, misused, "--partition"},
		"plot - -o nowhere/x.png":       {tiny, failed, "nowhere"},
		"plot - -o x.png":               {"CNtrace", failed, "trace: the trace is cut off"},
		"plot - -o x.png --show heat":   {"", failed, "cut off at line 1, byte 1"},
		"spectrum - --probes 0":         {tiny, misused, "gn: --probes: 0 is below 1"},
		"spectrum - --partition all":    {tiny, misused, "--partition"},
	} {
		code, stdout, stderr := feed(c.stdin, strings.Fields(line)...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("gn %s: exit %d, stdout %q, stderr %q; want %d and %q", line, code, stdout, stderr, c.code, c.want)
		}
	}
}
