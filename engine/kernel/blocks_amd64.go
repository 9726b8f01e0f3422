package kernel

const (
	// depth is how far k runs before the sums go to C: six rows of A and a panel
	// of B, 256 terms of 6 and of 8 doubles, are 28 KiB and stay in the first cache.
	depth = 256
	// breadth is how many columns of B are packed at a time, height how many rows
	// of A meet a packed panel before the next: 128 KiB of panels and 192 KiB of
	// rows share a second-level cache of 512 KiB.
	breadth, height = 64, 96
	// pad keeps the distance of packed rows of A from being a power of two, which would
	// map all of them to the same sets of the first cache.
	pad = 8
)

// workspace is the memory for the packed factors of a product.
type workspace struct {
	right [depth * breadth]float64        // panels of B
	left  [height * (depth + pad)]float64 // rows of A, where A is transposed
	group [breadth / 4]panel              // the panels on the right

	narrowRight [Block * floats]float32 // a panel of B
	narrowLeft  [tall * Block]float32   // rows of A
}

// panel is a packed panel: its place, and what [panels.next] returned.
type panel struct{ at, column, vectors, last int }

// workspaces are those in no use. 500 KiB on the stack would be cleared at each call,
// which costs a small product as much as its multiply–adds, and a new goroutine would
// have to grow its stack. There are as many as products ran at the same time.
var workspaces = make(chan *workspace, 256)

// borrow returns a workspace. It allocates only while there are too few.
func borrow() *workspace {
	select {
	case r := <-workspaces:
		return r
	default:
		return new(workspace)
	}
}

func (r *workspace) giveBack() {
	select {
	case workspaces <- r:
	default:
	}
}

// blocks adds A·B to C by packed panels of B. Rows of A are read in place, unless A is
// transposed: then each term of a tile would be on another page of memory.
func blocks(c, a, b []float64, m, n, k int, sa, sb strides) {
	r := borrow()
	defer r.giveBack()
	deep := run(k, depth)
	for p0 := 0; p0 < k; p0 += deep {
		kb := min(deep, k-p0)
		right := b[sb.at(p0, 0):]
		if sa.row != 1 {
			r.pass(c, a[sa.at(0, p0):], right, m, n, kb, height, sa, sb)
			continue
		}
		// Either the rows of A are packed again for each breadth of columns, or the
		// columns of B for each pass over rows: whichever copies less.
		high := len(r.left) / (kb + pad) / 24 * 24 // whole tiles of six and of eight
		rows := m
		if passes, breadths := (m+high-1)/high, (n+breadth-1)/breadth; m+passes*n < breadths*m+n {
			rows = high
		}
		for i := 0; i < m; i += rows {
			r.pass(c[i*n:], a[sa.at(i, p0):], right, min(rows, m-i), n, kb, high, sa, sb)
		}
	}
}

// pass adds A·B to C for the terms of one run, by at most so many rows of A at a
// time.
func (r *workspace) pass(c, a, b []float64, m, n, k, high int, sa, sb strides) {
	lanes, most := tile()
	for p := cut(n, lanes, most); p.done < p.count; {
		first := p.done == 0
		group := r.pack(&p, b, k, sb)
		for i := 0; i < m; i += high {
			rows := min(high, m-i)
			x, s := &a[sa.at(i, 0)], sa
			if sa.row == 1 {
				if first || m > high {
					turn(transposeLoops[active], 4, r.left[:], k+pad, a[sa.at(i, 0):], sa.column, k, rows)
				}
				x, s = &r.left[0], strides{k + pad, 1}
			}
			for _, g := range group {
				outer(g.vectors, &c[i*n+g.column], n, x, s.row, s.column,
					&r.right[g.at], g.vectors*lanes, rows, k, g.last)
			}
		}
	}
}

// pack fills the right side with the next panels of k rows of B, as many as it
// holds, and returns them.
func (r *workspace) pack(p *panels, b []float64, k int, sb strides) []panel {
	used, count := 0, 0
	for lanes, most := tile(); used+most*lanes <= breadth; count++ {
		j, v, last, ok := p.next()
		if !ok {
			break
		}
		g := panel{used * k, j, v, last}
		if sb.column == 1 {
			packLoops[active][v](&r.right[g.at], &b[j], 8*sb.row, k, last)
		} else {
			turn(transposeLoops[active], 4, r.right[g.at:], v*lanes, b[sb.at(0, j):], sb.column, (v-1)*lanes+last, k)
		}
		r.group[count] = g
		used += v * lanes
	}
	return r.group[:count]
}

// turn copies rows of k entries to columns, those ldto apart: whole blocks by a loop,
// which takes so many rows at a time, the ends one by one.
func turn[T float32 | float64](loop func(to *T, ldto int, from *float64, ldfrom, n int), block int, to []T, ldto int, from []float64, ldfrom, rows, k int) {
	whole, terms := rows/block*block, k&^3
	if terms == 0 {
		whole = 0
	}
	for r := 0; r < whole; r += block {
		loop(&to[r], 32/block*ldto, &from[r*ldfrom], 8*ldfrom, terms) // a block of columns has 32 bytes
	}
	for r := range rows {
		p := terms
		if r >= whole {
			p = 0
		}
		for ; p < k; p++ {
			to[p*ldto+r] = T(from[r*ldfrom+p])
		}
	}
}
