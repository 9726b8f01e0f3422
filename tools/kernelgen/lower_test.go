package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// lowered512 is AVX-512 in the instructions of AVX2.
var lowered512 = func() set { s := avx512; s.name = "Lowered"; return s }()

// beyond are the registers that AVX2 has not.
var beyond = regexp.MustCompile(`\b([ZK][0-9]+|[XY](1[6-9]|[23][0-9]))\b`)

// What has no rule is an error with its line; other sets and what has no vectors
// stay as they are.
func TestLowerRefuses(t *testing.T) {
	for op, want := range map[string]string{
		"VPERMPD $0x1b, Z1, Z2":         "line 2, VPERMPD $0x1b, Z1, Z2: an instruction on Z",
		"VADDPD Z1, Z2, K1, Z3":         "line 2, VADDPD Z1, Z2, K1, Z3: an instruction with a mask",
		"VEXTRACTF64X4 $0x02, Z1, Y2":   "line 2, VEXTRACTF64X4 $0x02, Z1, Y2: no half $0x02",
		"VBLENDMPD Z1, Z2, K1, Z3":      "",
		"VADDPD X20, X21, X22":          "",
		"ADDQ AX, BX":                   "",
		"VMOVUPD constant<>+8(SB), Z31": "",
	} {
		text, err := lower(fmt.Sprintf("TEXT ·fAVX512(SB), NOSPLIT, $0-8\n\t%s\n\tRET\n", op))
		if want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%s: error %v, want %q", op, err, want)
		}
		if beyond.MatchString(text) {
			t.Errorf("%s became\n%s", op, text)
		}
	}
	const other = "TEXT ·fAVX2(SB), NOSPLIT, $0-8\n\tVADDPD Y1, Y2, Y3\n\tADDQ AX, BX\n"
	if text, err := lower(other); err != nil || !strings.HasPrefix(text, other) {
		t.Errorf("AVX2 became %q, %v", text, err)
	}
}
