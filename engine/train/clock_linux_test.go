package train

import (
	"syscall"
	"time"
)

// clock is the processor time that the program has had: what else runs on the
// machine does not count.
func clock() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
