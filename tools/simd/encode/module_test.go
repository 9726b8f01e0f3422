package encode

import (
	"bytes"
	"testing"
)

// The examples of the LEB128 code in the specifications of DWARF and WebAssembly.
func TestNumbers(t *testing.T) {
	for n, want := range map[int][]byte{0: {0}, 2: {2}, 127: {0x7f}, 128: {0x80, 1}, 129: {0x81, 1}, 624485: {0xe5, 0x8e, 0x26}} {
		if got := unsigned(n); !bytes.Equal(got, want) {
			t.Errorf("unsigned(%d) = %x, want %x", n, got, want)
		}
	}
	for n, want := range map[int][]byte{
		0: {0}, 2: {2}, -2: {0x7e}, 63: {0x3f}, 64: {0xc0, 0}, -64: {0x40}, 127: {0xff, 0}, -127: {0x81, 0x7f},
		128: {0x80, 1}, -128: {0x80, 0x7f}, -123456: {0xc0, 0xbb, 0x78},
	} {
		if got := signed(n); !bytes.Equal(got, want) {
			t.Errorf("signed(%d) = %x, want %x", n, got, want)
		}
	}
}

// A whole module, byte by byte: f(p) stores the sum of the numbers at p and
// p + 8 at p.
func TestModule(t *testing.T) {
	m := NewModule("go", "mem")
	f := m.Function("f")
	p := f.IntParams(1)[0]
	f.StoreFloat(p, 0, p.LoadFloat(0).Add(p.LoadFloat(8)))
	want := []byte("\x00asm\x01\x00\x00\x00" +
		"\x01\x05\x01\x60\x01\x7f\x00" + // types: one of an i32 to nothing
		"\x02\x0b\x01\x02go\x03mem\x02\x00\x00" + // imports
		"\x03\x02\x01\x00" + // functions: one of type 0
		"\x07\x05\x01\x01f\x00\x00" + // exports
		"\x0a\x14\x01\x12\x00" + // code: one body of 18 bytes without variables
		"\x20\x00\x20\x00\x2b\x00\x00\x20\x00\x2b\x00\x08\xa0\x39\x00\x00\x0b")
	if got := m.Bytes(); !bytes.Equal(got, want) {
		t.Errorf("module\n%x, want\n%x", got, want)
	}
}

func TestWrongUsePanics(t *testing.T) {
	m := NewModule("go", "mem")
	f, g := m.Function("f"), m.Function("g")
	p := f.IntParams(2)
	for name, use := range map[string]func(){
		"a parameter after a variable": func() { g.Int(); g.IntParams(1) },
		"a call with one argument":     func() { g.Call(f, p[0]) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("no panic for %s", name)
				}
			}()
			use()
		}()
	}
}
