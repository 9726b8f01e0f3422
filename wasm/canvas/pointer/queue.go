// Package pointer turns the events of a page's pointers into the states that a
// scene is asked to follow, one per tick.
package pointer

import (
	"sync"

	"github.com/cauchy-newton/playground/demos"
)

// Queue holds states until a tick takes them. Movements are merged, but every
// press, release, entry and exit is kept, so that a tap between two ticks is
// seen however slow they are. The zero value is empty.
type Queue struct {
	mu    sync.Mutex
	queue []demos.Pointer
	last  demos.Pointer
}

// Event is what matters of a PointerEvent.
type Event struct {
	Type  string // pointerdown, pointermove, pointerup, pointercancel, pointerleave
	Touch bool   // by a finger, which leaves whenever it is lifted
	X, Y  float64
}

// Put adds an event. A finger that was lifted goes on pointing at its place,
// so that a tap shows what hovering shows; one that began to scroll the page
// (pointercancel) does not.
func (q *Queue) Put(e Event) {
	q.mu.Lock()
	defer q.mu.Unlock()
	p := q.newest()
	if e.Touch && (e.Type == "pointerleave" || e.Type == "pointermove" && !p.Down) {
		return
	}
	p.Point, p.Inside = demos.Point{X: e.X, Y: e.Y}, true
	switch e.Type {
	case "pointerdown":
		p.Down = true
	case "pointerup":
		p.Down = false
	case "pointercancel", "pointerleave":
		p.Down, p.Inside = false, false
	}
	if n := len(q.queue); n > 0 && q.queue[n-1].Down == p.Down && q.queue[n-1].Inside == p.Inside {
		q.queue[n-1] = p
		return
	}
	q.queue = append(q.queue, p)
}

func (q *Queue) newest() demos.Pointer {
	if n := len(q.queue); n > 0 {
		return q.queue[n-1]
	}
	return q.last
}

// Next returns the next state, or the last one again when nothing happened.
func (q *Queue) Next() demos.Pointer {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.queue) > 0 {
		q.last = q.queue[0]
		q.queue = q.queue[:copy(q.queue, q.queue[1:])]
	}
	return q.last
}
