//go:build linux

// Command init is all that runs on the machine of tools/emulate: the first process,
// which runs the test programs one after the other and switches the machine off.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/cauchy-newton/playground/tools/emulate/guest"
)

func main() {
	if err := run(); err != nil {
		fmt.Println(guest.Said + err.Error())
	}
	time.Sleep(3 * time.Second) // the serial line is slow, and what it has not sent is lost
	syscall.Reboot(syscall.LINUX_REBOOT_CMD_POWER_OFF)
}

func run() error {
	for _, kind := range []struct{ at, fs string }{{"/proc", "proc"}, {"/dev", "devtmpfs"}} {
		if err := syscall.Mount(kind.fs, kind.at, kind.fs, 0, ""); err != nil {
			return fmt.Errorf("%s: %w", kind.at, err)
		}
	}
	about, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return err
	}
	if flags := regexp.MustCompile(`(?m)^flags\s*: (.*)$`).FindSubmatch(about); flags != nil {
		fmt.Printf("%s%s\n", guest.Flags, flags[1])
	}
	text, err := os.ReadFile(guest.List)
	if err != nil {
		return err
	}
	var programs []guest.Program
	if err := json.Unmarshal(text, &programs); err != nil {
		return err
	}
	for _, p := range programs {
		end, err := json.Marshal(test(p))
		if err != nil {
			return err
		}
		fmt.Printf("%s%s\n", guest.Ended, end)
	}
	return nil
}

// test runs a program, and hands on the lines of what did not pass.
func test(p guest.Program) guest.Result {
	r := guest.Result{Name: p.Name}
	command := exec.Command(p.File, p.Args...)
	command.Dir = p.Folder
	// With ADCX and ADOX math/big goes wrong under Bochs 2.7.
	command.Env = []string{"HOME=/tmp", "TMPDIR=/tmp", "GODEBUG=cpu.adx=off"}
	text, err := command.CombinedOutput()
	if err != nil {
		r.Error = err.Error()
	}
	for line := range strings.Lines(string(text)) {
		for mark, count := range map[string]*int{"--- PASS": &r.Passed, "--- FAIL": &r.Failed, "--- SKIP": &r.Skipped} {
			if strings.HasPrefix(line, mark) {
				*count++
			}
		}
	}
	if r.Error != "" {
		for line := range bytes.Lines(text) {
			if word := bytes.TrimSpace(line); !bytes.HasPrefix(word, []byte("=== ")) && !bytes.HasPrefix(word, []byte("--- PASS")) {
				fmt.Printf("%s%s", guest.Said, line)
			}
		}
	}
	return r
}
