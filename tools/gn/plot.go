package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/engine/train/trace"
)

// plotCommand draws a figure of a trace or of a network.
type plotCommand struct {
	input
	Out       string  `short:"o" required:"" placeholder:"FIGURE" help:"The picture to write: its ending says how, png, svg or pdf."`
	Show      string  `enum:"auto,loss,rates,heat" default:"auto" placeholder:"WHAT" help:"loss (curves of loss and accuracy), rates (η over time) or heat (map of H̄) [loss of a trace, heat of a network]."`
	Step      int     `range:"length" placeholder:"N" help:"heat of a trace: the last summary up to this step [the last of all]."`
	Partition string  `placeholder:"TEXT" help:"heat of a network: its groups, as for gn summary [the file's first]."`
	Width     float64 `range:"cm" default:"16" placeholder:"CM" help:"Width in centimetres [${default}]."`
	Height    float64 `range:"cm" default:"10" placeholder:"CM" help:"Height in centimetres [${default}]."`
}

// Help is what gn plot --help says beside the flags.
func (*plotCommand) Help() string {
	return `Reads a trace that gn train --trace wrote, or a network (schema hg/1, see docs/exchange.md), and draws one figure as PNG, SVG or PDF.

Examples:

    gn plot run.trace -o loss.svg
    gn plot run.trace --show rates -o rates.pdf
    gn plot run.trace --show heat --step 100 -o hbar.png
    gn plot network.json --partition wb -o hbar.png

Exit code: 0 done, 1 the file cannot be read or drawn, 2 called wrongly.`
}

// formats are the endings of a figure's name.
var formats = []string{"png", "svg", "pdf"}

// Validate refuses figures that cannot be written. Kong calls it.
func (c *plotCommand) Validate() error {
	if !slices.Contains(formats, c.format()) {
		return fmt.Errorf("--out: %q ends in none of .%s", c.Out, strings.Join(formats, ", ."))
	}
	return nil
}

func (c *plotCommand) format() string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(c.Out), "."))
}

// Run reads, draws and writes. Kong calls it.
func (c *plotCommand) Run(s *streams) error {
	if err := claim("out", c.Out, "", false); err != nil {
		return err
	}
	source, err := read(&c.input, s, readPlottable)
	if err != nil {
		return err
	}
	var f *figure
	if source.network != nil {
		f, err = c.ofNetwork(source.network)
	} else {
		f, err = c.ofTrace(source.frames)
	}
	if err != nil {
		return err
	}
	return replace(c.Out, func(w io.Writer) error {
		return f.write(w, vg.Length(c.Width)*vg.Centimeter, vg.Length(c.Height)*vg.Centimeter, c.format())
	})
}

// plottable is a network or the frames of a run.
type plottable struct {
	network *exchange.Network
	frames  []*train.Frame
}

// readPlottable distinguishes the two by the first byte: a network is JSON. A
// trace that was cut off gives the frames before the cut.
func readPlottable(r io.Reader) (*plottable, error) {
	buffered := bufio.NewReader(r)
	if first, err := buffered.Peek(1); err != nil || first[0] != 'C' {
		var whole io.Reader = buffered
		if sized, ok := r.(exchange.Sized); ok {
			whole = struct {
				io.Reader
				exchange.Sized
			}{buffered, sized}
		}
		network, err := exchange.ReadNetwork(whole)
		return &plottable{network: network}, err
	}
	t, err := trace.NewReader(buffered)
	if err != nil {
		return nil, err
	}
	p := new(plottable)
	for frame, err := range t.Frames() {
		if err != nil && !errors.Is(err, trace.ErrTruncated) {
			return nil, err
		}
		if err == nil {
			p.frames = append(p.frames, frame)
		}
	}
	if len(p.frames) == 0 {
		return nil, errors.New("the trace holds no step")
	}
	return p, nil
}

func (c *plotCommand) ofNetwork(n *exchange.Network) (*figure, error) {
	if c.Show != "auto" && c.Show != "heat" {
		return nil, usageError{fmt.Errorf("--show: a network has no %s, only a trace has", c.Show)}
	}
	point, err := c.point(n, kernel.Float64, c.Partition)
	if err != nil {
		return nil, err
	}
	report, err := point.Summarise(exchange.SummaryOptions{Partition: c.Partition, Lambdas: []float64{}})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.name(), err)
	}
	first := report.Cases[0]
	var names []string
	for _, group := range first.Groups {
		names = append(names, groupName(group))
	}
	return heat("Summary Hessian, "+first.Partition, names, slices.Concat(first.Hbar...))
}

func (c *plotCommand) ofTrace(frames []*train.Frame) (*figure, error) {
	switch c.Show {
	case "rates":
		return rates(frames)
	case "heat":
		summary := lastSummary(frames, c.Step)
		if summary == nil {
			return nil, fmt.Errorf("%s: no summary up to that step: H̄ is not in the trace", c.name())
		}
		values := make([]float64, len(summary.Hbar))
		for i, v := range summary.Hbar {
			values[i] = float64(v)
		}
		return heat(fmt.Sprintf("Summary Hessian in step %d", summary.Step), summary.Groups, values)
	case "auto", "loss":
		return losses(frames)
	}
	return nil, usageError{fmt.Errorf("--show: %q is none of auto, loss, rates, heat", c.Show)}
}

// lastSummary returns the last frame with a new summary, up to a step unless
// that is 0.
func lastSummary(frames []*train.Frame, step int) (last *train.Frame) {
	for _, f := range frames {
		if f.Fresh && len(f.Hbar) > 0 && (step == 0 || f.Step <= step) {
			last = f
		}
	}
	return last
}
