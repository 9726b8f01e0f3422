package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// contents are the files below a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, dir+"/")] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func must(t *testing.T, line ...string) (stdout, stderr string) {
	t.Helper()
	code, stdout, stderr := gn(context.Background(), line...)
	if code != done {
		t.Fatalf("gn %v: exit %d: %s", line, code, stderr)
	}
	return stdout, stderr
}

// Law: a run in two parts leaves the trace that a run without a break leaves, to
// the byte; also when the first part went on behind its checkpoint, was cut off
// within a frame, or when the rest is taken twice.
func TestResumeAppendsToTheTrace(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, append(moons, "--steps", "40", "--trace", at("whole"))...)
	want, err := os.ReadFile(at("whole"))
	if err != nil {
		t.Fatal(err)
	}
	must(t, append(moons, "--steps", "20", "--trace", at("t"), "--checkpoint", at("c"))...)
	_, stderr := must(t, "train", "--steps", "40", "--resume", at("c"), "--trace", at("t"))
	if stderr != "" {
		t.Errorf("stderr %q", stderr)
	}
	check := func(when string) {
		t.Helper()
		if got, err := os.ReadFile(at("t")); err != nil || string(got) != string(want) {
			t.Errorf("%s: %d bytes, want %d, %v", when, len(got), len(want), err)
		}
	}
	check("two parts")
	// The trace is behind the checkpoint now: what is replaced is told.
	_, stderr = must(t, "train", "--steps", "40", "--resume", at("c"), "--trace", at("t"))
	if !strings.Contains(stderr, "goes on after step 20: 20 later steps are replaced") {
		t.Errorf("stderr %q", stderr)
	}
	check("the rest twice")
	for _, cut := range []int64{1, 2, 50, 300} {
		if err := os.Truncate(at("t"), int64(len(want))-cut); err != nil {
			t.Fatal(err)
		}
		must(t, "train", "--steps", "40", "--resume", at("c"), "--trace", at("t"))
		check("cut off")
	}
	// Without a trace so far, one is begun.
	must(t, "train", "--steps", "40", "--resume", at("c"), "--trace", at("new"))
	if err := os.WriteFile(at("empty"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, "train", "--steps", "40", "--resume", at("c"), "--trace", at("empty"))
	if all := contents(t, dir); all["new"] == "" || all["new"] != all["empty"] {
		t.Errorf("a new trace of %d bytes, in an empty file %d", len(all["new"]), len(all["empty"]))
	}
}

// A trace that the run does not go on from is refused and stays as it is.
func TestForeignTraceIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, append(moons, "--steps", "20", "--trace", at("own"), "--checkpoint", at("c"))...)
	for name, flags := range map[string][]string{
		"seed": {"--seed", "2"}, "method": {"--method", "sgd"}, "rate": {"--rate", "0.2"}, "partition": {"--partition", "trivial"},
	} {
		must(t, append(append(moons, "--steps", "30", "--trace", at(name)), flags...)...)
	}
	must(t, append(moons, "--steps", "12", "--trace", at("short"))...)
	must(t, "train", "--steps", "30", "--resume", at("c"), "--trace", at("late"))
	whole := contents(t, dir)["own"]
	damaged := []byte(whole)
	damaged[len(damaged)/2] ^= 1
	for name, text := range map[string]string{"damaged": string(damaged), "half": whole[:len(whole)/2], "csv": "a,b\n1,2\n", "c2": contents(t, dir)["c"], "tiny": "CN"} {
		if err := os.WriteFile(at(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := contents(t, dir)
	for name, want := range map[string]string{
		"seed": "of another run", "method": "of another run", "rate": "of another run", "partition": "of another run",
		"short": "it ends with step 12, and the run goes on behind step 20", "half": "and the run goes on behind step 20",
		"late": "begins behind step 20", "damaged": "damaged", "csv": "no earlier output", "c2": "no earlier output", "tiny": "no earlier output",
	} {
		code, stdout, stderr := gn(context.Background(), "train", "--steps", "30", "--resume", at("c"), "--trace", at(name))
		if code != failed || stdout != "" || !strings.Contains(stderr, "--trace: ") || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", name, code, stdout, stderr)
		}
	}
	for name, text := range contents(t, dir) {
		if text != before[name] {
			t.Errorf("%s was changed", name)
		}
	}
}

// Outputs that cannot be written are found before the first step, and a call that
// fails leaves no file and changes none.
func TestOutputsAreFoundFirst(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, text := range map[string]string{"old.trace": "CNtrace and more", "old.checkpoint": "CNcheck and more", "notes.txt": "mine", "bad.json": "{", "old.png": "a picture"} {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(at("folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := contents(t, dir)
	train := func(flags ...string) []string { return append(append(slices.Clone(moons), "--steps", "3"), flags...) }
	for _, c := range []struct {
		line []string
		code int
		want string
	}{
		{train("--trace", at("nowhere/x")), failed, "--trace: " + at("nowhere/x") + ": no such file"},
		{train("--checkpoint", at("nowhere/x")), failed, "--checkpoint: " + at("nowhere/x") + ": no such file"},
		{train("--trace", at("folder")), failed, "is a folder"},
		{train("--checkpoint", at("folder")), failed, "is a folder"},
		{train("--checkpoint", at("notes.txt/x")), failed, "not a directory"},
		{train("--trace", at("notes.txt")), failed, "is left as it is"},
		{train("--checkpoint", at("notes.txt")), failed, "is left as it is"},
		{train("--checkpoint", at("old.trace")), failed, "is left as it is"},
		{train("--trace", at("t"), "--checkpoint", at("t")), misused, "--trace and --checkpoint are both"},
		{train("--trace", at("t"), "--checkpoint", at("nowhere/x")), failed, "--checkpoint"},
		// What is wrong elsewhere leaves the outputs alone.
		{train("--trace", at("old.trace"), "--checkpoint", at("old.checkpoint"), "--batch", "5000"), misused, "--batch"},
		{train("--trace", at("t"), "--checkpoint", at("c"), "--layers", "4-3"), misused, "--layers"},
		{[]string{"train", "--trace", at("t"), "--data", "csv:" + at("missing.csv")}, failed, "missing.csv"},
		{[]string{"train", "--trace", at("old.trace"), "--resume", at("old.checkpoint")}, failed, "old.checkpoint"},
		{[]string{"plot", at("bad.json"), "-o", at("old.png")}, failed, "bad.json"},
		{[]string{"plot", at("bad.json"), "-o", at("x.png")}, failed, "bad.json"},
		{[]string{"plot", networks + "mlp_tanh_nll.json", "-o", at("nowhere/x.png")}, failed, "--out: " + at("nowhere/x.png") + ": no such file"},
		{[]string{"plot", networks + "mlp_tanh_nll.json", "-o", at("folder") + "/.png"}, done, ""},
	} {
		code, stdout, stderr := gn(context.Background(), c.line...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("gn %v: exit %d, stdout %q, stderr %q; want %d and %q", c.line, code, stdout, stderr, c.code, c.want)
		}
	}
	if err := os.Remove(at("folder/.png")); err != nil {
		t.Error(err)
	}
	after := contents(t, dir)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s was changed to %q", name, after[name])
		}
	}
	if len(after) != len(before) {
		t.Errorf("files are left behind: %v", after)
	}
}

// One file under two names is one file, also where it is not there yet.
func TestOneFileByTwoNames(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for link, target := range map[string]string{"link": "t", "here": "."} {
		if err := os.Symlink(target, at(link)); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"link", "here/t", "here/../" + filepath.Base(dir) + "/t"} {
		line := append(slices.Clone(moons), "--steps", "3", "--trace", at("")+"/"+name, "--checkpoint", at("t"))
		if code, _, stderr := gn(context.Background(), line...); code != misused || !strings.Contains(stderr, "--trace and --checkpoint are both") {
			t.Errorf("%s: exit %d, stderr %q", name, code, stderr)
		}
	}
}

// A run that goes on in its own checkpoint replaces no earlier one.
func TestOwnCheckpointIsNotToldAsReplaced(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, append(slices.Clone(moons), "--steps", "3", "--checkpoint", "c")...)
	if _, stderr := must(t, "train", "--resume", "c", "--steps", "6", "--checkpoint", "c"); strings.Contains(stderr, "replaced") {
		t.Errorf("told: %q", stderr)
	}
}

// A standard output that cannot be written leaves no trace file behind.
func TestNoTraceWithoutAStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t")
	code := run(context.Background(), append(slices.Clone(moons), "--steps", "3", "--trace", path), strings.NewReader(""), full{}, new(strings.Builder))
	if _, err := os.Stat(path); code != failed || !os.IsNotExist(err) {
		t.Errorf("exit %d, %v", code, err)
	}
}

