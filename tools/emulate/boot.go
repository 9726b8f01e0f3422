package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// machine describes a PC with the first desktop processor that had AVX-512. Debian
// builds Bochs with its debugger, which wants to be told to go on, and without a
// picture only the server of one, which nobody has to look at.
const machine = `config_interface: textconfig
display_library: rfb, options="timeout=0"
memory: guest=1024, host=1024
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
cpu: model=corei7_skylake_x, count=1, ips=100000000, ignore_bad_msrs=1
clock: sync=none
sound: waveoutdrv=dummy, waveindrv=dummy, midioutdrv=dummy
ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=cdrom, path=%s, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=/dev/fd/3
log: %s
panic: action=fatal
error: action=report
info: action=ignore
debug: action=ignore
`

// boot starts the machine with the CD-ROM. It returns the end of the serial line,
// and a function that waits until the machine is switched off.
func boot(ctx context.Context, folder, disk string) (serial io.Reader, wait func() error, err error) {
	description, commands := filepath.Join(folder, "bochsrc"), filepath.Join(folder, "commands")
	text := fmt.Sprintf(machine, disk, filepath.Join(folder, "bochs.log"))
	if err := errors.Join(os.WriteFile(description, []byte(text), 0o644), os.WriteFile(commands, []byte("continue\n"), 0o644)); err != nil {
		return nil, nil, err
	}
	serial, line, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	bochs := exec.CommandContext(ctx, "bochs", "-q", "-f", description, "-rc", commands)
	bochs.ExtraFiles = []*os.File{line}
	err = bochs.Start()
	line.Close() // Bochs has its own
	if err != nil {
		return nil, nil, err
	}
	return serial, func() error {
		var exit *exec.ExitError
		if err := bochs.Wait(); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil && !errors.As(err, &exit) { // it calls being switched off a panic
			return err
		}
		return nil
	}, nil
}
