// Command pagebench measures the engine in headless Chromium: beside
// TensorFlow.js and ConvNetJS, and with every edition of the SIMD kernels and
// without. What is compared is measured in turns; the tables hold medians over
// the rounds.
//
//	go run ./tools/pagebench
//	go run ./tools/pagebench -only rivals -rounds 9
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
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
		return editions(w, lab, rounds)
	}
	return nil
}

// editions measures the engine with the SIMD modules and without.
func editions(w io.Writer, lab *trial.Lab, rounds int) error {
	program, err := lab.Build("./wasm/bench")
	if err != nil {
		return err
	}
	var names []measurement
	values := make(map[string][][]float64) // by name and level
	for range rounds {
		for level := range trial.Levels {
			r, err := lab.Run(program, level)
			if err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(r.Output), &names); err != nil {
				return fmt.Errorf("pagebench: exit code %d: %s: %w", r.Code, r.Output, err)
			}
			for _, m := range names {
				if values[m.Name] == nil {
					values[m.Name] = make([][]float64, len(trial.Levels))
				}
				values[m.Name][level] = append(values[m.Name][level], m.Value)
			}
		}
	}
	fmt.Fprintf(w, "\nSIMD modules: plain %d bytes, relaxed %d bytes\n\n", len(simd.Module(false)), len(simd.Module(true)))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "\t\t")
	for _, name := range trial.Levels {
		fmt.Fprint(t, name, "\t")
	}
	fmt.Fprintln(t, "gain\t")
	for _, m := range names {
		fmt.Fprintf(t, "%s\t%s\t", m.Name, m.Unit)
		var last []float64
		for _, v := range values[m.Name] {
			slices.Sort(v)
			last = append(last, v[len(v)/2])
			fmt.Fprintf(t, "%.2f\t", v[len(v)/2])
		}
		gain := last[len(last)-1] / last[0]
		if m.Unit != "GFLOP/s" {
			gain = 1 / gain
		}
		fmt.Fprintf(t, "%.1f×\t\n", gain)
	}
	return t.Flush()
}
