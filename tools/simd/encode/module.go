// Package encode writes WebAssembly modules: functions over one imported
// memory, with 32-bit integers and vectors of two float64. Expressions are
// values of Go types, so a function that mixes up integers and vectors does
// not compile; statements are methods of Function.
//
// It has only the instructions that the kernels need; see the binary
// format of the WebAssembly core specification.
package encode

import "strings"

// Value types of the binary format.
const (
	typeI32  = 0x7f
	typeF64  = 0x7c
	typeV128 = 0x7b
)

// Module is a module under construction.
type Module struct {
	memory, name string
	functions    []*Function
}

// NewModule returns a module without functions that imports the memory called
// name of the module called from.
func NewModule(from, name string) *Module { return &Module{memory: from, name: name} }

// Bytes returns the module in the binary format.
func (m *Module) Bytes() []byte {
	out := []byte("\x00asm\x01\x00\x00\x00")
	var types, index, exports, bodies [][]byte
	for i, f := range m.functions {
		types = append(types, join([]byte{0x60}, list(f.params), list(f.results)))
		index = append(index, unsigned(i))
		if f.name != "" {
			exports = append(exports, join(text(f.name), []byte{0x00}, unsigned(i)))
		}
		body := f.body()
		bodies = append(bodies, join(unsigned(len(body)), body))
	}
	memory := join(text(m.memory), text(m.name), []byte{0x02, 0x00, 0x00}) // a memory without bounds
	for _, s := range []struct {
		id    byte
		parts [][]byte
	}{
		{1, types}, {2, [][]byte{memory}}, {3, index}, {7, exports}, {10, bodies},
	} {
		content := join(append([][]byte{unsigned(len(s.parts))}, s.parts...)...)
		out = append(out, s.id)
		out = append(out, unsigned(len(content))...)
		out = append(out, content...)
	}
	return out
}

// Signatures returns the parameters and the result of each exported function by its
// name, such as "i32 f64 -> f64".
func (m *Module) Signatures() map[string]string {
	all, words := map[string]string{}, strings.NewReplacer(string(rune(typeI32)), "i32 ", string(rune(typeF64)), "f64 ")
	for _, f := range m.functions {
		if f.name != "" {
			all[f.name] = strings.TrimSpace(words.Replace(string(f.params)) + "-> " + words.Replace(string(f.results)))
		}
	}
	return all
}

// join puts pieces of code one after the other into memory of their own.
func join(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// list is a vector of single bytes: its length, then they.
func list(b []byte) []byte { return join(unsigned(len(b)), b) }

func text(s string) []byte { return list([]byte(s)) }

// unsigned is the LEB128 code of n ≥ 0: seven bits a byte, the lowest first.
func unsigned(n int) []byte {
	var out []byte
	for ; n >= 0x80; n >>= 7 {
		out = append(out, byte(n)|0x80)
	}
	return append(out, byte(n))
}

// signed is the LEB128 code of a number with a sign: it ends when what is left
// is the sign bit repeated.
func signed(n int) []byte {
	var out []byte
	for {
		b := byte(n) & 0x7f
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
