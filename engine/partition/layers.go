package partition

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/param"
)

// Blocks cuts the layers into n runs of consecutive ones, the longer runs
// first, with weights and biases apart: the groups are the weights of each run,
// then the biases of each run.
func Blocks(l *param.Layout, n int) (*Partition, error) {
	layers := countLayers(l)
	return byLayer(l, "blocks", "block", n, func(layer int) int { return run(layer, layers, n) })
}

// Alternate deals the layers out to n hands in turn, with weights and biases
// apart: the weights of each hand, then the biases of each hand.
func Alternate(l *param.Layout, n int) (*Partition, error) {
	return byLayer(l, "alternate", "hand", n, func(layer int) int { return layer % n })
}

// byLayer groups the weights, then the biases, of the layers of each part.
func byLayer(l *param.Layout, name, word string, n int, part func(layer int) int) (*Partition, error) {
	if err := between(name, n, countLayers(l), "layers"); err != nil {
		return nil, err
	}
	return collect(l, 2*n, func(_ int, s *param.Span) (int, string) {
		k := part(s.Layer)
		return int(s.Role)*n + k, fmt.Sprintf("%s %d %s", word, k+1, s.Role)
	})
}

// TensorBlocks cuts the list of tensors into n runs, the longer runs first, and
// each run into its weights and its biases.
func TensorBlocks(l *param.Layout, n int) (*Partition, error) {
	if err := between("tensorblocks", n, len(l.Spans), "tensors"); err != nil {
		return nil, err
	}
	return collect(l, 2*n, func(i int, s *param.Span) (int, string) {
		k := run(i, len(l.Spans), n)
		return 2*k + int(s.Role), fmt.Sprintf("block %d %s", k+1, s.Role)
	})
}

// PerLayer has one group per layer: its weights and its bias together.
func PerLayer(l *param.Layout) *Partition {
	return must(collect(l, countLayers(l), func(_ int, s *param.Span) (int, string) {
		return s.Layer, fmt.Sprintf("layer %d", s.Layer+1)
	}))
}

// PerNeuron has one group per neuron (or channel): the rows of its layer's
// tensors, that is its incoming weights and its bias. It is an error to ask for
// more than MaxDiscrete groups.
func PerNeuron(l *param.Layout) (*Partition, error) {
	var groups []Group
	first := map[[2]int]int{} // layer and number of rows → the first of its groups
	for i := range l.Spans {
		s := &l.Spans[i]
		rows := 1
		if len(s.Shape) > 0 {
			rows = s.Shape[0]
		}
		base, ok := first[[2]int{s.Layer, rows}]
		if !ok {
			if base = len(groups); base+rows > MaxDiscrete {
				return nil, fmt.Errorf("partition: per-neuron has more than %d groups", MaxDiscrete)
			}
			first[[2]int{s.Layer, rows}] = base
			for r := range rows {
				groups = append(groups, Group{Name: fmt.Sprintf("layer %d neuron %d", s.Layer+1, r+1)})
			}
		}
		width := s.Len / rows
		for r := range rows {
			g := &groups[base+r]
			g.Ranges = append(g.Ranges, Range{s.Offset + r*width, s.Offset + (r+1)*width})
		}
	}
	return New(l, groups)
}

// run returns in which of n runs item i of count lies, the longer runs first.
func run(i, count, n int) int {
	long, size := count%n, count/n
	if i < long*(size+1) {
		return i / (size + 1)
	}
	return long + (i-long*(size+1))/size
}

func countLayers(l *param.Layout) int {
	n := 0
	for i := range l.Spans {
		n = max(n, l.Spans[i].Layer+1)
	}
	return n
}

func between(name string, n, most int, things string) error {
	if n < 1 || n > most {
		return fmt.Errorf("partition: %s:%d: the number must lie between 1 and the %d %s", name, n, most, things)
	}
	return nil
}