// A new run says when it replaces what an earlier one has left.
func TestReplacedFilesAreTold(t *testing.T) {
	dir := t.TempDir()
	line := append(slices.Clone(moons), "--steps", "3", "--trace", filepath.Join(dir, "t"), "--checkpoint", filepath.Join(dir, "c"))
	if _, stderr := must(t, line...); stderr != "" {
		t.Errorf("the first time: %q", stderr)
	}
	if _, stderr := must(t, line...); !strings.Contains(stderr, "earlier trace") || !strings.Contains(stderr, "earlier checkpoint") {
		t.Errorf("the second time: %q", stderr)
	}
}

// A full disk is an error exit, wherever it is noticed.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	for _, flag := range []string{"--trace", "--checkpoint"} {
		code, _, stderr := gn(context.Background(), append(slices.Clone(moons), "--steps", "3", flag, "/dev/full")...)
		if code != failed || !strings.Contains(stderr, "no space left") {
			t.Errorf("%s: exit %d, stderr %q", flag, code, stderr)
		}
	}
	if info, err := os.Stat("/dev/full"); err != nil || info.Mode().IsRegular() {
		t.Errorf("/dev/full is no device any more: %v, %v", info, err)
	}
	for _, line := range [][]string{
		{"summary", networks + "mlp_tanh_nll.json"}, {"summary", networks + "mlp_tanh_nll.json", "--json"},
		{"tensor", networks + "mlp_tanh_mse.json", "--order", "1"}, {"spectrum", networks + "mlp_tanh_mse.json", "--json"},
		{"verify", networks + "mlp_tanh_mse.json"}, {"solve", cubics + "nesterov_pd_generic.json"}, {"replay", networks + "traj_newton.json"},
	} {
		if code := run(context.Background(), line, strings.NewReader(""), full{}, new(strings.Builder)); code != failed {
			t.Errorf("gn %v: exit %d", line, code)
		}
	}
}

// A figure and a checkpoint follow a link and keep the mode of what they replace.
func TestReplaceKeepsLinksAndModes(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, append(slices.Clone(moons), "--steps", "3", "--checkpoint", at("real"))...)
	if err := os.Chmod(at("real"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", at("link")); err != nil {
		t.Fatal(err)
	}
	was, err := os.ReadFile(at("real"))
	if err != nil {
		t.Fatal(err)
	}
	must(t, append(slices.Clone(moons), "--steps", "5", "--checkpoint", at("link"))...)
	now, err := os.ReadFile(at("real"))
	if err != nil || string(now) == string(was) {
		t.Errorf("the linked file is not replaced: %v", err)
	}
	info, err := os.Lstat(at("link"))
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if info, err := os.Stat(at("real")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info, err)
	}
}
