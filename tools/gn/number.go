package main

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/summary"
)

// numbers makes Kong read the number of a flag by one rule: text that is no number,
// and a number outside the flag's range, are refused with that range.
func numbers() []kong.Option {
	var options []kong.Option
	for _, kind := range []reflect.Kind{reflect.Int, reflect.Uint64, reflect.Float64} {
		options = append(options, kong.KindMapper(kind, kong.MapperFunc(number)))
	}
	return options
}

// number reads one number of a flag.
func number(ctx *kong.DecodeContext, target reflect.Value) error {
	token, err := ctx.Scan.PopValue("number")
	if err != nil {
		return err
	}
	within, text := rangeOf(ctx.Value.Tag), fmt.Sprint(token.Value)
	// A whole number is read as one: a float64 would round a long one.
	n, wrong := strconv.ParseInt(text, 10, 64)
	v := float64(n)
	if !within.Whole {
		v, wrong = strconv.ParseFloat(text, 64)
	}
	if wrong != nil {
		return fmt.Errorf("%.40q is not %s", text, within)
	}
	if why := within.Wrong(v); why != "" {
		return errors.New(why)
	}
	switch target.Kind() {
	case reflect.Int:
		target.SetInt(n)
	case reflect.Uint64:
		target.SetUint(uint64(n))
	case reflect.Float64:
		target.SetFloat(v)
	default:
		return fmt.Errorf("gn has no numbers of type %s", target.Type())
	}
	return nil
}

// rangeOf returns what a flag's number may be: its tag range names a setting or
// one of ranges; a flag of a setting has that setting's.
func rangeOf(tag *kong.Tag) setting.Range {
	name := tag.Get("range")
	if name == "" {
		name, _, _ = strings.Cut(tag.Get("json"), ",")
	}
	if s := setting.Of(name); s != nil && s.Range != (setting.Range{}) {
		return s.Range
	}
	r, ok := ranges[name]
	if !ok {
		panic(fmt.Sprintf("gn: a flag has the range %q, which is none", name))
	}
	return r
}

// ranges are those of numbers that are no settings, by the flag's tag range.
var ranges = map[string]setting.Range{
	"length":  {Low: 1, High: math.MaxInt32, Whole: true, Why: "far longer than any run"},
	"loss":    {Above: true, High: setting.MaxCoefficient, Below: true, Why: "every loss is below"},
	"share":   {Above: true, High: 1, Below: true, Why: "no accuracy is above"},
	"order":   {Low: 1, High: summary.MaxOrder, Whole: true, Why: "the factorials of a higher order leave no digits"},
	"probes":  {Low: 1, High: 1000, Whole: true, Why: "the error falls with the root of their number"},
	"lanczos": {Low: 1, High: 10_000, Whole: true, Why: "each keeps a vector of all parameters"},
	"cm":      {Low: 2, High: 200, Why: "no paper is so large"},
	"samples": {Low: 1, High: 100_000, Whole: true, Why: "of digits they take 0.6 GB"},
	"threads": {High: 4096, Whole: true, Why: "no machine has so many"},
}
