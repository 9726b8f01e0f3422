package engine_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/engine/train/trace"
)

// readers run an input of the table in docs/data.md. What the table calls a
// reader is the first word, the rest is its option.
var readers = map[string]func(input, option string) error{
	"name": func(input, _ string) error {
		_, _, err := data.Open(input, fstest.MapFS{})
		return err
	},
	"csv": func(input, option string) error {
		var c data.CSV
		switch key, value, _ := strings.Cut(option, "="); key {
		case "label":
			c.Label = value
		case "target":
			c.Targets = strings.Split(value, ",")
		}
		_, err := data.ReadCSV("iris.csv", strings.NewReader(input), c)
		return err
	},
	"cifar10": func(input, _ string) error {
		_, err := data.ReadCIFAR("data_batch_1.bin", strings.NewReader(input))
		return err
	},
	"idx": func(input, _ string) error {
		_, err := data.ReadMNIST("mnist", strings.NewReader(input), strings.NewReader("\x00\x00\x08\x01\x00\x00\x00\x01\x07"))
		return err
	},
	"settings": func(input, _ string) error {
		c, err := train.Config{}.With([]byte(input))
		if err == nil {
			err = c.Validate()
		}
		if err == nil {
			set, test, opened := data.MNIST()
			if opened != nil {
				return opened
			}
			_, err = train.New(c, set, test)
		}
		return err
	},
	"partition": func(input, _ string) error {
		g, err := model.MLP(model.Shape{Widths: []int{784, 16, 10}, Activation: "tanh", Loss: "cross-entropy"})
		if err == nil {
			_, err = partition.Parse(input, g.Params())
		}
		return err
	},
	"checkpoint": func(input, _ string) error {
		_, err := train.ReadCheckpoint(strings.NewReader(input))
		return err
	},
	"trace": func(input, _ string) error {
		r, err := trace.NewReader(strings.NewReader(input))
		if err != nil {
			return err
		}
		return r.Next(new(train.Frame))
	},
	"hg/1": func(input, _ string) error {
		n, err := exchange.ReadNetwork(strings.NewReader(input))
		if err == nil {
			_, err = n.Graph()
		}
		return err
	},
	"trajectory/1": func(input, _ string) error {
		_, err := exchange.ReadTrajectory(strings.NewReader(input))
		return err
	},
	"nesterov/1": func(input, _ string) error {
		_, err := exchange.ReadCubic(strings.NewReader(input))
		return err
	},
}

// Every row of the table of bad inputs in docs/data.md is true: the reader in
// the first cell gives for the input in the second the error in the third.
func TestBadInputs(t *testing.T) {
	text, err := os.ReadFile("../docs/data.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| reader | input | error |\n|---|---|---|\n")
	if !found {
		t.Fatal("docs/data.md has no table of bad inputs")
	}
	seen := map[string]int{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "` | `")
		reader, input, ok := strings.Cut(cells[0], " | `")
		if !ok || len(cells) != 2 {
			break // the table's end
		}
		reader, option, _ := strings.Cut(strings.TrimPrefix(reader, "| "), " ")
		want := strings.TrimSuffix(cells[1], "` |")
		input, err := strconv.Unquote(`"` + input + `"`)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		run := readers[reader]
		if run == nil {
			t.Fatalf("%s: no reader %q", line, reader)
		}
		seen[reader]++
		got := fmt.Sprint(run(input, option))
		got = strings.ReplaceAll(got, "|", "¦") // would end the cell
		if prefix, cut := strings.CutSuffix(want, "…"); got != want && !(cut && strings.HasPrefix(got, prefix)) {
			t.Errorf("%s %s %q: error\n%s, the table has\n%s", reader, option, input, got, want)
		}
	}
	for reader := range readers {
		if seen[reader] == 0 {
			t.Errorf("the table has no bad input of %s", reader)
		}
	}
}

// The formats' table names every kind of data set, and the text its options.
func TestFormatsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/data.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range data.Names() {
		if !bytes.Contains(text, []byte("`"+name)) {
			t.Errorf("docs/data.md does not name %s", name)
		}
	}
	for _, name := range slices.Concat(data.ToyNames(), []string{"validation", "crop", "flip", "scale", "header", "label", "target", "transpose", "batches", "seed"}) {
		if !bytes.Contains(text, []byte(name)) {
			t.Errorf("docs/data.md does not name %s", name)
		}
	}
}
