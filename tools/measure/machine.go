package measure

import (
	"fmt"
	"os"
	"regexp"
	"runtime"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// modelName is the line of /proc/cpuinfo that names the processor.
var modelName = regexp.MustCompile(`(?m)^model name\s*:\s*(.+?)\s*$`)

// Machine describes the machine: the processor if the system names it, how many there
// are, the loops in use and the Go release.
func Machine() string {
	processor := runtime.GOARCH
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if m := modelName.FindSubmatch(text); m != nil {
			processor = string(m[1])
		}
	}
	return fmt.Sprintf("%s, %d processors, %s loops, %s/%s, %s",
		processor, runtime.NumCPU(), kernel.Set(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}
