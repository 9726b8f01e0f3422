package panel

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

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
	buttons  [actions]demos.Box // of the bar, of the exercise, and the handle of the column
	chooser  demos.Box
	keys     bool // the buttons have room for the names of their keys
	column   demos.Box
	tabs     [pages]demos.Box
	intro    demos.Box   // what stands above the rows
	controls []demos.Box // the rows
	values   []demos.Box // of the numbers among them, where they can be typed
	verdict  demos.Box
	dots     []demos.Box // of the states of the story
	place    demos.Box   // of which one it is, in words
	rolled   int         // rows of the column that were rolled away at its top
	above    bool        // there are such
	below    bool        // and at its bottom
	scene    demos.Box
	foot     demos.Box
	menu     demos.Box // while it is open
	entries  []demos.Box
}

// lay divides w×h.
func (p *Panel) lay(c demos.Canvas, w, h float64) {
	p.sheet = sheet{rolled: p.sheet.rolled}
	s, chooser := &p.sheet, 0.0
	if len(p.entries) > 1 {
		chooser = plot.LabelWidth(c, p.Title(), labelStyle) + 6*gap
	}
	labels, keys := p.labels(c)
	s.layBar(w, labels, keys, chooser)
	s.foot = demos.Box{W: w, H: 10 + lineStep*float64(len(plot.Wrap(c, p.Keys(), w-2*footSide, footMost, smallStyle)))}
	s.foot.Y = h - s.foot.H
	s.scene = demos.Box{Y: bar, W: w, H: max(s.foot.Y-bar, 1)}
	p.layColumn(c, w)
	if p.isOpen {
		p.layMenu(w)
	}
}

// leastChooser is a chooser without the scene's title.
const leastChooser = 44

// layBar lays the buttons by the widths of their labels, of which 0 leaves one out,
// and of what the names of their keys add.
func (s *sheet) layBar(w float64, labels, keys [buttons]float64, title float64) {
	shown, least, more := 0.0, 2*gap+min(title, leastChooser), 0.0
	for i, label := range labels {
		if label > 0 {
			shown++
			least += label + gap
			more += keys[i]
		}
	}
	if s.keys = least+more <= w; !s.keys {
		clear(keys[:])
	}
	less := min(max((least-w)/shown, 0), 2*gap) // of the space beside a label, where even the labels find no room
	x := float64(gap)
	for i, label := range labels {
		if label > 0 {
			s.buttons[i] = demos.Box{X: x, Y: gap, W: label - less + keys[i], H: bar - 2*gap}
			x += s.buttons[i].W + gap
		}
	}
	if title > 0 {
		width := max(min(title, w-gap-x), leastChooser)
		s.chooser = demos.Box{X: w - gap - width, Y: gap, W: width, H: bar - 2*gap}
	}
}

func (p *Panel) layColumn(c demos.Canvas, w float64) {
	s, at, n := &p.sheet, p.state(), len(p.list())
	least, most := float64(rowLeast), float64(rowMost)
	at.figures, s.values = nil, make([]demos.Box, n)
	if p.page == theFigures {
		at.figures, least, most = at.taught.Figures(), figureLeast, figureMost
		n = len(at.figures)
	}
	s.scene.W = w - column
	if w < wide {
		s.scene.W = w - handle
		s.buttons[Column] = demos.Box{X: s.scene.W, Y: bar, W: handle, H: s.scene.H}
		if !p.drawn {
			return
		}
	}
	s.column = demos.Box{X: w - column - s.buttons[Column].W, Y: bar, W: column, H: s.scene.H}
	each := column / float64(len(at.pages))
	for i, page := range at.pages {
		s.tabs[page] = demos.Box{X: s.column.X + float64(i)*each, Y: bar, W: each, H: tabs}
	}
	room := s.column.Inset(2*gap, tabs+gap/2, 2*gap, 0)
	if p.page == theStory {
		p.layStory(c, room)
		return
	}
	if n := len(p.intro(c)); n > 0 {
		s.intro = demos.Box{X: room.X, Y: room.Y + gap, W: room.W, H: lineStep * float64(n)}
		room = room.Inset(0, s.intro.H+2*gap, 0, 0)
	}
	check, verdict := 0.0, lineStep*float64(len(p.verdict(c, verdictMost))) // below the rows
	if p.page == theExercise {
		check = checkHeight + 2*gap
	}
	if check+verdict > 0 {
		verdict += 2 * gap
	}
	high := min(max((room.H-check-verdict)/float64(n), least), most) // together they fill the room, if they may
	room = s.stack(room.Inset(0, 0, 0, check), slices.Repeat([]float64{high}, n))
	room.H += check
	if check > 0 && room.H >= checkHeight+gap {
		s.buttons[Check] = demos.Box{X: room.X, Y: room.Y + gap, W: room.W, H: checkHeight}
		room = room.Inset(0, checkHeight+gap, 0, gap)
	}
	s.verdict = room.Inset(0, gap, 0, 0)
}

// stack lays rows of these heights one below the other. Those that find no room stay
// empty: the first ones that were rolled away, and those behind the last that fits. It
// returns the rest of the room.
func (s *sheet) stack(room demos.Box, heights []float64) demos.Box {
	n, rest := len(heights), room.H+1e-9
	most := n // rows to be rolled away, until the last one is seen
	for most > 0 && rest >= heights[most-1] {
		most--
		rest -= heights[most]
	}
	s.controls, s.rolled = make([]demos.Box, n), min(s.rolled, most)
	i := s.rolled
	for ; i < n && room.H+1e-9 >= heights[i]; i++ {
		s.controls[i] = demos.Box{X: room.X, Y: room.Y, W: room.W, H: heights[i]}
		room = room.Inset(0, heights[i], 0, 0)
	}
	s.above, s.below = s.rolled > 0, i < n
	return room
}

const (
	menuWidth = 560
	entryMost = 58 // with the entry's claim in two lines
	entryFull = 52 // from here on there is room for the claim
)

func (p *Panel) layMenu(w float64) {
	s, n := &p.sheet, float64(len(p.entries))
	width := min(menuWidth, w-2*gap)
	row := min((s.foot.Y-bar-2*gap)/n, entryMost)
	s.menu = demos.Box{X: w - gap - width, Y: bar, W: width, H: row*n + gap}
	for i := range p.entries {
		s.entries = append(s.entries, demos.Box{X: s.menu.X, Y: bar + gap/2 + row*float64(i), W: width, H: row})
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
	aDot
	aControl
	anEntry
	theMenu   // between its entries
	theColumn // between its rows
)

// under returns what lies at q.
func (s *sheet) under(q demos.Point) spot {
	for _, group := range []struct {
		kind  kind
		boxes []demos.Box
	}{
		{anEntry, s.entries}, {theMenu, []demos.Box{s.menu}}, {aButton, s.buttons[:]}, {theChooser, []demos.Box{s.chooser}},
		{aTab, s.tabs[:]}, {aDot, s.dots}, {aControl, s.controls}, {theColumn, []demos.Box{s.column}},
	} {
		for i, b := range group.boxes {
			if b.Holds(q) {
				return spot{group.kind, i}
			}
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
