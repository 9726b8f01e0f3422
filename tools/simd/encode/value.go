package encode

import (
	"encoding/binary"
	"math"
)

// I32, F64 and V128 are expressions: code that leaves one value on the stack.
// A V128 is two float64 or, for methods with Single in their names, four float32.
// Variables are expressions, too.
type (
	I32  []byte
	F64  []byte
	V128 []byte
)

// Integer, Float and Vector are expressions as arguments: an I32 or an IntVar,
// and so on.
type (
	Integer interface{ i32() I32 }
	Float   interface{ f64() F64 }
	Vector  interface{ v128() V128 }
)

func (x I32) i32() I32    { return x }
func (x F64) f64() F64    { return x }
func (x V128) v128() V128 { return x }

// Int is a constant.
func Int(n int) I32 { return join([]byte{0x41}, signed(n)) }

func integers(op byte, x, y Integer) I32 { return join(x.i32(), y.i32(), []byte{op}) }

// Add is x + y; addresses and sizes wrap at 2³².
func (x I32) Add(y Integer) I32 { return integers(0x6a, x, y) }

// Sub is x − y.
func (x I32) Sub(y Integer) I32 { return integers(0x6b, x, y) }

// Mul is x·y.
func (x I32) Mul(y Integer) I32 { return integers(0x6c, x, y) }

// Shl is x·2ⁿ.
func (x I32) Shl(n int) I32 { return integers(0x74, x, Int(n)) }

// And is the bitwise and.
func (x I32) And(y Integer) I32 { return integers(0x71, x, y) }

// Equal is 1 if x = y, else 0.
func (x I32) Equal(y Integer) I32 { return integers(0x46, x, y) }

// Less is 1 if x < y, else 0; both have a sign.
func (x I32) Less(y Integer) I32 { return integers(0x48, x, y) }

// Below is 1 if address x lies before address y, else 0.
func (x I32) Below(y Integer) I32 { return integers(0x49, x, y) }

// AtLeast is 1 if x ≥ y, else 0; both have a sign.
func (x I32) AtLeast(y Integer) I32 { return integers(0x4e, x, y) }

// Select is yes if x ≠ 0, else no. Both are computed.
func (x I32) Select(yes, no Integer) I32 {
	return join(yes.i32(), no.i32(), x, []byte{0x1b})
}

// Min is the smaller of x and y.
func (x I32) Min(y Integer) I32 { return x.Less(y).Select(x, y) }

// address is the immediate of a memory instruction: no alignment is promised.
func address(offset int) []byte { return join([]byte{0}, unsigned(offset)) }

func simd(op int) []byte { return join([]byte{0xfd}, unsigned(op)) }

// Load reads two numbers at address x + offset.
func (x I32) Load(offset int) V128 { return join(x, simd(0x00), address(offset)) }

// LoadSplat reads the number at x + offset into both lanes.
func (x I32) LoadSplat(offset int) V128 { return join(x, simd(0x0a), address(offset)) }

// LoadZero reads the number at x + offset into the first lane; the second is 0.
func (x I32) LoadZero(offset int) V128 { return join(x, simd(0x5d), address(offset)) }

// LoadLane is v with the number at x + offset in a lane.
func (x I32) LoadLane(offset int, v Vector, lane byte) V128 {
	return join(x, v.v128(), simd(0x57), address(offset), []byte{lane})
}

// Zero is (0, 0).
func Zero() V128 { return constant(0) }

// Both is (x, x).
func Both(x float64) V128 { return constant(math.Float64bits(x)) }

func constant(bits uint64) V128 {
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(simd(0x0c), bits), bits)
}

func vectors(op int, x, y Vector) V128 { return join(x.v128(), y.v128(), simd(op)) }

// Add is x + y, lane by lane, as all that follows.
func (x V128) Add(y Vector) V128 { return vectors(0xf0, x, y) }

// Sub is x − y.
func (x V128) Sub(y Vector) V128 { return vectors(0xf1, x, y) }

// Mul is x·y.
func (x V128) Mul(y Vector) V128 { return vectors(0xf2, x, y) }

// Div is x/y.
func (x V128) Div(y Vector) V128 { return vectors(0xf3, x, y) }

// Neg is −x.
func (x V128) Neg() V128 { return join(x, simd(0xed)) }

// Min is y where y < x, else x: a NaN in x stays.
func (x V128) Min(y Vector) V128 { return vectors(0xf6, x, y) }

// Max is y where y > x, else x: a NaN in x stays.
func (x V128) Max(y Vector) V128 { return vectors(0xf7, x, y) }

// Positive has all bits set where x > 0.
func (x V128) Positive() V128 { return vectors(0x4a, x, Zero()) }

// Pick takes the bits of yes where those of x are set, else those of no.
func (x V128) Pick(yes, no Vector) V128 {
	return join(yes.v128(), no.v128(), x, simd(0x52))
}

// AddBits adds the bits of x and y as integers.
func (x V128) AddBits(y Vector) V128 { return vectors(0xce, x, y) }

// ShiftBits moves the bits of x to the left.
func (x V128) ShiftBits(n int) V128 { return join(x, Int(n), simd(0xcb)) }

// RelaxedMulAdd is x·y + z, rounded once or twice, depending on the processor.
func (x V128) RelaxedMulAdd(y, z Vector) V128 {
	return join(x, y.v128(), z.v128(), simd(0x107))
}

// AddSingles is x + y.
func (x V128) AddSingles(y Vector) V128 { return vectors(0xe4, x, y) }

// MulSingles is x·y.
func (x V128) MulSingles(y Vector) V128 { return vectors(0xe6, x, y) }

// RelaxedMulAddSingles is x·y + z, rounded once or twice, depending on the processor.
func (x V128) RelaxedMulAddSingles(y, z Vector) V128 {
	return join(x, y.v128(), z.v128(), simd(0x105))
}

// Widen is the first two of four float32 as float64.
func (x V128) Widen() V128 { return join(x, simd(0x5f)) }

// LaneSingle is the float32 in a lane, as a float64.
func (x V128) LaneSingle(lane byte) F64 { return join(x, simd(0x1f), []byte{lane, 0xbb}) }

// LoadSplatSingle reads the float32 at x + offset into all four lanes.
func (x I32) LoadSplatSingle(offset int) V128 { return join(x, simd(0x09), address(offset)) }

// Lows is the first lanes of x and y, Highs the second ones.
func (x V128) Lows(y Vector) V128  { return shuffle(x, y, 0, 2) }
func (x V128) Highs(y Vector) V128 { return shuffle(x, y, 1, 3) }

// shuffle picks two of the four lanes of x and y.
func shuffle(x, y Vector, lanes ...byte) V128 {
	code := vectors(0x0d, x, y)
	for _, lane := range lanes {
		for b := range byte(8) {
			code = append(code, 8*lane+b)
		}
	}
	return code
}

// Lane is the number in a lane.
func (x V128) Lane(lane byte) F64 { return join(x, simd(0x21), []byte{lane}) }

// Add is x + y.
func (x F64) Add(y Float) F64 { return join(x, y.f64(), []byte{0xa0}) }

// Mul is x·y.
func (x F64) Mul(y Float) F64 { return join(x, y.f64(), []byte{0xa2}) }

// Splat is x in both lanes.
func (x F64) Splat() V128 { return join(x, simd(0x14)) }

// LoadFloat reads the number at x + offset.
func (x I32) LoadFloat(offset int) F64 { return join(x, []byte{0x2b}, address(offset)) }
