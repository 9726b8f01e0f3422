package panel

import "github.com/cauchy-newton/playground/demos"

// Lengths in logical pixels.
const (
	bar         = 52   // height of the row of buttons
	column      = 264  // width of the controls
	wide        = 1000 // width of a window from which the controls find room
	handle      = 18   // width of what draws them over the scene in a narrower one
	tabs        = 32   // height of the tabs above the controls
	rowMost     = 50   // height of a control
	rowLeast    = 28
	gap         = 8
	lineStep    = 16 // between lines of text
	checkHeight = 36
)

// sheet is where things lie. A box without width is not there.
type sheet struct {
	buttons  [buttons]demos.Box
	chooser  demos.Box
	keys     bool // the buttons have room for the names of their keys
	column   demos.Box
	handle   demos.Box
	tabs     [pages]demos.Box
	intro    demos.Box   // what stands above the questions
	controls []demos.Box // or the questions
	figures  []demos.Box
	check    demos.Box
	verdict  demos.Box
	rolled   int  // rows of the column that were rolled away at its top
	above    bool // there are such
	below    bool // and at its bottom
	scene    demos.Box
	foot     demos.Box
	menu     demos.Box // while it is open
	entries  []demos.Box
}

// needs is what has to be laid out.
type needs struct {
	labels   [buttons]float64 // widths of the buttons; 0 leaves one out
	keys     [buttons]float64 // what the name of its key adds
	chooser  float64          // width of the scene's title
	foot     int              // lines of text
	pages    []page           // of the column
	drawn    bool             // it lies over the scene where there is no room beside it
	check    bool             // there is an exercise below the rows
	intro    int              // lines above the rows
	verdict  int              // lines below them
	controls int              // or questions
	figures  int
	menu     int // entries; 0 while it is closed
}

// lay divides w×h.
func (s *sheet) lay(w, h float64, n *needs) {
	s.layBar(w, n)
	s.foot = demos.Box{W: w, H: 10 + lineStep*float64(n.foot)}
	s.foot.Y = h - s.foot.H
	s.scene = demos.Box{Y: bar, W: w, H: max(s.foot.Y-bar, 1)}
	s.layColumn(w, n)
	s.layMenu(w, n)
}

// leastChooser is a chooser without the scene's title.
const leastChooser = 44

func (s *sheet) layBar(w float64, n *needs) {
	shown, short, long := 0.0, 0.0, 0.0
	for i, label := range n.labels {
		if label > 0 {
			shown++
			short += label + gap
			long += label + n.keys[i] + gap
		}
	}
	chooser := min(n.chooser, leastChooser)
	s.keys = 2*gap+long+chooser <= w
	less := 0.0 // of the space beside a label, where even the labels find no room
	if shown > 0 {
		less = min(max((2*gap+short+chooser-w)/shown, 0), 2*gap)
	}
	x := float64(gap)
	for i, label := range n.labels {
		s.buttons[i] = demos.Box{}
		if label == 0 {
			continue
		}
		label -= less
		if s.keys {
			label += n.keys[i]
		}
		s.buttons[i] = demos.Box{X: x, Y: gap, W: label, H: bar - 2*gap}
		x += label + gap
	}
	s.chooser = demos.Box{}
	if n.chooser > 0 {
		width := max(min(n.chooser, w-gap-x), leastChooser)
		s.chooser = demos.Box{X: w - gap - width, Y: gap, W: width, H: bar - 2*gap}
	}
}

