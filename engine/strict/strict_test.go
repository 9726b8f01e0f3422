package strict

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// file has a field of every kind that is read.
type file struct {
	Loss  string          `json:"loss"`
	Count int             `json:"count"`
	Seed  uint64          `json:"seed"`
	Rate  float64         `json:"rate"`
	Value *Number         `json:"value,omitempty" null:"absent"`
	Plain []float64       `json:"plain,omitempty"`
	Data  Numbers         `json:"data,omitempty"`
	Rows  []Numbers       `json:"rows,omitempty"`
	Betas [2]float64      `json:"betas"`
	Bytes []byte          `json:"bytes,omitempty"`
	Names map[string]int  `json:"names,omitempty"`
	Raw   json.RawMessage `json:"raw,omitempty"`
	On    bool            `json:"on"`
	Next  *file           `json:"next,omitempty"`
	inner
	_ struct{} `passed:"author date"`
}

type inner struct {
	Deep  string `json:"deep"`
	Loss  int    `json:"loss"` // hidden by the outer one
	Odd   even   `json:"odd"`
	Whole []even `json:"whole,omitempty"`
}

// even is a number that must be so.
type even int

func (e *even) Check() error {
	if *e%2 != 0 {
		return fmt.Errorf("%d is odd", *e)
	}
	return nil
}

