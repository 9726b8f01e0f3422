package main

import (
	"encoding/binary"
	"hash"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// routine is a function that machines run.
type routine struct {
	code      []step
	labels    map[string]int
	static    map[string]uint64 // addresses of constants
	constants []byte            // with which the memory begins
	frame     int               // bytes of the stack
	left      hash.Hash64       // what all runs have left in the memory
}

type step struct {
	op   string
	args []string
}

// parse returns every function of the assembly, by name.
func parse(assembly string) (map[string]*routine, error) {
	all, static, memory := map[string]*routine{}, map[string]uint64{}, make([]byte, vectorBytes)
	var m *routine
	for _, line := range strings.Split(assembly, "\n") {
		line, _, _ = strings.Cut(line, "//")
		op, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		args := strings.Split(rest, ",")
		for i := range args {
			args[i] = strings.TrimSpace(args[i])
		}
		switch {
		case op == "" || op == "GLOBL" || strings.HasPrefix(op, "#"):
		case op == "DATA": // in order, eight bytes each
			name, _, _ := strings.Cut(args[0], "<>")
			if _, ok := static[name]; !ok {
				static[name] = uint64(len(memory))
			}
			datum := strings.TrimPrefix(args[1], "$")
			x, err := strconv.ParseUint(datum, 0, 64)
			if signed, e := strconv.ParseInt(datum, 0, 64); e == nil { // +0 or -1
				x, err = uint64(signed), nil
			}
			if err != nil {
				return nil, err
			}
			memory = binary.LittleEndian.AppendUint64(memory, x)
		case op == "TEXT":
			name, _, _ := strings.Cut(strings.TrimPrefix(args[0], "·"), "(")
			size, _, _ := strings.Cut(strings.TrimPrefix(args[len(args)-1], "$"), "-")
			bytes, err := strconv.Atoi(size)
			if err != nil {
				return nil, err
			}
			m = &routine{labels: map[string]int{}, static: static, frame: bytes, left: fnv.New64a()}
			all[name] = m
		case strings.HasSuffix(op, ":"):
			m.labels[strings.TrimSuffix(op, ":")] = len(m.code)
		default:
			m.code = append(m.code, step{op, args})
		}
	}
	for _, m := range all {
		m.constants = memory
	}
	return all, nil
}

// fresh returns a machine that has not run yet.
func (r *routine) fresh() *machine {
	return &machine{routine: r, memory: slices.Clone(r.constants)}
}
