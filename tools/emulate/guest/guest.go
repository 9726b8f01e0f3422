// Package guest is what the machine of tools/emulate and its host have to say to
// each other: a list of programs in the file system, lines on the serial line.
package guest

import (
	"encoding/json"
	"fmt"
)

// List is the file with the [Program]s to be run.
const List = "/programs.json"

// Program is a test program at /programs/Name.
type Program struct {
	Name, File, Folder string
	Args               []string
}

// What lines of the guest begin with; all others are the kernel's.
const (
	Flags = "emulate flags: " // then the features of the processor
	Ended = "emulate ended: " // then a Result as JSON
	Said  = "emulate said: "  // then a line of a test that did not pass
)

// Result is how a program ended.
type Result struct {
	Name                    string
	Passed, Failed, Skipped int    // tests, without the tests within them
	Error                   string // how it ended, unless with 0
}

// ParseResult reads what follows [Ended].
func ParseResult(text string) (r Result, err error) {
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return Result{}, fmt.Errorf("emulate: %q: %w", text, err)
	}
	return r, nil
}
