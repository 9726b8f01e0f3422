package main

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"
)

// machine runs generated assembly step by step: the few instructions of the
// loops, in a memory of its own. So the AVX-512 loops are tested on processors
// that have none.
type machine struct {
	*routine
	memory []byte
	args   []uint64
	r      map[string]uint64
	v      map[string]*[vectorBytes]byte // X, Y and Z by number: "7"
	k      map[string]uint64
	flags  int64 // what was compared: negative, 0 or positive
}

// vectorBytes is the length of the longest vector. So long are the fences, too.
const vectorBytes = 64

// place copies numbers to the memory, between others that are NaN, and returns
// their address.
func place[T float32 | float64](m *machine, x []T) uint64 {
	fence := make([]T, vectorBytes/binary.Size(T(0)))
	for i := range fence {
		fence[i] = T(math.NaN())
	}
	at := len(m.memory) + vectorBytes
	for _, part := range [][]T{fence, x, fence} {
		m.memory, _ = binary.Append(m.memory, binary.LittleEndian, part)
	}
	return uint64(at)
}

// intact tells whether the NaN around n doubles are still there.
func (m *machine) intact(at uint64, n int) bool {
	for _, v := range append(fetch[float64](m, at-vectorBytes, 8), fetch[float64](m, at+uint64(8*n), 8)...) {
		if !math.IsNaN(v) {
			return false
		}
	}
	return true
}

// fetch reads numbers back.
func fetch[T float32 | float64](m *machine, at uint64, n int) []T {
	x := make([]T, n)
	if _, err := binary.Decode(m.memory[at:], binary.LittleEndian, x); err != nil {
		panic(err)
	}
	return x
}

// run calls the function. A result is written over the last of the arguments.
func (m *machine) run(args ...uint64) {
	m.args, m.r, m.v, m.k = args, map[string]uint64{}, map[string]*[vectorBytes]byte{}, map[string]uint64{}
	used, garbage := len(m.memory), make([]float64, m.frame/8)
	for i := range garbage {
		garbage[i] = math.NaN()
	}
	m.r["SP"] = place(m, garbage)
	defer func() {
		m.left.Write(m.memory[len(m.constants):used])
		binary.Write(m.left, binary.LittleEndian, args[len(args)-1])
	}()
	for pc := 0; m.code[pc].op != "RET"; pc++ {
		s, taken := &m.code[pc], false
		switch s.op {
		case "JMP":
			taken = true
		case "JZ":
			taken = m.flags == 0
		case "JNZ", "JNE":
			taken = m.flags != 0
		case "JL":
			taken = m.flags < 0
		case "JGE":
			taken = m.flags >= 0
		default:
			m.step(s.op, s.args)
		}
		if taken {
			pc = m.labels[s.args[0]] - 1
		}
	}
}