func TestUnmarshal(t *testing.T) {
	var got file
	err := Unmarshal([]byte(` {"loss":"a\u0062\n😀","count":-3,"seed":18446744073709551615,"rate":-1.5e-3,"value":"-inf","plain":[1,2],
	"data":[1,"nan","inf"],"rows":[[],[1]],"betas":[0.5,2],"bytes":"AQI=","names":{"a":1},"raw":{"x":[null]},"on":true,
	"next":{"value":null,"note":{"any":[1]}},"deep":"d","odd":2,"whole":[2,4],"author":"us","date":null} `), &got, "note")
	if err != nil {
		t.Fatal(err)
	}
	minus := Number(math.Inf(-1))
	if !math.IsNaN(got.Data[1]) {
		t.Errorf("NaN is read as %v", got.Data[1])
	}
	got.Data[1] = 0
	want := file{
		Loss: "ab\n😀", Count: -3, Seed: math.MaxUint64, Rate: -1.5e-3, Value: &minus, Plain: []float64{1, 2},
		Data: Numbers{1, 0, math.Inf(1)}, Rows: []Numbers{{}, {1}}, Betas: [2]float64{0.5, 2}, Bytes: []byte{1, 2}, Names: map[string]int{"a": 1},
		Raw: json.RawMessage(`{"x":[null]}`), On: true, Next: &file{}, inner: inner{Deep: "d", Odd: 2, Whole: []even{2, 4}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{``, `cut off at line 1, byte 1: a value is wanted`},
		{"{\n\"data\":[1,", `cut off at line 2, byte 13: data[1]: a value is wanted`},
		{`{"data":[1,2`, `cut off at line 1, byte 13: data: ',' or ']' is wanted`},
		{`{"data":[1,2e`, `cut off at line 1, byte 14: data[1]: more than "2e" is wanted`},
		{`{"loss":"ab`, `cut off at line 1, byte 12: loss: a closing quote is wanted`},
		{`{"loss":"ab\`, `cut off at line 1, byte 13: loss: a closing quote is wanted`},
		{`{"loss":"ab\u12`, `cut off at line 1, byte 16: loss: a closing quote is wanted`},
		{`{"lo`, `cut off at line 1, byte 5: a closing quote is wanted`},
		{`{"loss"`, `cut off at line 1, byte 8: loss: ':' is wanted`},
		{`{"loss":"a",`, `cut off at line 1, byte 13: '"' is wanted`},
		{`{"rate":tru`, `cut off at line 1, byte 12: rate: more than "tru" is wanted`},
		{`{"rate":null}`, `line 1, byte 9: rate: null is no number`},
		{`{"count":null}`, `line 1, byte 10: count: null is no whole number`},
		{`{"loss":null}`, `line 1, byte 9: loss: null is no text`},
		{`{"on":null}`, `line 1, byte 7: on: null is neither true nor false`},
		{`{"plain":null}`, `line 1, byte 10: plain: null is no list`},
		{`{"bytes":null}`, `line 1, byte 10: bytes: null is no text`},
		{`{"next":null}`, `line 1, byte 9: next: null is no object`},
		{`{"names":{"a":null}}`, `line 1, byte 15: names.a: null is no whole number`},
		{`{"data":[1, null]}`, `line 1, byte 13: data[1]: null is no number`},
		{`{"rows":[[1],[2,null]]}`, `line 1, byte 17: rows[1][1]: null is no number`},
		{"{\"next\":\n{\"next\":{\"dta\":1}}}", `line 2, byte 19: next.next.dta: there is no such field; known are loss, `},
		{`{"LOSS":"a"}`, `line 1, byte 2: LOSS: there is no such field; known are loss, `},
		{`{"loss":"a", "loss":"b"}`, `line 1, byte 14: loss: the name stands here a second time`},
		{`{"loss":"a", "lo\u0073s":"b"}`, `line 1, byte 14: loss: the name stands here a second time`},
		{`{"author":{"x":1,"x":2}}`, `line 1, byte 18: author.x: the name stands here a second time`},
		{`{"a b\"":1}`, `line 1, byte 2: ["a b\""]: there is no such field`},
		{`{"rate":1} x`, `line 1, byte 12: "x" stands behind the end of the JSON`},
		{`{"rate":1}{}`, `line 1, byte 11: "{" stands behind the end of the JSON`},
		{"{\"rate\":1}\x00", `line 1, byte 11: "\x00" stands behind the end`},
		{"\ufeff{}", `line 1, byte 1: the text begins with a byte-order mark`},
		{"\xff\xfe{\x00}\x00", `line 1, byte 1: the text is UTF-16`},
		{"{\"loss\":\"a\xffb\"}", `line 1, byte 11: loss: the byte 0xff is no UTF-8`},
		{"{\"loss\":\"a\nb\"}", `line 1, byte 11: loss: '\n' within a text`},
		{`{"loss":"\x"}`, `line 1, byte 10: loss: a backslash before 'x' means nothing`},
		{`{"loss":"\u12g4"}`, `line 1, byte 10: loss: a backslash before 'u' means nothing`},
		{`{"rate":NaN}`, `line 1, byte 9: rate: "NaN" is no JSON value (a number that is not finite is "nan"`},
		{`{"rate":"nan"}`, `line 1, byte 9: rate: "nan" is no number`},
		{`{"data":["NaN"]}`, `line 1, byte 10: data[0]: "NaN" is no number (of texts "nan", "inf" and "-inf" are)`},
		{`{"data":["1"]}`, `line 1, byte 10: data[0]: "1" is no number`},
		{`{"data":[true]}`, `line 1, byte 10: data[0]: true is no number`},
		{`{"rate":1e999}`, `line 1, byte 9: rate: 1e999 is beyond the largest double`},
		{`{"data":[-1e999]}`, `line 1, byte 10: data[0]: -1e999 is beyond the largest double`},
		{`{"rate":01}`, `line 1, byte 9: rate: "01" is no JSON value`},
		{`{"rate":+1}`, `line 1, byte 9: rate: "+1" is no JSON value`},
		{`{"rate":.5}`, `line 1, byte 9: rate: ".5" is no JSON value`},
		{`{"rate":1.}`, `line 1, byte 9: rate: "1." is no JSON value`},
		{`{"rate":,}`, `line 1, byte 9: rate: a value is wanted, not ","`},
		{`{"rate":1,}`, `line 1, byte 11: '"' is wanted, not "}"`},
		{`{rate:1}`, `line 1, byte 2: '"' is wanted, not "rate"`},
		{`{"plain":[1 2]}`, `line 1, byte 13: plain: ',' or ']' is wanted, not "2"`},
		{`{"plain":[1,]}`, `line 1, byte 13: plain[1]: a value is wanted, not "]"`},
		{`{"count":1.5}`, `line 1, byte 10: count: 1.5 is no whole number`},
		{`{"count":9223372036854775808}`, `count: 9223372036854775808 is no whole number`},
		{`{"seed":-1}`, `line 1, byte 9: seed: -1 is no whole number from 0 up`},
		{`{"seed":"1"}`, `seed: "1" is no whole number from 0 up`},
		{`{"on":1}`, `line 1, byte 7: on: 1 is neither true nor false`},
		{`{"loss":3}`, `line 1, byte 9: loss: 3 is no text`},
		{`{"loss":[]}`, `line 1, byte 9: loss: a list is no text`},
		{`{"loss":{}}`, `line 1, byte 9: loss: an object is no text`},
		{`{"plain":"x"}`, `line 1, byte 10: plain: "x" is no list`},
		{`{"next":[]}`, `line 1, byte 9: next: a list is no object`},
		{`[]`, `line 1, byte 1: a list is no object`},
		{`{"betas":[1]}`, `line 1, byte 10: betas: the list has 1 entries, 2 are wanted`},
		{`{"betas":[1,2,3]}`, `line 1, byte 15: betas[2]: the list has more than 2 entries`},
		{`{"bytes":"?"}`, `line 1, byte 10: bytes: the text is no base64`},
		{`{"odd":3}`, `line 1, byte 8: odd: 3 is odd`},
		{`{"whole":[2,3]}`, `line 1, byte 13: whole[1]: 3 is odd`},
		{`{"raw":` + strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth) + `}`, `nested more than 1000 deep`},
	} {
		err := Unmarshal([]byte(c.text), new(file))
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Error(), c.want) {
			t.Errorf("%.60q: error\n%v, want\n%s", c.text, err, c.want)
		}
	}
}

// pair reads for itself; what it refuses has its place in the whole.
type pair [2]float64

func (p *pair) UnmarshalJSON(text []byte) error { return Unmarshal(text, (*[2]float64)(p)) }

func TestOwnReadersKeepTheirPlace(t *testing.T) {
	var v struct {
		Pairs []pair `json:"pairs"`
	}
	err := Unmarshal([]byte("{\"pairs\": [[1,2],\n[3, null]]}"), &v)
	if err == nil || err.Error() != "line 2, byte 23: pairs[1][1]: null is no number" {
		t.Error(err)
	}
	if err := Unmarshal([]byte(`{"pairs":[[1,2]]}`), &v); err != nil || v.Pairs[0] != (pair{1, 2}) {
		t.Error(v, err)
	}
}

// Numbers come back as the same bits, the three that JSON lacks among them.
func TestNumbers(t *testing.T) {
	in := Numbers{0, math.Copysign(0, -1), -1.5, math.Pi, 5e-324, math.MaxFloat64, 1e21, 1e-7, math.Inf(1), math.Inf(-1), math.NaN()}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var strictly, loosely Numbers
	if err := errors.Join(Unmarshal(text, &strictly), json.Unmarshal(text, &loosely)); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	for _, out := range []Numbers{strictly, loosely} {
		for i, v := range in {
			if math.Float64bits(out[i]) != math.Float64bits(v) && !(v != v && out[i] != out[i]) {
				t.Errorf("%v comes back as %v", v, out[i])
			}
		}
	}
}

// What a reader accepts is JSON that encoding/json understands in the same way,
// and what it refuses as JSON is none, or has one of the faults that it names.
func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{
		`{"loss":"a\u0062","count":-3,"rate":1e-3,"plain":[1,2.5],"betas":[1,2],"names":{"a":1},"raw":[null,{}],"on":false,"next":{"seed":1},"deep":"","whole":[2]}`,
		`{"data":["nan",1],"value":"inf"}`, `[1,{"a":[true,null,"\ud83d\ude00"]}]`, `{"a":1,"a":2}`, "{\"loss\":\"\xff\"}", `-0.0e+10`, `"\u00`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r := &reader{text: text}
		r.next()
		raw, failed := r.skip()
		whole := failed == nil && r.next() == 0 && r.at == len(text)
		switch valid := json.Valid(text); {
		case whole && !valid:
			t.Fatalf("%q is no JSON, but %q is read of it", text, raw)
		case !whole && valid && utf8.Valid(text) && failed != nil && !strings.Contains(failed.Message, "second time") && !strings.Contains(failed.Message, "nested"):
			t.Fatalf("%q is JSON: %v", text, failed)
		}
		var got, again, loose file
		if err := Unmarshal(text, &got); err != nil {
			if e := err.(*Error); e.Line < 1 || e.Byte < 1 || e.Byte > len(text)+1 || e.Line > 1+bytes.Count(text, []byte("\n")) {
				t.Fatalf("%q: %+v", text, e)
			}
			return
		}
		if err := json.Unmarshal(text, &loose); err != nil {
			t.Fatalf("%q is read by us alone: %v", text, err)
		}
		first, _ := json.Marshal(got)
		if other, _ := json.Marshal(loose); !bytes.Equal(first, other) {
			t.Fatalf("%q is read as\n%s, by encoding/json as\n%s", text, first, other)
		}
		if err := Unmarshal(first, &again); err != nil {
			t.Fatalf("%q is written as %s: %v", text, first, err)
		}
		if second, _ := json.Marshal(again); !bytes.Equal(first, second) {
			t.Fatalf("%s comes back as %s", first, second)
		}
	})
}

// A list of numbers takes no memory but its own: a reader of 16 MB has a million.
func TestMemory(t *testing.T) {
	text := []byte(`{"data":[` + strings.Repeat("1.5,", 9999) + `1]}`)
	var v file
	if n := testing.AllocsPerRun(5, func() { _ = Unmarshal(text, &v) }); n > 60 {
		t.Errorf("%v allocations for 10,000 numbers", n)
	}
}
