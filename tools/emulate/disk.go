package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/cauchy-newton/playground/tools/emulate/guest"
	"github.com/cauchy-newton/playground/tools/trial"
)

// What ISOLINUX, Debian's boot loader for CD-ROMs, consists of.
const (
	loader  = "/usr/lib/ISOLINUX/isolinux.bin"
	library = "/usr/lib/syslinux/modules/bios/ldlinux.c32"
)

// boots tells the loader what to start. Bochs 2.7 states a size for the compact
// form of the registers that the kernel finds wrong, and the kernel would do
// without vectors: it must not see that there is that form.
const boots = `DEFAULT linux
PROMPT 0
TIMEOUT 1
LABEL linux
  KERNEL /vmlinuz
  APPEND initrd=/files console=ttyS0,115200 quiet mitigations=off nokaslr tsc=reliable clearcpuid=323,321 panic=1
`

// newDisk writes a CD-ROM with the kernel and, in its initial file system, init
// and the test programs of the rooms with what they read. It returns its file.
func newDisk(ctx context.Context, root, folder, kernel string, rooms []trial.Room) (string, error) {
	files, cd := filepath.Join(folder, "files"), filepath.Join(folder, "cd")
	for _, old := range []string{files, cd} {
		if err := os.RemoveAll(old); err != nil {
			return "", err
		}
	}
	for _, name := range []string{"files/proc", "files/dev", "files/tmp", "files/programs", "cd/isolinux"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o755); err != nil {
			return "", err
		}
	}
	d := disk{ctx, root, files}
	if err := d.compile("build", "init", "./tools/emulate/init"); err != nil {
		return "", err
	}
	var programs []guest.Program
	for _, room := range rooms {
		p, err := d.program(room)
		if err != nil {
			return "", err
		}
		programs = append(programs, p)
	}
	list, err := json.Marshal(programs)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(files, guest.List), list, 0o644); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(cd, "isolinux", "isolinux.cfg"), []byte(boots), 0o644); err != nil {
		return "", err
	}
	for from, to := range map[string]string{kernel: "vmlinuz", loader: "isolinux/isolinux.bin", library: "isolinux/ldlinux.c32"} {
		if err := copyFile(filepath.Join(cd, to), from); err != nil {
			return "", err
		}
	}
	return d.burn(folder, cd)
}

// disk is the machine's file system in the making.
type disk struct {
	ctx         context.Context
	root, files string
}

// program adds the test program of a room, and what it reads.
func (d disk) program(room trial.Room) (guest.Program, error) {
	p := guest.Program{
		Name:   room.Name,
		File:   "/programs/" + strings.ReplaceAll(room.Name, "/", "-"),
		Folder: "/" + room.Name,
		Args:   []string{"-test.short", "-test.v", "-test.timeout=0"},
	}
	if room.Name == "engine/kernel" {
		p.Args = append(p.Args, "-test.skip=/^(portable|avx2)$|//^(portable|avx2)$")
	}
	if err := os.MkdirAll(filepath.Join(d.files, p.Folder), 0o755); err != nil {
		return p, err
	}
	for _, name := range room.Reads {
		err := filepath.WalkDir(filepath.Join(d.root, name), func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			below, err := filepath.Rel(d.root, path)
			if err != nil {
				return err
			}
			return copyFile(filepath.Join(d.files, below), path)
		})
		if err != nil {
			return p, err
		}
	}
	return p, d.compile("test", p.File, "./"+room.Name, "-c")
}

// compile makes a program without libraries, which the machine has none of.
func (d disk) compile(verb, file, pkg string, flags ...string) error {
	args := append([]string{verb, "-ldflags=-s -w", "-o", filepath.Join(d.files, file)}, flags...)
	c := exec.CommandContext(d.ctx, "go", append(args, pkg)...)
	c.Dir = d.root
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64", "GOFLAGS=", "GOEXPERIMENT=")
	return say(c)
}

// burn makes the initial file system and the CD-ROM.
func (d disk) burn(folder, cd string) (string, error) {
	var names bytes.Buffer
	err := filepath.WalkDir(d.files, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(d.files, path)
		fmt.Fprintln(&names, below)
		return err
	})
	if err != nil {
		return "", err
	}
	archive, err := os.Create(filepath.Join(cd, "files"))
	if err != nil {
		return "", err
	}
	defer archive.Close()
	pack := exec.CommandContext(d.ctx, "cpio", "--create", "--format=newc", "--quiet")
	pack.Dir, pack.Stdin, pack.Stdout = d.files, &names, archive
	if err := say(pack); err != nil {
		return "", err
	}
	image := filepath.Join(folder, "cd.iso")
	return image, say(exec.CommandContext(d.ctx, "xorriso", "-as", "mkisofs", "-quiet", "-o", image, "-b", "isolinux/isolinux.bin",
		"-c", "isolinux/boot.cat", "-no-emul-boot", "-boot-load-size", "4", "-boot-info-table", cd))
}

// say runs a command; its error has what the command said.
func say(c *exec.Cmd) error {
	var text bytes.Buffer
	c.Stderr = &text
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(c.Path), err, text.Bytes())
	}
	return nil
}

func copyFile(to, from string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o644)
}
