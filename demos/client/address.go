package client

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// Pair is one name and value of an address. The shell reads and writes the
// escapes of ?v=2&name=value.
type Pair = [2]string

// version is that of the addresses written here. In those of the first version grouped
// Newton has no guards.
const first, version = "1", "2"

// bare is the setting that leaves the guards out.
const bare = "bare"

// Address returns the controls that are not at their defaults, as an address with
// its version in front; nothing when all are.
func Address(controls []Control) (pairs []Pair) {
	for _, c := range controls {
		// What a control cannot say (no cubic term at all) is a default that comes back by itself.
		value, err := c.Read(c.Value)
		usual, _ := c.Read(c.Default)
		if err != nil || value == usual {
			continue
		}
		pairs = append(pairs, Pair{c.Name, value})
	}
	if len(pairs) > 0 {
		pairs = slices.Insert(pairs, 0, Pair{"v", version})
	}
	return pairs
}

// ReadAddress returns the values that an address names. A wrong one is
// an error, and then nothing of it is taken. Names of no control are ignored, since
// trackers append their own.
func ReadAddress(controls []demos.Control, pairs []Pair) (demos.Values, error) {
	all := map[string][]string{}
	for _, p := range pairs {
		all[p[0]] = append(all[p[0]], p[1])
		for _, c := range controls {
			if p[0] != c.Name && strings.EqualFold(strings.TrimSpace(p[0]), c.Name) {
				return nil, fmt.Errorf("“%s” is called “%s”", clip(p[0]), c.Name)
			}
		}
	}
	// An address without a version, such as those of the text, is of the last.
	v := all["v"]
	if v != nil && !slices.Equal(v, []string{first}) && !slices.Equal(v, []string{version}) {
		return nil, fmt.Errorf("it is of version “%s”, this page reads versions %s and %s", clip(v[0]), first, version)
	}
	values := demos.Values{}
	for _, c := range controls {
		switch said := all[c.Name]; len(said) {
		case 0:
		case 1:
			value, err := c.Read(said[0])
			if err != nil {
				return nil, fmt.Errorf("“%s” is not a value of “%s”: it %w", clip(said[0]), c.Name, err)
			}
			values[c.Name] = value
		default:
			return nil, fmt.Errorf("it says “%s” twice", c.Name)
		}
		if c.Name == bare && all[bare] == nil && slices.Equal(v, []string{first}) {
			values[bare] = "true"
		}
	}
	return values, nil
}

// clip shortens a text from outside.
func clip(text string) string {
	if letters := []rune(text); len(letters) > 40 {
		return string(letters[:40]) + "…"
	}
	return text
}
