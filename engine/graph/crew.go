package graph

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// Job is work on the chunks of a batch. Work may run on several members at
// once; Commit is called once per chunk, in the order of the chunks, by the
// member that did its work. Sums made in Commit therefore have the same bits
// whatever the number of processors.
type Job interface {
	// Enlist prepares for members 0 … size−1.
	Enlist(size int)
	Work(member, chunk int)
	Commit(member, chunk int)
}

// crew runs jobs on all processors. Its goroutines, the members, wait between jobs
// instead of being started anew, so that a job allocates nothing.
type crew struct {
	mu     sync.Mutex
	change sync.Cond // of anything below
	hired  int       // members that exist, the caller of run included
	round  int       // counts the jobs
	size   int       // members that work on the present job
	busy   int       // members but the caller that have not finished it
	closed bool

	job    Job
	chunks int
	next   int // the next chunk to be worked on
	commit int // the next chunk to be committed
	failed any // the panic of a chunk; after it no other is begun or committed
}

func newCrew() *crew {
	c := &crew{hired: 1}
	c.change.L = &c.mu
	return c
}

// run does all chunks of the job. If one panics, run panics with the same value and
// the crew can still run other jobs.
func (c *crew) run(job Job, chunks int) {
	size := min(runtime.GOMAXPROCS(0), chunks)
	job.Enlist(size)
	if size == 1 {
		for chunk := range chunks {
			job.Work(0, chunk)
			job.Commit(0, chunk)
		}
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for ; c.hired < size; c.hired++ {
		go c.serve(c.hired, c.round)
	}
	c.job, c.chunks, c.next, c.commit, c.failed = job, chunks, 0, 0, nil
	c.size, c.busy = size, size-1
	c.round++
	c.change.Broadcast()
	c.work(0)
	for c.busy > 0 {
		c.change.Wait()
	}
	c.job = nil
	if c.failed != nil {
		panic(c.failed)
	}
}

// serve waits for jobs until the crew is dismissed. done is the last round
// that the member need not work on.
func (c *crew) serve(member, done int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		for c.round == done && !c.closed {
			c.change.Wait()
		}
		if c.closed {
			return
		}
		done = c.round
		if member < c.size {
			c.work(member)
			c.busy--
			c.change.Broadcast()
		}
	}
}

// work takes chunks until none is left. The caller holds the lock.
func (c *crew) work(member int) {
	for c.next < c.chunks && c.failed == nil {
		chunk := c.next
		c.next++
		c.try(member, chunk)
		for c.commit != chunk && c.failed == nil {
			c.change.Wait()
		}
		if c.failed == nil {
			c.job.Commit(member, chunk)
			c.commit++
		}
		c.change.Broadcast()
	}
}

// try does the work of a chunk without the lock. run repeats a panic in the goroutine
// of its caller.
func (c *crew) try(member, chunk int) {
	c.mu.Unlock()
	defer func() {
		why := recover()
		c.mu.Lock()
		if why != nil && c.failed == nil {
			c.failed = fmt.Sprintf("%v\n\nin chunk %d:\n%s", why, chunk, debug.Stack())
		}
	}()
	c.job.Work(member, chunk)
}

// dismiss ends the members that wait.
func (c *crew) dismiss() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.change.Broadcast()
}
