package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/tools/trial"
)

const flags = "emulate flags: fpu fma bmi2 avx512f avx512dq avx512bw avx512vl\r\n"

func TestJudge(t *testing.T) {
	rooms := []trial.Room{{Name: "engine/op"}, {Name: "engine/graph"}}
	op := `emulate ended: {"Name":"engine/op","Passed":3}` + "\r\n"
	graph := `emulate ended: {"Name":"engine/graph","Passed":2,"Skipped":1}` + "\r\n"
	for _, c := range []struct{ name, said, want string }{
		{"all pass", "[    0.5] a line of the kernel's\r\n" + flags + op + graph, ""},
		{"no AVX-512", strings.Replace(flags, " avx512f", "", 1) + op + graph, "no avx512f"},
		{"no flags", op + graph, "no bmi2"},
		{"switched off too early", flags + op, "engine/graph did not end"},
		{"a test fails", flags + op + strings.Replace(graph, `"Passed":2`, `"Passed":1,"Failed":1,"Error":"exit status 1"`, 1), "engine/graph: 1 failed, 1 passed exit status 1"},
		{"nothing was run", flags + strings.Replace(op, "3", "0", 1) + graph, "engine/op: 0 failed, 0 passed"},
		{"a broken line", flags + op + graph[:40] + "\r\n", "engine/graph did not end"},
	} {
		var out bytes.Buffer
		err := follow(&out, strings.NewReader(c.said)).judge(rooms)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if strings.Contains(out.String(), "kernel's") {
			t.Errorf("%s: it hands on what the kernel says: %s", c.name, &out)
		}
	}
}

func TestChoose(t *testing.T) {
	all, err := choose(nil)
	if err != nil || len(all) < 10 {
		t.Errorf("all: %v, %v", all, err)
	}
	one, err := choose([]string{"engine/op"})
	if err != nil || len(one) != 1 || one[0].Name != "engine/op" {
		t.Errorf("engine/op: %v, %v", one, err)
	}
	for _, bad := range []string{"engine/opera", "engine/param"} { // the other has no use for the kernels
		if _, err := choose([]string{bad}); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}