func (s *sheet) layColumn(w float64, n *needs) {
	s.column, s.handle, s.tabs = demos.Box{}, demos.Box{}, [pages]demos.Box{}
	s.intro, s.check, s.verdict = demos.Box{}, demos.Box{}, demos.Box{}
	s.above, s.below = false, false
	s.controls, s.figures = boxes(s.controls, n.controls), boxes(s.figures, n.figures)
	s.scene.W = w - column
	if w < wide {
		s.scene.W = w - handle
		s.handle = demos.Box{X: s.scene.W, Y: bar, W: handle, H: s.scene.H}
		if !n.drawn {
			return
		}
	}
	s.column = demos.Box{X: w - column - s.handle.W, Y: bar, W: column, H: s.scene.H}
	room := s.column.Inset(2*gap, 0, 2*gap, 0)
	if k := len(n.pages); k > 1 {
		each := column / float64(k)
		for i, at := range n.pages {
			s.tabs[at] = demos.Box{X: s.column.X + float64(i)*each, Y: bar, W: each, H: tabs}
		}
		room = room.Inset(0, tabs+gap/2, 0, 0)
	}
	check, verdict := 0.0, 0.0 // what the exercise has below its questions
	if n.intro > 0 {
		s.intro = demos.Box{X: room.X, Y: room.Y + gap, W: room.W, H: lineStep * float64(n.intro)}
		room = room.Inset(0, s.intro.H+2*gap, 0, 0)
	}
	if n.check || n.verdict > 0 {
		verdict = lineStep*float64(n.verdict) + 2*gap
	}
	if n.check {
		check = checkHeight + 2*gap
	}
	room = room.Inset(0, 0, 0, check)
	room = s.stack(s.controls, room, room.H-verdict, rowLeast, rowMost)
	room = s.stack(s.figures, room, room.H, figureLeast, figureMost)
	room.H += check
	if !n.check {
		s.verdict = room.Inset(0, gap, 0, 0)
	} else if room.H >= checkHeight+gap {
		s.check = demos.Box{X: room.X, Y: room.Y + gap, W: room.W, H: checkHeight}
		s.verdict = room.Inset(0, checkHeight+2*gap, 0, gap)
	}
}

// boxes returns n empty boxes, in the memory of the old ones if it is enough.
func boxes(old []demos.Box, n int) []demos.Box {
	if cap(old) < n {
		return make([]demos.Box, n)
	}
	old = old[:n]
	clear(old)
	return old
}

// stack lays rows one below the other so that all take height together, if each
// may then be from least to most high. Those that find no room stay empty: the
// first ones that were rolled away, and those behind the last that fits. It
// returns the rest of the room.
func (s *sheet) stack(rows []demos.Box, room demos.Box, height, least, most float64) demos.Box {
	if len(rows) == 0 {
		return room
	}
	each := min(max(height/float64(len(rows)), least), most)
	fit := min(max(int(room.H/each+1e-9), 0), len(rows))
	s.rolled = min(s.rolled, len(rows)-fit)
	s.above, s.below = s.rolled > 0, s.rolled+fit < len(rows)
	for i := range fit {
		rows[s.rolled+i] = demos.Box{X: room.X, Y: room.Y, W: room.W, H: each}
		room = room.Inset(0, each, 0, 0)
	}
	return room
}

const (
	menuWidth = 560
	entryMost = 58 // with the entry's claim in two lines
	entryFull = 52 // from here on there is room for the claim
)

func (s *sheet) layMenu(w float64, n *needs) {
	s.menu = demos.Box{}
	s.entries = boxes(s.entries, n.menu)
	if n.menu == 0 {
		return
	}
	width := min(menuWidth, w-2*gap)
	row := min((s.foot.Y-bar-2*gap)/float64(n.menu), entryMost)
	s.menu = demos.Box{X: w - gap - width, Y: bar, W: width, H: row*float64(n.menu) + gap}
	for i := range s.entries {
		s.entries[i] = demos.Box{X: s.menu.X, Y: bar + gap/2 + row*float64(i), W: width, H: row}
	}
}

// spot is something that can be pointed at: one of several of a kind.
type spot struct {
	kind kind
	i    int
}

type kind uint8

const (
	nothing kind = iota
	aButton
	theChooser
	aTab
	aControl
	aFigure
	theCheck
	anEntry
	theMenu // between its entries
	theHandle
	theColumn // between its rows
)

// under returns what lies at q.
func (s *sheet) under(q demos.Point) spot {
	find := func(k kind, boxes ...demos.Box) (spot, bool) {
		for i, b := range boxes {
			if b.Holds(q) {
				return spot{k, i}, true
			}
		}
		return spot{}, false
	}
	for _, group := range []struct {
		kind  kind
		boxes []demos.Box
	}{
		{anEntry, s.entries}, {theMenu, []demos.Box{s.menu}}, {aButton, s.buttons[:]}, {theChooser, []demos.Box{s.chooser}},
		{aTab, s.tabs[:]}, {aControl, s.controls}, {aFigure, s.figures}, {theCheck, []demos.Box{s.check}},
		{theHandle, []demos.Box{s.handle}}, {theColumn, []demos.Box{s.column}},
	} {
		if at, ok := find(group.kind, group.boxes...); ok {
			return at
		}
	}
	return spot{}
}

// lit is what is highlighted below the pointer.
func (s *sheet) lit(p demos.Pointer) spot {
	if !p.Inside {
		return spot{}
	}
	return s.under(p.Point)
}
