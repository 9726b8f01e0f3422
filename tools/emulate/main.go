// Command emulate runs the engine's tests on an emulated processor with AVX-512,
// for machines that have none: Bochs starts Debian's kernel with the test programs
// in its initial file system. It is some hundred times slower than a processor, so
// the tests are the short ones, and those of engine/kernel leave the other sets
// of loops out.
//
//	go run ./tools/emulate -kernel build/setup/vmlinuz
//	go run ./tools/emulate -kernel build/setup/vmlinuz engine/kernel engine/op
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cauchy-newton/playground/tools/emulate/guest"
	"github.com/cauchy-newton/playground/tools/trial"
)

func main() {
	root := flag.String("root", ".", "the `folder` of the repository")
	kernel := flag.String("kernel", "", "Debian's Linux `image`, as tools/setup/linux.sh fetches it")
	limit := flag.Duration("limit", 3*time.Hour, "when to give up")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: emulate -kernel image [packages of the engine that compute with the kernels; all without]")
		flag.PrintDefaults()
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, *limit)
	defer cancel()
	if err := run(ctx, os.Stdout, *root, *kernel, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "emulate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, root, kernel string, names []string) error {
	if _, err := os.Stat(kernel); err != nil {
		return fmt.Errorf("-kernel: %w", err)
	}
	rooms, err := choose(names)
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(filepath.Join(root, "build", "emulate"))
	if err != nil {
		return err
	}
	disk, err := newDisk(ctx, root, folder, kernel, rooms)
	if err != nil {
		return err
	}
	serial, wait, err := boot(ctx, folder, disk)
	if err != nil {
		return err
	}
	told := follow(w, serial)
	if err := wait(); err != nil {
		return err
	}
	return told.judge(rooms)
}

// choose returns the rooms that compute with the kernels, or those with the names.
func choose(names []string) (rooms []trial.Room, err error) {
	for _, room := range trial.Rooms {
		if !room.Apart && (len(names) == 0 || slices.Contains(names, room.Name)) {
			rooms = append(rooms, room)
		}
	}
	if len(names) > len(rooms) {
		return nil, fmt.Errorf("%s: some of these are no packages that compute with the kernels", strings.Join(names, " "))
	}
	return rooms, nil
}

// told is what the machine said.
type told struct {
	flags   string // of the processor
	results map[string]guest.Result
}

// follow reads what the machine says until it is switched off, and hands on how
// each package ended.
func follow(w io.Writer, serial io.Reader) told {
	t := told{results: map[string]guest.Result{}}
	lines, begin := bufio.NewScanner(serial), time.Now()
	for lines.Scan() {
		line := strings.TrimRight(lines.Text(), "\r")
		if flags, ok := strings.CutPrefix(line, guest.Flags); ok {
			t.flags = flags
		}
		if text, ok := strings.CutPrefix(line, guest.Ended); ok {
			r, err := guest.ParseResult(text)
			if err != nil {
				fmt.Fprintln(w, err)
				continue
			}
			t.results[r.Name] = r
			line = fmt.Sprintf("  %-20s %3d passed, %d failed, %d skipped, %.0f s", r.Name, r.Passed, r.Failed, r.Skipped, time.Since(begin).Seconds())
			begin = time.Now() // that of the machine runs as it likes
		} else if !strings.HasPrefix(line, guest.Said) {
			continue // the kernel's
		}
		fmt.Fprintln(w, strings.TrimPrefix(line, guest.Said))
	}
	return t
}

// judge tells what did not pass.
func (t told) judge(rooms []trial.Room) error {
	var errs []error
	for _, feature := range []string{"avx512f", "avx512dq", "avx512bw", "avx512vl", "fma", "bmi2"} {
		if !slices.Contains(strings.Fields(t.flags), feature) {
			errs = append(errs, fmt.Errorf("the emulated processor has no %s", feature))
		}
	}
	for _, room := range rooms {
		switch r, ok := t.results[room.Name]; {
		case !ok:
			errs = append(errs, fmt.Errorf("%s did not end", room.Name))
		case r.Error != "" || r.Failed > 0 || r.Passed == 0:
			errs = append(errs, fmt.Errorf("%s: %d failed, %d passed %s", room.Name, r.Failed, r.Passed, r.Error))
		}
	}
	return errors.Join(errs...)
}
