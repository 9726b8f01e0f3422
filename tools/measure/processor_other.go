//go:build !unix

package measure

import "time"

var began = time.Now()

// Processor is the time since the program began, where the system does not report
// processor time.
func Processor() time.Duration { return time.Since(began) }
