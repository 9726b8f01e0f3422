package graph

import (
	"runtime"
	"sync"
)

// Job is work on the chunks of a batch. Work may run on several members at
// once; Commit is called once a chunk, in the order of the chunks, by the
// member that did its work. Sums made in Commit are therefore the same bits
// whatever the number of processors.
type Job interface {
	// Enlist prepares for members 0 … size−1.
	Enlist(size int)
	Work(member, chunk int)
	Commit(member, chunk int)
}

// crew runs jobs on all processors. Its members wait between jobs instead of
// being started anew, so that a job allocates nothing.
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
}

func newCrew() *crew {
	c := &crew{hired: 1}
	c.change.L = &c.mu
	return c
}

// run does all chunks of the job.
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
	c.job, c.chunks, c.next, c.commit = job, chunks, 0, 0
	c.size, c.busy = size, size-1
	c.round++
	c.change.Broadcast()
	c.work(0)
	for c.busy > 0 {
		c.change.Wait()
	}
	c.job = nil
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
	for c.next < c.chunks {
		chunk := c.next
		c.next++
		c.mu.Unlock()
		c.job.Work(member, chunk)
		c.mu.Lock()
		for c.commit != chunk {
			c.change.Wait()
		}
		c.job.Commit(member, chunk)
		c.commit++
		c.change.Broadcast()
	}
}

// dismiss ends the members that wait.
func (c *crew) dismiss() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.change.Broadcast()
}