func (m *machine) step(op string, args []string) {
	last := args[len(args)-1]
	whole := func(i int) int64 { return int64(m.integer(args[i])) }
	set := func(x int64) { m.r[last] = uint64(x) }
	vector := func(i int) []float64 { return doubles(m.bytes(args[i], size(last))) }
	lanes := func(f func(x, y, z float64) float64) { // of the operands in their order, and the destination
		m.write(last, join(vector(0), vector(1), vector(len(args)-1), f))
	}
	bits := func(i int, f func(x, y uint64) uint64) {
		m.write(last, join(vector(i), vector(len(args)-2), nil, func(x, y, _ float64) float64 {
			return math.Float64frombits(f(math.Float64bits(x), math.Float64bits(y)))
		}))
	}
	switch op {
	case "PREFETCHT0":
	case "VZEROUPPER":
		for _, v := range m.v {
			clear(v[16:])
		}
	case "VMOVQ":
		m.write(last, binary.LittleEndian.AppendUint64(nil, m.integer(args[0])))
	case "MOVQ":
		set(whole(0))
	case "LEAQ":
		set(int64(m.address(args[0])))
	case "ADDQ", "SUBQ", "ANDQ", "DECQ":
		m.flags = map[string]int64{"ADDQ": whole(len(args)-1) + whole(0), "SUBQ": whole(len(args)-1) - whole(0),
			"ANDQ": whole(len(args)-1) & whole(0), "DECQ": whole(0) - 1}[op]
		set(m.flags)
	case "NEGQ":
		set(-whole(0))
	case "XORQ":
		m.flags = whole(0) ^ whole(1)
		set(m.flags)
	case "CMPQ":
		m.flags = whole(0) - whole(1)
	case "TESTQ":
		m.flags = whole(0) & whole(1)
	case "CMOVQLT":
		if m.flags < 0 {
			set(whole(0))
		}
	case "CMOVQLE":
		if m.flags <= 0 {
			set(whole(0))
		}
	case "BZHIQ":
		set(whole(1) & (1<<whole(0) - 1))
	case "KMOVW":
		m.k[last] = m.r[args[0]] & 0xffff
	case "VXORPD":
		m.write(last, make([]byte, size(last)))
	case "MOVSD": // the result
		m.args[len(m.args)-1] = binary.LittleEndian.Uint64(m.bytes(args[0], 8))
	case "VMASKMOVPD":
		x, mask := m.bytes(args[0], size(args[1])), doubles(m.bytes(args[1], size(args[1])))
		old := m.bytes(last, len(x))
		if size(last) > 0 {
			clear(old)
		}
		for lane, sign := range mask {
			if !math.Signbit(sign) {
				copy(x[8*lane:8*lane+8], old[8*lane:])
			}
		}
		m.write(last, x)
	case "VMOVUPD", "VMOVAPD", "VMOVUPD.Z", "VMOVUPS":
		x := m.bytes(args[0], size(args[0])+size(last))
		if len(args) == 3 { // masked: doubles
			for lane := range len(x) / 8 {
				if m.k[args[1]]>>lane&1 == 0 && op == "VMOVUPD" {
					copy(x[8*lane:8*lane+8], m.bytes(last, len(x))[8*lane:])
				} else if m.k[args[1]]>>lane&1 == 0 {
					clear(x[8*lane : 8*lane+8])
				}
			}
		}
		m.write(last, x)
	case "VBROADCASTSS", "VBROADCASTSD", "VPBROADCASTQ":
		width := map[string]int{"VBROADCASTSS": 4, "VBROADCASTSD": 8, "VPBROADCASTQ": 8}[op]
		m.write(last, []byte(strings.Repeat(string(m.bytes(args[0], width)), size(last)/width)))
	case "VADDPD":
		lanes(func(x, y, _ float64) float64 { return y + x })
	case "VSUBPD":
		lanes(func(x, y, _ float64) float64 { return y - x })
	case "VMULPD":
		lanes(func(x, y, _ float64) float64 { return y * x })
	case "VDIVPD":
		lanes(func(x, y, _ float64) float64 { return y / x })
	case "VMAXPD": // the first operand where either is NaN
		lanes(func(x, y, _ float64) float64 {
			if y > x {
				return y
			}
			return x
		})
	case "VMINPD":
		lanes(func(x, y, _ float64) float64 {
			if y < x {
				return y
			}
			return x
		})
	case "VFMADD213PD":
		lanes(func(x, y, z float64) float64 { return math.FMA(y, z, x) })
	case "VFNMADD231PD":
		lanes(func(x, y, z float64) float64 { return math.FMA(-y, x, z) })
	case "VANDPD", "VPAND":
		bits(0, func(x, y uint64) uint64 { return x & y })
	case "VORPD":
		bits(0, func(x, y uint64) uint64 { return x | y })
	case "VPCMPEQQ":
		bits(0, func(x, y uint64) uint64 {
			if x == y {
				return math.MaxUint64
			}
			return 0
		})
	case "VPADDQ":
		bits(0, func(x, y uint64) uint64 { return x + y })
	case "VPSLLQ":
		bits(1, func(x, _ uint64) uint64 { return x << whole(0) })
	case "VCMPPD":
		holds := map[string]func(x, y float64) bool{
			"$0x1e": func(x, y float64) bool { return x > y }, "$0x11": func(x, y float64) bool { return x < y }}[args[0]]
		n := max(size(last), size(args[2])) // a K has no size
		x, y := doubles(m.bytes(args[2], n)), doubles(m.bytes(args[1], n))
		k, all := uint64(0), make([]byte, n)
		for lane := range x {
			if holds(x[lane], y[lane]) {
				k |= 1 << lane
				copy(all[8*lane:], "\xff\xff\xff\xff\xff\xff\xff\xff")
			}
		}
		if size(last) > 0 {
			m.write(last, all)
		} else {
			m.k[last] = k
		}
	case "VBLENDMPD":
		m.write(last, blend(vector(0), vector(1), func(lane int) bool { return m.k[args[2]]>>lane&1 == 1 }))
	case "VBLENDVPD":
		mask := vector(0)
		m.write(last, blend(vector(1), vector(2), func(lane int) bool { return math.Signbit(mask[lane]) }))
	case "VBLENDPD":
		m.write(last, blend(vector(1), vector(2), func(lane int) bool { return whole(0)>>lane&1 == 1 }))
	case "VHADDPD":
		x, y := vector(0), vector(1)
		sum := make([]float64, len(x))
		for lane := 0; lane < len(x); lane += 2 {
			sum[lane], sum[lane+1] = y[lane]+y[lane+1], x[lane]+x[lane+1]
		}
		m.write(last, join(sum, sum, nil, func(x, _, _ float64) float64 { return x }))
	case "VPERM2F128":
		halves := append(m.bytes(args[2], 32), m.bytes(args[1], 32)...)
		low, high := whole(0)&3, whole(0)>>4&3
		m.write(last, append(slices.Clone(halves[16*low:16*low+16]), halves[16*high:16*high+16]...))
	case "VEXTRACTF128":
		m.write(last, m.bytes(args[1], 32)[16*whole(0):16*whole(0)+16])
	case "VFMADD231PD", "VFMADD231PD.BCST":
		m.write(last, join(doubles(m.factor(op, args[0], 8, size(last))), doubles(m.bytes(args[1], size(last))),
			doubles(m.bytes(last, size(last))), math.FMA))
	case "VFMADD231PS", "VFMADD231PS.BCST": // the product of two float32 is exact in float64
		m.write(last, join(floats(m.factor(op, args[0], 4, size(last))), floats(m.bytes(args[1], size(last))),
			floats(m.bytes(last, size(last))), func(x, y, z float32) float32 { return float32(float64(x)*float64(y) + float64(z)) }))
	case "VCVTPS2PD":
		var y []float64
		for _, x := range floats(m.bytes(args[0], size(last)/2)) {
			y = append(y, float64(x))
		}
		m.write(last, join(y, y, nil, func(x, _, _ float64) float64 { return x }))
	case "VCVTPD2PS", "VCVTPD2PSY":
		var y []float32
		for _, x := range doubles(m.bytes(args[0], 2*size(last))) {
			y = append(y, float32(x))
		}
		m.write(last, join(y, y, nil, func(x, _, _ float32) float32 { return x }))
	case "VEXTRACTF64X4":
		m.write(last, m.bytes(args[1], 64)[32*whole(0):32*whole(0)+32])
	case "VINSERTF128":
		x := m.bytes(args[2], 32)
		copy(x[16*whole(0):], m.bytes(args[1], 16))
		m.write(last, x)
	case "VUNPCKLPS", "VUNPCKHPS", "VUNPCKLPD", "VUNPCKHPD":
		x, y := m.bytes(args[1], 32), m.bytes(args[0], 32)
		width := map[byte]int{'S': 4, 'D': 8}[op[8]]
		var z []byte
		for half := 0; half < 32; half += 16 {
			from := half
			if op[6] == 'H' {
				from += 8
			}
			for at := from; at < from+8; at += width {
				z = append(append(z, x[at:at+width]...), y[at:at+width]...)
			}
		}
		m.write(last, z)
	default:
		panic("an instruction that the machine does not know: " + op)
	}
}

