package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// lower rewrites the AVX-512 functions of the assembly in the instructions of
// AVX2, one after the other, so that processors without AVX-512 run the same text:
// the same registers, addresses, masks and order. The registers are slots of the
// stack, and each half of a slot goes through an instruction on its own.
func lower(assembly string) (string, error) {
	w := &lowering{}
	inside := false
	for number, line := range strings.Split(assembly, "\n") {
		if text, ok := strings.CutPrefix(line, "TEXT "); ok {
			if inside = strings.Contains(text, "AVX512(SB)"); inside { // too large a frame for NOSPLIT
				line = strings.Replace(line, "NOSPLIT, $0-", fmt.Sprintf("0, $%d-", frame), 1)
			}
		}
		if !inside || !register.MatchString(line) || strings.HasPrefix(line, "TEXT ") || strings.HasPrefix(line, "//") {
			fmt.Fprintln(w, line)
			continue
		}
		op, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		args := strings.Split(rest, ",")
		for i := range args {
			args[i] = strings.TrimSpace(args[i])
		}
		if err := w.lower(op, args); err != nil {
			return "", fmt.Errorf("line %d, %s: %w", number+1, strings.TrimSpace(line), err)
		}
	}
	for lane := range 8 {
		fmt.Fprintf(w, "DATA laneBits<>+%d(SB)/8, $%d\n", 8*lane, 1<<lane)
	}
	w.WriteString("GLOBL laneBits<>(SB), RODATA|NOPTR, $64\n")
	return w.String(), nil
}

// The frame has a slot of 64 bytes for each of Z0 to Z31, and one for each of K0
// to K7: a mask is a vector whose lanes are all ones or all zeros.
const frame = 64 * (32 + 8)

var register = regexp.MustCompile(`\b[XYZK][0-9]+\b`)

// lanewise are the instructions on Z that compute each lane from the same lanes:
// so they are those on Y, for each half. sums also read their destination.
var (
	lanewise = strings.Fields("VMOVUPD VMOVAPD VMOVUPS VADDPD VSUBPD VMULPD VDIVPD VMAXPD VMINPD VXORPD VANDPD VORPD " +
		"VPADDQ VPSLLQ VBROADCASTSD VBROADCASTSS VFMADD213PD VFMADD231PD VFMADD231PS VFNMADD231PD")
	sums       = regexp.MustCompile(`^VFN?MADD`)
	broadcasts = map[string]string{"PD": "VBROADCASTSD", "PS": "VBROADCASTSS"}
)

type lowering struct{ strings.Builder }

func (w *lowering) emit(op string, args ...string) {
	fmt.Fprintf(w, "\t%s %s\n", op, strings.Join(args, ", "))
}

// lower writes the replacement of an instruction with vectors or masks.
func (w *lowering) lower(op string, args []string) error {
	last := args[len(args)-1]
	masked := slices.ContainsFunc(args, func(x string) bool { return x[0] == 'K' })
	wide := slices.ContainsFunc(args, func(x string) bool { return kind(x) == 'Z' })
	halves := []int{0}
	if wide {
		halves = []int{0, 32}
	}
	switch {
	case op == "KMOVW":
		w.emit("VMOVQ", args[0], "X0")
		w.emit("VPBROADCASTQ", "X0", "Y0")
		for _, half := range []int{0, 32} {
			w.emit("VPAND", shift("laneBits<>+0(SB)", half), "Y0", "Y1")
			w.emit("VPCMPEQQ", shift("laneBits<>+0(SB)", half), "Y1", "Y1")
			w.emit("VMOVUPD", "Y1", slot(last, half))
		}
	case op == "VCMPPD" && wide:
		for _, half := range halves {
			w.emit("VMOVUPD", part(args[2], half), "Y0")
			w.emit("VCMPPD", args[0], part(args[1], half), "Y0", "Y0")
			w.emit("VMOVUPD", "Y0", slot(last, half))
		}
	case op == "VBLENDMPD":
		for _, half := range halves {
			w.emit("VMOVUPD", slot(args[2], half), "Y1")
			w.emit("VMOVUPD", part(args[1], half), "Y0")
			w.emit("VBLENDVPD", "Y1", part(args[0], half), "Y0", "Y0")
			w.emit("VMOVUPD", "Y0", slot(last, half))
		}
		w.rest(last)
	case op == "VMOVUPD.Z" && masked: // a load
		for _, half := range halves {
			w.emit("VMOVUPD", slot(args[1], half), "Y1")
			w.emit("VMASKMOVPD", shift(args[0], half), "Y1", "Y0")
			w.emit("VMOVUPD", "Y0", slot(last, half))
		}
		w.rest(last)
	case op == "VMOVUPD" && masked && kind(last) == 0: // a store
		for _, half := range halves {
			w.emit("VMOVUPD", slot(args[1], half), "Y1")
			w.emit("VMOVUPD", slot(args[0], half), "Y0")
			w.emit("VMASKMOVPD", "Y0", "Y1", shift(last, half))
		}
	case masked:
		return errors.New("an instruction with a mask that has no lower one")
	case op == "VCVTPS2PD" && wide: // both halves before either is written: the source may be the destination
		w.emit(op, slot(args[0], 0), "Y0")
		w.emit(op, slot(args[0], 16), "Y1")
		w.emit("VMOVUPD", "Y0", slot(last, 0))
		w.emit("VMOVUPD", "Y1", slot(last, 32))
	case op == "VCVTPD2PS" && wide:
		w.emit("VCVTPD2PSY", slot(args[0], 0), "X0")
		w.emit("VCVTPD2PSY", slot(args[0], 32), "X1")
		w.emit("VMOVUPD", "X0", slot(last, 0))
		w.emit("VMOVUPD", "X1", slot(last, 16))
		w.rest(last)
	case op == "VEXTRACTF64X4":
		half, err := strconv.ParseInt(strings.TrimPrefix(args[0], "$"), 0, 0)
		if err != nil || half&^1 != 0 {
			return fmt.Errorf("no half %s", args[0])
		}
		w.emit("VMOVUPD", slot(args[1], 32*int(half)), "Y0")
		w.emit("VMOVUPD", "Y0", slot(last, 0))
		w.rest(last)
	case !wide:
		w.part(op, args, 0)
		w.rest(last)
	case slices.Contains(lanewise, strings.TrimSuffix(op, ".BCST")):
		for _, half := range halves {
			w.part(op, args, half)
		}
	default:
		return errors.New("an instruction on Z that has no lower one")
	}
	return nil
}

