// Command pagebench measures the engine in headless Chromium: beside
// TensorFlow.js and ConvNetJS, and with every edition of the SIMD kernels and
// without, beside bare loops of multiply–adds. What is compared is measured in
// turns; the tables hold medians over the rounds, ratios those of their quotients.
//
//	go run ./tools/pagebench
//	go run ./tools/pagebench -only rivals -rounds 9
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/cauchy-newton/playground/tools/measure"
	"github.com/cauchy-newton/playground/tools/simd"
	"github.com/cauchy-newton/playground/tools/trial"
)

// measurement is what wasm/bench prints.
type measurement struct {
	Name  string
	Unit  string
	Value float64
}

func main() {
	root := flag.String("root", ".", "the `folder` of the repository")
	rounds := flag.Int("rounds", 5, "how often everything is measured")
	only := flag.String("only", "", "`part` to be measured: rivals or editions; both if empty")
	sample := flag.Duration("sample", 100*time.Millisecond, "how long a work of the rivals' is repeated in a round, once at least")
	flag.Parse()
	if *rounds < 1 || !slices.Contains([]string{"", "rivals", "editions"}, *only) || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, *root, *only, *rounds, *sample); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(w io.Writer, root, only string, rounds int, sample time.Duration) error {
	browser, end, err := trial.Chromium()
	if err != nil {
		return err
	}
	defer end()
	lab, err := trial.NewLab(root, filepath.Join(root, "build", "pagebench"), browser)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, measure.Machine())
	if only != "editions" {
		if err := rivals(w, root, browser, lab, rounds, sample); err != nil {
			return err
		}
	}
	if only != "rivals" {
		return editions(w, browser, lab, rounds)
	}
	return nil
}

// Names of the bare loops, and of what a product in float32 ends with.
const (
	roofName = "bare multiply–adds"
	inSingle = ", float32"
)

// editions measures the engine with the SIMD modules and without.
func editions(w io.Writer, browser context.Context, lab *trial.Lab, rounds int) error {
	program, err := lab.Build("./wasm/bench")
	if err != nil {
		return err
	}
	t := newTable()
	for range rounds {
		for level := range trial.Levels {
			for _, single := range []bool{false, true} {
				if level == 0 {
					continue // no vectors there
				}
				v, err := roof(browser, trial.Levels[level] == "relaxed", single)
				if err != nil {
					return err
				}
				t.add(level, measurement{roofOf(single), "GFLOP/s", v})
			}
			r, err := lab.Run(program, level)
			if err != nil {
				return err
			}
			var list []measurement
			if err := json.Unmarshal([]byte(r.Output), &list); err != nil {
				return fmt.Errorf("pagebench: exit code %d: %s: %w", r.Code, r.Output, err)
			}
			for _, m := range list {
				t.add(level, m)
			}
		}
	}
	fmt.Fprintf(w, "\nSIMD modules: plain %d bytes, relaxed %d bytes\n\n", len(simd.Module(false)), len(simd.Module(true)))
	return t.write(w)
}

func roofOf(single bool) string {
	if single {
		return roofName + inSingle
	}
	return roofName
}

// table has what was measured by name and level, a value a round.
type table struct {
	names  []string // in the order of their appearance
	units  map[string]string
	values map[string][]measure.Series
}

func newTable() *table {
	return &table{units: map[string]string{}, values: map[string][]measure.Series{}}
}

func (t *table) add(level int, m measurement) {
	if t.values[m.Name] == nil {
		t.names, t.units[m.Name] = append(t.names, m.Name), m.Unit
		t.values[m.Name] = make([]measure.Series, len(trial.Levels))
	}
	t.values[m.Name][level] = append(t.values[m.Name][level], m.Value)
}

// write prints the medians, how much the best edition gains over portable loops
// and, of a product, what part of the roof it reaches.
func (t *table) write(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "\t\t%s\tgain\tof roof\t\n", strings.Join(trial.Levels, "\t"))
	for _, name := range t.names {
		fmt.Fprintf(out, "%s\t%s\t", name, t.units[name])
		levels, speed := t.values[name], t.units[name] == "GFLOP/s"
		for _, v := range levels {
			fmt.Fprint(out, told(v, ""), "\t")
		}
		first, last := levels[0], levels[len(levels)-1]
		gain, part := first.Per(last), measure.Series(nil)
		if speed {
			gain = last.Per(first)
			part = last.Per(t.values[roofOf(strings.HasSuffix(name, inSingle))][len(levels)-1])
		}
		fmt.Fprintf(out, "%s\t%s\t\n", told(gain, "×"), told(part, ""))
	}
	return out.Flush()
}

// told writes the median, of nothing a dash.
func told(s measure.Series, unit string) string {
	if len(s) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f%s", s.Median(), unit)
}
