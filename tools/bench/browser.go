package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cauchy-newton/playground/tools/measure"
	"github.com/cauchy-newton/playground/tools/pagetest"
	"github.com/cauchy-newton/playground/tools/simd"
)

// browserCommand measures the engine in the page: beside TensorFlow.js and
// ConvNetJS, and with every edition of the SIMD kernels and without, beside bare
// loops of multiply–adds.
type browserCommand struct {
	Rounds count         `default:"5" help:"How often everything is measured."`
	Only   string        `default:"" enum:",rivals,editions" placeholder:"PART" help:"The part to be measured: rivals or editions; both without."`
	Sample time.Duration `default:"100ms" help:"How long a work of the rivals' is repeated in a round, once at least."`
	Root   string        `default:"." help:"The folder of the repository."`
}

// engineProgram is the engine in the page: it prints its times, or with the argument
// contest exports its work to the page.
const engineProgram = "./wasm/bench"

// Run measures and prints.
func (c *browserCommand) Run(w io.Writer) (err error) {
	browser, end, err := pagetest.Chromium()
	if err != nil {
		return err
	}
	defer end()
	lab, err := pagetest.NewLab(c.Root, filepath.Join(c.Root, "build", "bench"), browser)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, measure.Machine())
	if c.Only != "editions" {
		err = c.rivals(w, browser, lab)
	}
	if c.Only != "rivals" {
		err = errors.Join(err, c.editions(w, browser, lab))
	}
	return err
}

// Names of the bare loops, and of what a product in float32 ends with.
const (
	roofName = "bare multiply–adds"
	inSingle = ", float32"
)

// editions measures the engine with the SIMD modules and without.
func (c *browserCommand) editions(w io.Writer, browser context.Context, lab *pagetest.Lab) error {
	program, err := lab.Build(engineProgram)
	if err != nil {
		return err
	}
	t := newTable()
	for range c.Rounds {
		for level := range pagetest.Levels {
			for _, single := range []bool{false, true} {
				if level == 0 {
					continue // no vectors there
				}
				v, err := roof(browser, pagetest.Levels[level] == "relaxed", single)
				if err != nil {
					return err
				}
				t.add(level, roofOf(single), "GFLOP/s", v)
			}
			r, err := lab.Run(program, level)
			if err != nil {
				return err
			}
			var list []measure.Figure
			if err := json.Unmarshal([]byte(r.Output), &list); err != nil {
				return fmt.Errorf("exit code %d: %s: %w", r.Code, r.Output, err)
			}
			for _, m := range list {
				t.add(level, m.Name, m.Unit, m.Value)
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

func (t *table) add(level int, name, unit string, v float64) {
	if t.values[name] == nil {
		t.names, t.units[name] = append(t.names, name), unit
		t.values[name] = make([]measure.Series, len(pagetest.Levels))
	}
	t.values[name][level] = append(t.values[name][level], v)
}

// write prints the medians, how much the best edition gains over portable loops
// and, of a product, what part of the roof it reaches.
func (t *table) write(w io.Writer) error {
	out := measure.NewTable(slices.Concat([]string{"", ""}, pagetest.Levels, []string{"gain", "of roof"})...)
	for _, name := range t.names {
		row := []any{name, t.units[name]}
		levels := t.values[name]
		for _, v := range levels {
			row = append(row, v.Middle())
		}
		first, last := levels[0], levels[len(levels)-1]
		gain, part := first.Per(last), measure.Series(nil)
		if t.units[name] == "GFLOP/s" {
			gain = last.Per(first)
			part = last.Per(t.values[roofOf(strings.HasSuffix(name, inSingle))][len(levels)-1])
		}
		out.Row(append(row, gain.Middle(), part.Middle())...)
	}
	return out.Write(w)
}
