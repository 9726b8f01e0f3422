package partition

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/setting"
)

// MaxText bounds the text form: a custom partition of a hundred layers by full
// names stays below it.
const MaxText = 16 << 10

// Parse reads the text form of a partition:
//
//	canonical | trivial | weights-biases (or wb) | discrete | per-layer | per-neuron
//	blocks:3 (or blocks-3, chunks:3) | alternate:3 | tensorblocks:3
//	custom: A+B | C*        groups apart by |, tensors by +, * and ? match as in file names
//
// A tensor may be written by its short name: w1 for the first layer's weight,
// b1 for its bias. Every tensor must be in exactly one group; the error names
// the one that is not.
func Parse(text string, l *param.Layout) (*Partition, error) {
	if len(text) > MaxText {
		return nil, fmt.Errorf("partition: text of %d bytes is longer than %d", len(text), MaxText)
	}
	if f, ok := plain[text]; ok {
		return f(l)
	}
	if rest, ok := strings.CutPrefix(text, "custom:"); ok {
		return parseCustom(rest, l)
	}
	if i := strings.IndexAny(text, ":-"); i >= 0 {
		if f, ok := counted[text[:i]]; ok {
			n, err := strconv.Atoi(text[i+1:])
			if err != nil {
				return nil, fmt.Errorf("partition: %q: %q is no whole number", text, text[i+1:])
			}
			return f(l, n)
		}
	}
	return nil, fmt.Errorf("partition: %q is none of %s", text, strings.Join(setting.Names("partition"), ", "))
}

// plain are the partitions known by a name alone.
var plain = map[string]func(*param.Layout) (*Partition, error){
	"canonical":      sure(Canonical),
	"trivial":        sure(Trivial),
	"weights-biases": sure(WeightsBiases),
	"wb":             sure(WeightsBiases),
	"discrete":       Discrete,
	"per-layer":      sure(PerLayer),
	"per-neuron":     PerNeuron,
}

// counted are the partitions known by a name and a number.
var counted = map[string]func(*param.Layout, int) (*Partition, error){
	"blocks":       Blocks,
	"chunks":       Blocks,
	"alternate":    Alternate,
	"tensorblocks": TensorBlocks,
}

func sure(f func(*param.Layout) *Partition) func(*param.Layout) (*Partition, error) {
	return func(l *param.Layout) (*Partition, error) { return f(l), nil }
}

func parseCustom(text string, l *param.Layout) (*Partition, error) {
	var groups [][]string
	for _, part := range strings.Split(text, "|") {
		var names []string
		for _, word := range strings.Split(part, "+") {
			word = strings.TrimSpace(word)
			if word == "" {
				return nil, fmt.Errorf("partition: an empty name in %q", strings.TrimSpace(text))
			}
			found, err := match(word, l)
			if err != nil {
				return nil, err
			}
			names = append(names, found...)
		}
		groups = append(groups, names)
	}
	return Custom(l, groups)
}

// match returns the names of the tensors that a word of a custom partition matches.
func match(word string, l *param.Layout) ([]string, error) {
	var names []string
	for i := range l.Spans {
		s := &l.Spans[i]
		for _, name := range [...]string{s.Name, Short(s)} {
			ok, err := path.Match(word, name)
			if err != nil {
				return nil, fmt.Errorf("partition: pattern %q: %v", word, err)
			}
			if ok {
				names = append(names, s.Name)
				break
			}
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("partition: no parameter tensor matches %q", word)
	}
	return names, nil
}

// Short returns the short name of a span: w1 is the weight of the first layer,
// b1 its bias.
func Short(s *param.Span) string {
	return fmt.Sprintf("%c%d", s.Role.String()[0], s.Layer+1)
}