// part writes an instruction on Y or X for one half of its operands: the registers
// that it reads are loaded, and the one that it writes is stored.
func (w *lowering) part(op string, args []string, half int) {
	end := len(args) - 1
	named, broadcast := slices.Clone(args), strings.HasPrefix(op, "VBROADCAST")
	for i, x := range args {
		switch size := kind(x); {
		case size == 0 && i == 0 && strings.HasSuffix(op, ".BCST"):
			op = strings.TrimSuffix(op, ".BCST")
			named[i] = fmt.Sprint("Y", i)
			w.emit(broadcasts[op[len(op)-2:]], x, named[i])
		case size == 0 && !broadcast:
			named[i] = shift(x, half)
		case size != 0:
			named[i] = fmt.Sprint("Y", i)
			if i < end || sums.MatchString(op) {
				w.emit("VMOVUPD", slot(x, half), named[i])
			}
			if size == 'X' {
				named[i] = fmt.Sprint("X", i)
			}
		}
	}
	w.emit(op, named...)
	if kind(args[end]) != 0 { // all of Y: what writes X clears the rest
		w.emit("VMOVUPD", fmt.Sprint("Y", end), slot(args[end], half))
	}
}

// rest clears the upper half of Z where an instruction has written Y or X, as every
// one of VEX or EVEX does.
func (w *lowering) rest(to string) {
	if size := kind(to); size == 'X' || size == 'Y' {
		w.emit("VXORPD", "Y15", "Y15", "Y15")
		w.emit("VMOVUPD", "Y15", slot(to, 32))
	}
}

// kind returns X, Y or Z for a vector register, 0 for anything else.
func kind(x string) byte {
	if strings.ContainsRune("XYZ", rune(x[0])) && register.MatchString(x) {
		return x[0]
	}
	return 0
}

// slot is where a register is, from a byte on.
func slot(name string, from int) string {
	n, err := strconv.Atoi(name[1:])
	if err != nil {
		panic("no register: " + name)
	}
	if name[0] == 'K' {
		n += 32
	}
	return fmt.Sprintf("%d(SP)", 64*n+from)
}

// part is half an operand: of a register's slot, or of the memory.
func part(x string, half int) string {
	if kind(x) != 0 {
		return slot(x, half)
	}
	return shift(x, half)
}

var displacement = regexp.MustCompile(`^(.*\+)?(-?[0-9]*)(\(.*)$`)

// shift moves an address; what is none stays as it is.
func shift(address string, by int) string {
	m := displacement.FindStringSubmatch(address)
	if m == nil || by == 0 {
		return address
	}
	at, _ := strconv.Atoi(m[2]) // no displacement is 0
	return fmt.Sprint(m[1], at+by, m[3])
}

// overlay writes files to a folder with which `go test -overlay` runs the package
// in dir with the lowered loops, as if the processor had AVX-512.
func overlay(dir, folder string, assembly []byte) error {
	lowered, err := lower(string(assembly))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	replace := map[string]string{}
	for name, text := range map[string]string{"loops_amd64.s": lowered, "lowered_amd64.go": claim} {
		from, err := filepath.Abs(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		// Not called .go: the folder is no package.
		to, err := filepath.Abs(filepath.Join(folder, name+".txt"))
		if err != nil {
			return err
		}
		replace[from] = to
		if err := os.WriteFile(to, []byte(text), 0o644); err != nil {
			return err
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "overlay.json"), list, 0o644)
}

// claim makes the package use the loops of AVX-512.
const claim = `package kernel

import "golang.org/x/sys/cpu"

func init() {
	if best() == portable {
		panic("kernel: the lowered loops need AVX2, FMA and BMI2")
	}
	x := &cpu.X86
	x.HasAVX512F, x.HasAVX512DQ, x.HasAVX512BW, x.HasAVX512VL = true, true, true, true
	active = best()
}
`
