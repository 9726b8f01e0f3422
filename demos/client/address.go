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

// Open sets what an address says, and everything else to its default, and makes it
// what Reset goes back to. An address without values enters the state of the story
// with that slug, or the first one; with values the slug only says where the reader
// is. A wrong address opens the default.
func (l *Lesson) Open(pairs []Pair, state string) error {
	values, err := l.read(pairs)
	if err == nil {
		err = l.whole(values)
	}
	if err != nil {
		values = nil
		if back := l.whole(nil); back != nil {
			panic(fmt.Sprintf("client: the lesson refuses its defaults: %v", back))
		}
	}
	l.opening = l.Values()
	if wrong := l.begin(state, len(values) == 0); err == nil {
		err = wrong
	}
	l.Settle()
	l.history, l.touched, l.stands = History{}, len(values) > 0, len(values) > 0
	if err != nil {
		return fmt.Errorf("this link is broken: %w. The default is open instead", err)
	}
	return nil
}

// Follow sets what an address says. If all, it sets everything else to its default, and
// goes to the state of the story with that slug, which an address without values means.
// A refusal changes nothing.
func (l *Lesson) Follow(pairs []Pair, all bool, state string) error {
	values, err := l.read(pairs)
	if err != nil {
		return err
	}
	if !all {
		return l.Set(values)
	}
	at := l.at(state)
	switch {
	case at == nil && state != "":
		return l.strange(state)
	case at != nil && len(values) == 0:
		values = at.Values
	}
	before := l.Values()
	if err := l.whole(values); err != nil {
		return err
	}
	l.hush()
	if at != nil {
		l.stands, l.scene = l.stands && l.scene == at.Slug, at.Slug
	}
	l.note(before)
	return nil
}

// read returns the values that an address names, by the names they have today.
func (l *Lesson) read(pairs []Pair) (demos.Values, error) {
	var now []Pair
	for _, p := range pairs {
		values, err := l.today(p[0], p[1])
		if err != nil {
			return nil, fmt.Errorf("“%s” is not a value of “%s”: it %w", clip(p[1]), p[0], err)
		}
		for name, value := range values {
			now = append(now, Pair{name, value})
		}
	}
	return ReadAddress(l.Controls(), now)
}

// whole sets the values, and everything else to its default. A refusal changes nothing.
func (l *Lesson) whole(values demos.Values) error {
	// One after the other: of two settings that say the same thing, the one that is
	// named decides.
	before := l.Values()
	err := l.change(demos.Defaults(l.Controls()))
	if err == nil {
		err = l.change(values)
	}
	if err != nil {
		if back := l.change(before); back != nil {
			panic(fmt.Sprintf("client: the lesson refuses its own values: %v", back))
		}
	}
	return err
}

// Address returns the values of the scene that are not its defaults; nothing while all
// of them are those of the story, since its slug says as much.
func (l *Lesson) Address() []Pair {
	if l.scene != "" && !l.touched {
		return nil
	}
	return Address(l.Rows[:len(l.Lesson.Controls())])
}

// today returns the values that a name and value of an older link stand for.
func (l *Lesson) today(name, value string) (demos.Values, error) {
	if older, ok := l.Lesson.(demos.Renamed); ok {
		if now, err := older.Renamed(name, value); now != nil || err != nil {
			return now, err
		}
	}
	return demos.Values{name: value}, nil
}

// clip shortens a text from outside.
func clip(text string) string {
	if letters := []rune(text); len(letters) > 40 {
		return string(letters[:40]) + "…"
	}
	return text
}
