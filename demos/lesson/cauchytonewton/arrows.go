package cauchytonewton

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// link fills the chain of the links, each a parameter's part of the step, from where the
// step begins. It returns where they end.
func (s *Scene) link(from plot.XY, pale float64) (end plot.XY) {
	p, g := &s.picture, s.own.pieces
	at := func(from plot.XY, k int) plot.XY {
		return plot.XY{X: from.X + s.Glide.At(k), Y: from.Y + s.Glide.At(k+1)}
	}
	p.chain = p.chain[:0]
	end = from
	order := g.order()
	for i, o := range order {
		end = at(end, atReach+2*o)
		to := at(at(from, atLink+2*o), atReach+2*o)
		if i+1 < dimension { // it ends where the next one begins, also while they change places
			to = at(from, atLink+2*order[i+1])
		}
		col := s.ink(s.pieceColor(g[o]), "eta", etas[g[o]], "S", "gbar")
		link := plot.Link{To: p.tame(p.land.At(to)), Color: col.Fade(pale)}
		if pale == 1 && s.next.err == nil && s.next.step.Eta[g[o]] < 0 {
			link.Edge = s.Theme.Back
		}
		p.chain = append(p.chain, link)
	}
	return end
}

// beside draws the steps of the coarser rungs from the place where the step begins.
func (s *Scene) beside(c demos.Canvas, from plot.XY) {
	p, l := &s.picture, &s.picture.land
	p.rivals = p.rivals[:0]
	at := s.from().foot
	for k, g := range ladder {
		if s.ghost(k) {
			next := s.proposals[k].next.foot
			ghost := plot.Ghost{To: p.tame(l.At(plot.XY{X: from.X + next.X - at.X, Y: from.Y + next.Y - at.Y}))}
			if l.Area.Inset(12, 0, 12, 24).Holds(ghost.To) {
				ghost.Labels = plain[g.count()-1][:]
			}
			p.rivals = append(p.rivals, ghost)
		}
	}
	if n := len(p.rivals); n > 1 { // they are other first steps, not one after the other
		for _, k := range [...]struct {
			at    int
			align demos.Align
		}{{0, demos.End}, {n - 1, demos.Start}} {
			if ghost := &p.rivals[k.at]; ghost.Labels != nil {
				ghost.Labels, ghost.Align = spoken[ladder[k.at].count()-1][:], k.align
			}
		}
	} else if n == 1 && p.rivals[0].Labels != nil {
		p.rivals[0].Labels, p.rivals[0].Align = spoken[0][:], demos.End
	}
	for _, b := range p.words {
		for _, q := range [...]float64{0, 0.25, 0.5, 0.75, 1} {
			p.clear = append(p.clear, demos.Point{X: b.X + q*b.W, Y: b.Y + b.H/2})
		}
	}
	p.ghosts.Draw(c, s.Theme, l.At(from), p.rivals, p.clear)
}

// The labels of arrows of so many pieces: as a number, and with its unit.
var plain, spoken = func() (plain [dimension][1]string, spoken [dimension][2]string) {
	for i := range dimension {
		plain[i] = [...]string{numerals[i+1]}
		spoken[i] = [...]string{plot.Count(i+1, "piece", "pieces"), numerals[i+1]}
	}
	return plain, spoken
}()

// ahead draws the way that the pieces would go on from the end of the step, as a line
// that fades.
func (s *Scene) ahead(c demos.Canvas, from plot.XY) {
	p := &s.picture
	last := p.tame(p.land.At(from))
	for i := range ahead {
		q := p.tame(p.land.At(plot.XY{X: s.Glide.At(atWay + 2*i), Y: s.Glide.At(atWay + 2*i + 1)}))
		if math.Hypot(q.X-last.X, q.Y-last.Y) > 0.5 {
			col := s.Theme.Soft.Fade(0.75 * (1 - float64(i)/ahead))
			p.way = plot.Segment(p.way[:0], last.X, last.Y, q.X, q.Y)
			c.StrokePath(p.way, 1.4, col)
			p.way = plot.Disc(p.way[:0], q, 2.2)
			c.FillPath(p.way, col)
		}
		last = q
	}
}

// against says of the longest link that goes backwards that its step size is negative.
func (s *Scene) against(c demos.Canvas, tail, tip demos.Point) {
	p := &s.picture
	order := s.own.pieces.order()
	var from, to demos.Point
	piece, longest := -1, 1.0
	last := tail
	for i, k := range p.chain {
		if d := math.Hypot(k.To.X-last.X, k.To.Y-last.Y); k.Edge != (demos.Color{}) && d > longest {
			from, to, piece, longest = last, k.To, s.own.pieces[order[i]], d
		}
		last = k.To
	}
	if piece < 0 {
		return
	}
	w, _ := c.Size()
	st := demos.TextStyle{Size: plot.TypeOf(w).Label, Color: s.Theme.Text}
	sign := plot.SymbolWidth(c, "η", numerals[piece+1], st)
	middle := demos.Point{X: (from.X + to.X) / 2, Y: (from.Y + to.Y) / 2}
	for _, words := range [...]string{" < 0: backwards", " < 0"} {
		wide := sign + c.TextWidth(words, st)
		for _, at := range [...]demos.Point{{X: -wide / 2, Y: -25}, {X: 4 - wide, Y: -25}, {X: -4, Y: -25}, {X: -wide / 2, Y: 13}} {
			b := demos.Box{X: middle.X + at.X, Y: middle.Y + at.Y, W: wide, H: st.Size}
			if s.clearOf(b.Inset(-2, -2, -2, -2), tail, tip) {
				plot.Symbol(c, "η", numerals[piece+1], b.X, b.Y+0.8*b.H, st)
				c.Text(words, b.X+sign, b.Y+0.8*b.H, st)
				return
			}
		}
	}
}

// clearOf reports whether a box lies in the hero and meets no word, link or arrow.
func (s *Scene) clearOf(b demos.Box, tail, tip demos.Point) bool {
	p := &s.picture
	if inside := p.land.Area; b.X < inside.X || b.Y < inside.Y || b.X+b.W > inside.X+inside.W || b.Y+b.H > inside.Y+inside.H {
		return false
	}
	for _, other := range p.words {
		if b.Meets(other) {
			return false
		}
	}
	if _, _, meets := plot.Cut(tail, tip, b); meets {
		return false
	}
	for _, k := range p.chain {
		if _, _, meets := plot.Cut(tail, k.To, b); meets {
			return false
		}
		tail = k.To
	}
	return true
}

func linkWidth(canvas float64) float64 {
	if canvas < 560 {
		return 6
	}
	return 7
}

// ghost reports whether rung k of the ladder is drawn beside the step: one that the
// pieces refine. Its proposal has been found.
func (s *Scene) ghost(k int) bool {
	return ladder[k] != s.own.pieces && s.own.pieces.refines(ladder[k]) && s.proposal(k).err == nil
}
