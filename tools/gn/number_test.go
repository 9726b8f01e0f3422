package main

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// Law: every numeric flag of every command has a range, takes its ends and
// refuses what lies outside, what is no number and what no number can hold, with
// exit code 2, the flag's name and the range.
func TestNumbersStayInTheirRanges(t *testing.T) {
	fresh := func() *kong.Kong {
		return kong.Must(newCommands(), append(numbers(), settingVars(), flagGroups())...)
	}
	parser := fresh()
	flags := 0
	for _, command := range parser.Model.Children {
		line := []string{command.Name}
		if len(command.Positional) > 0 {
			line = append(line, "no/such/file")
		}
		if command.Name == "plot" {
			line = append(line, "-o", t.TempDir()+"/x.png")
		}
		for _, group := range command.AllFlags(true) {
			for _, f := range group {
				of := f.Target.Type()
				for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
					of = of.Elem()
				}
				if k := of.Kind(); of.PkgPath() != "" || k < reflect.Int || k > reflect.Float64 {
					continue // no number; a duration has units
				}
				flags++
				r := rangeOf(f.Tag)
				number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
				wrong := []string{"nan", "NaN", "inf", "-inf", "+Inf", "1e999", "-1e999", "", " ", "x", "1,5x", strings.Repeat("9", 400), number(r.Low - 1), number(math.Nextafter(r.High, math.Inf(1)) + 1)}
				right := []string{number(r.Low), number(r.High)}
				if r.Above {
					wrong, right[0] = append(wrong, right[0]), number(math.Min(1, r.High/2))
				}
				if r.Below {
					wrong, right[1] = append(wrong, right[1]), right[0]
				}
				if r.Whole {
					wrong = append(wrong, number(r.Low+0.5), "1e1", "0x10")
				}
				refused := func(text string) (bool, string) {
					var out strings.Builder
					_, err := parser.Parse(append(append([]string{}, line...), fmt.Sprintf("--%s=%s", f.Name, text)))
					if err != nil {
						out.WriteString(err.Error())
					}
					return err != nil, out.String()
				}
				for _, text := range right {
					parser = fresh() // what was taken stays in the old one
					if no, why := refused(text); no {
						t.Errorf("gn %s --%s=%s: %s", command.Name, f.Name, text, why)
					}
				}
				for _, text := range wrong {
					if of.Kind() != reflect.Float64 && text == "" {
						continue
					}
					no, why := refused(text)
					if isList := f.Target.Kind() == reflect.Slice; isList && text == "" {
						continue // an empty list
					}
					if !no || !strings.Contains(why, "--"+f.Name+": ") || !strings.Contains(why, r.String()) {
						t.Errorf("gn %s --%s=%.30s is taken, or the message lacks the range %s: %.200s", command.Name, f.Name, text, r, why)
					}
				}
			}
		}
	}
	if flags < 30 {
		t.Errorf("%d numeric flags found", flags)
	}
	// The exit code is that of a wrong call, as for any other flag.
	for _, line := range []string{"summary x --lambda=-1", "summary x --lambda=1,nan", "train --rate=inf", "bench --batch=0"} {
		if code, stdout, stderr := gn(context.Background(), strings.Fields(line)...); code != misused || stdout != "" || !strings.Contains(stderr, "want a") {
			t.Errorf("gn %s: exit %d, stderr %q", line, code, stderr)
		}
	}
}

// The banner names what is trained, whatever the defaults.
func TestBanner(t *testing.T) {
	small := []string{"train", "--steps", "1", "--batch", "5", "--summary-batch", "5"}
	for flags, want := range map[string]string{
		"":                              "784-32-16-10 tanh, 25818 parameters in 6 groups (canonical)\ngrouped-newton on 6000 samples of mnist train in minibatches of 5, seed 1\n",
		"--model lenet":                 "lenet tanh on images of 1×28×28, 61706 parameters in 10 groups (canonical)\ngrouped-newton on ",
		"--layers 4-10 --method cauchy": "784-4-10 tanh, 3190 parameters in 1 groups (trivial)\ncauchy on ",
		"--layers 2x4-10 --activation relu --loss squared-error --partition trivial": "784-2x4-10 relu, squared-error, 3210 parameters in 1 groups (trivial)\n",
	} {
		stdout, _ := must(t, append(small, strings.Fields(flags)...)...)
		if !strings.HasPrefix(stdout, want) {
			t.Errorf("gn train %s begins with %q, want %q", flags, stdout[:min(len(stdout), 200)], want)
		}
	}
}

// A flag that the network or the method has no use for is an error or gets a note.
func TestIdleFlags(t *testing.T) {
	for line, want := range map[string]string{
		"--model lenet --layers 4-10": "--layers: lenet has layers of its own",
		"--model vgg11 --ntk":         "--ntk: vgg11 has layers of its own",
	} {
		if code, _, stderr := gn(context.Background(), append([]string{"train"}, strings.Fields(line)...)...); code != misused || !strings.Contains(stderr, want) {
			t.Errorf("gn train %s: exit %d, stderr %q", line, code, stderr)
		}
	}
	_, stderr := must(t, append(append([]string{}, moons...), "--steps", "2", "--method", "adam", "--inner", "3", "--ridge", "1", "--rate", "0.01")...)
	if stderr != "gn: --ridge changes nothing: adam does not use it\ngn: --inner changes nothing: adam does not use it\n" {
		t.Errorf("stderr %q", stderr)
	}
}
