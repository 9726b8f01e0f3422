#include "textflag.h"

// Twelve sums: two units with a latency of four or five cycles are busy with ten
// sums that take turns, and two registers of the sixteen are left for the factors.
#define TWELVE(do, x, y, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11) \
	do(x, y, s0); do(x, y, s1); do(x, y, s2); do(x, y, s3); do(x, y, s4); do(x, y, s5); \
	do(x, y, s6); do(x, y, s7); do(x, y, s8); do(x, y, s9); do(x, y, s10); do(x, y, s11)

#define CLEAR(x, y, s) VXORPD s, s, s
#define DOUBLES(x, y, s) VFMADD231PD x, y, s
#define SINGLES(x, y, s) VFMADD231PS x, y, s

#define AVX2(do) TWELVE(do, Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10, Y11, Y12, Y13)
#define AVX512(do) TWELVE(do, Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10, Z11, Z12, Z13)

#define LOOP(broadcast, x, y, twelve, multiplyAdd) \
	MOVQ one+0(FP), AX; MOVQ turns+8(FP), CX; \
	broadcast (AX), x; broadcast (AX), y; \
	twelve(CLEAR); \
turn: \
	twelve(multiplyAdd); \
	DECQ CX; JNZ turn; \
	VZEROUPPER

TEXT ·doublesAVX2(SB), NOSPLIT, $0-24
	LOOP(VBROADCASTSD, Y0, Y1, AVX2, DOUBLES)
	MOVSD X2, ret+16(FP)
	RET

TEXT ·singlesAVX2(SB), NOSPLIT, $0-20
	LOOP(VBROADCASTSS, Y0, Y1, AVX2, SINGLES)
	MOVSS X2, ret+16(FP)
	RET

TEXT ·doublesAVX512(SB), NOSPLIT, $0-24
	LOOP(VBROADCASTSD, Z0, Z1, AVX512, DOUBLES)
	MOVSD X2, ret+16(FP)
	RET

TEXT ·singlesAVX512(SB), NOSPLIT, $0-20
	LOOP(VBROADCASTSS, Z0, Z1, AVX512, SINGLES)
	MOVSS X2, ret+16(FP)
	RET