// size returns the bytes of a vector register, 0 for anything else.
func size(name string) int { return map[byte]int{'X': 16, 'Y': 32, 'Z': 64}[name[0]] }

// integer returns a number, a register or a parameter.
func (m *machine) integer(x string) uint64 {
	if text, ok := strings.CutPrefix(x, "$"); ok {
		n, err := strconv.ParseInt(text, 0, 64)
		if err != nil {
			panic(err)
		}
		return uint64(n)
	}
	if name, ok := strings.CutSuffix(x, "(FP)"); ok {
		_, offset, _ := strings.Cut(name, "+")
		n, err := strconv.Atoi(offset)
		if err != nil {
			panic(err)
		}
		return m.args[n/8]
	}
	return m.r[x]
}

// address returns what disp(base)(index*scale) means.
func (m *machine) address(x string) uint64 {
	if symbol, offset, ok := strings.Cut(strings.TrimSuffix(x, "(SB)"), "<>+"); ok {
		n, err := strconv.Atoi(offset)
		if err != nil {
			panic(err)
		}
		return m.static[symbol] + uint64(n)
	}
	parts := strings.Split(strings.TrimSuffix(x, ")"), "(")
	at, _ := strconv.ParseInt(parts[0], 0, 64)
	sum := uint64(at) + m.r[strings.TrimSuffix(parts[1], ")")]
	if len(parts) == 3 {
		index, scale, _ := strings.Cut(parts[2], "*")
		n, err := strconv.Atoi(scale)
		if err != nil {
			panic(err)
		}
		sum += m.r[index] * uint64(n)
	}
	return sum
}

