package partition

import (
	"fmt"
	"path"
	"strings"

	"github.com/cauchy-newton/playground/engine/param"
)

// MaxText bounds the text form: a custom partition of a hundred layers by full
// names stays below it.
const MaxText = 16 << 10

// Parse reads the text form of a partition:
//
//	canonical | trivial | weights-biases (or wb) | discrete
//	custom: A+B | C*        groups apart by |, tensors by +, * and ? match as in file names
//
// A tensor may be written by its short name: w1 for the first layer's weight,
// b1 for its bias. Every tensor must be in exactly one group; the error names
// the one that is not.
func Parse(text string, l *param.Layout) (*Partition, error) {
	if len(text) > MaxText {
		return nil, fmt.Errorf("partition: text of %d bytes is longer than %d", len(text), MaxText)
	}
	switch name := strings.TrimSpace(text); name {
	case "canonical":
		return Canonical(l), nil
	case "trivial":
		return Trivial(l), nil
	case "weights-biases", "wb":
		return WeightsBiases(l), nil
	case "discrete":
		return Discrete(l)
	default:
		rest, ok := strings.CutPrefix(name, "custom:")
		if !ok {
			return nil, fmt.Errorf("partition: %q is none of canonical, trivial, weights-biases, discrete, custom: …", name)
		}
		return parseCustom(rest, l)
	}
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

// match returns the names of the tensors that a word of a custom partition means.
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
