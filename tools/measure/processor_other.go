//go:build !unix

package measure

import "time"

var began = time.Now()

// Processor is the time since the program began, where the system does not tell
// that of its processors.
func Processor() time.Duration { return time.Since(began) }