// bytes returns a copy of n bytes of a register or of the memory. Beyond the
// memory there are zeros, as a masked load sees them.
func (m *machine) bytes(x string, n int) []byte {
	n = min(n, 64)
	out := make([]byte, n)
	if strings.HasSuffix(x, "(FP)") {
		binary.LittleEndian.PutUint64(out, m.integer(x))
	} else if size(x) == 0 {
		copy(out, m.memory[min(m.address(x), uint64(len(m.memory))):])
	} else if v := m.v[x[1:]]; v != nil {
		copy(out, v[:min(n, size(x))])
	}
	return out
}

// factor is a vector in memory or a register, or one number in every lane.
func (m *machine) factor(op, x string, width, n int) []byte {
	if strings.HasSuffix(op, ".BCST") {
		return []byte(strings.Repeat(string(m.bytes(x, width)), n/width))
	}
	return m.bytes(x, n)
}

// write fills a register, and zeros what is left of it, or the memory.
func (m *machine) write(to string, x []byte) {
	if size(to) == 0 {
		at := m.address(to)
		copy(m.memory[min(at, uint64(len(m.memory))):], x)
		return
	}
	v := new([vectorBytes]byte)
	copy(v[:], x)
	m.v[to[1:]] = v
}

func doubles(b []byte) []float64 {
	x := make([]float64, len(b)/8)
	binary.Decode(b, binary.LittleEndian, x)
	return x
}

func floats(b []byte) []float32 {
	x := make([]float32, len(b)/4)
	binary.Decode(b, binary.LittleEndian, x)
	return x
}

// blend takes the lanes that are chosen from x, the others from y.
func blend(x, y []float64, chosen func(lane int) bool) []byte {
	for lane := range x {
		if !chosen(lane) {
			x[lane] = y[lane]
		}
	}
	return join(x, x, nil, func(x, _, _ float64) float64 { return x })
}

// join applies f lane by lane.
func join[T float32 | float64](x, y, z []T, f func(x, y, z T) T) []byte {
	out := make([]T, len(x))
	for i := range x {
		var third T
		if z != nil {
			third = z[i]
		}
		out[i] = f(x[i], y[i], third)
	}
	b, _ := binary.Append(nil, binary.LittleEndian, out)
	return b
}
