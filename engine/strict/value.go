package strict

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Checker is a value with conditions beyond its type. Check is called as soon as it
// has been read, so that its error has a place.
type Checker interface{ Check() error }

// Unmarshal reads the one JSON value that text holds into what v points to. The
// names in passed are those of fields that every object may have, and that are
// ignored. After an error v is filled as far as the text was read.
func Unmarshal(text []byte, v any, passed ...string) error {
	r := &reader{text: text, passed: passed}
	if err := r.whole(reflect.ValueOf(v).Elem()); err != nil {
		return err.place(text)
	}
	return nil
}

func (r *reader) whole(v reflect.Value) *Error {
	switch {
	case bytes.HasPrefix(r.text, []byte("\ufeff")):
		return wrong(0, "the text begins with a byte-order mark, which JSON does not have: save it as UTF-8 without")
	case bytes.HasPrefix(r.text, []byte("\xff\xfe")), bytes.HasPrefix(r.text, []byte("\xfe\xff")):
		return wrong(0, "the text is UTF-16: save it as UTF-8")
	}
	r.next()
	if err := r.value(v, false); err != nil {
		return err
	}
	if r.next(); r.at < len(r.text) {
		return wrong(r.at, "%s stands behind the end of the JSON", r.here())
	}
	return nil
}

var (
	numberType  = reflect.TypeFor[Number]()
	numbersType = reflect.TypeFor[Numbers]()
	ownReader   = reflect.TypeFor[json.Unmarshaler]()
	checker     = reflect.TypeFor[Checker]()
)

// value reads the value that begins here. null is allowed only where the field says
// so, or where the type has an UnmarshalJSON.
func (r *reader) value(v reflect.Value, null bool) *Error {
	at, t := r.at, v.Type()
	own := reflect.PointerTo(t).Implements(ownReader) && t != numberType && t != numbersType
	if !own && r.isNull() {
		if !null {
			return wrong(at, "null is %s", isNo(t))
		}
		r.at += len("null")
		v.SetZero()
		return nil
	}
	var err *Error
	switch {
	case own:
		err = r.own(v)
	case t == numberType:
		var f float64
		f, err = r.number(true)
		v.SetFloat(f)
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Float64 && t.Elem().PkgPath() == "":
		if err = r.begins('[', t); err == nil {
			var list []float64
			list, err = r.numbers(t == numbersType)
			v.Set(reflect.ValueOf(list).Convert(t))
		}
	default:
		err = r.kind(v)
	}
	if err == nil && reflect.PointerTo(t).Implements(checker) {
		if failed := v.Addr().Interface().(Checker).Check(); failed != nil {
			err = wrong(at, "%v", failed)
			err.Err = failed
		}
	}
	return err
}

// own calls the UnmarshalJSON of a type. Its error keeps its place if it is an *Error.
func (r *reader) own(v reflect.Value) *Error {
	at := r.at
	raw, err := r.skip()
	if err != nil {
		return err
	}
	switch failed := v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(raw).(type) {
	case nil:
		return nil
	case *Error:
		inner := *failed
		inner.Byte += at - 1
		return &inner
	default:
		return &Error{Byte: at, Message: failed.Error(), Err: failed}
	}
}

// kind reads a value by the kind of its type.
func (r *reader) kind(v reflect.Value) *Error {
	at, t := r.at, v.Type()
	switch t.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(t.Elem()))
		}
		return r.value(v.Elem(), false)
	case reflect.Struct:
		if err := r.begins('{', t); err != nil {
			return err
		}
		return r.fields(v)
	case reflect.Map: // by texts
		if err := r.begins('{', t); err != nil {
			return err
		}
		v.Set(reflect.MakeMap(t))
		return r.object(func(name string, _ int) *Error {
			item := reflect.New(t.Elem()).Elem()
			err := r.value(item, false)
			v.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), item)
			return err
		})
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return r.bytes(v)
		}
		if err := r.begins('[', t); err != nil {
			return err
		}
		v.Set(reflect.MakeSlice(t, 0, 0))
		return r.list(func(i int) *Error {
			v.Grow(1)
			v.SetLen(i + 1)
			return r.value(v.Index(i), false)
		})
	case reflect.Array:
		if err := r.begins('[', t); err != nil {
			return err
		}
		n := 0
		err := r.list(func(i int) *Error {
			if n = i + 1; n > t.Len() {
				return wrong(r.at, "the list has more than %d entries", t.Len())
			}
			return r.value(v.Index(i), false)
		})
		if err == nil && n < t.Len() {
			return wrong(at, "the list has %d entries, %d are wanted", n, t.Len())
		}
		return err
	case reflect.String:
		text, err := r.str(t)
		v.SetString(text)
		return err
	case reflect.Float64:
		f, err := r.number(false)
		v.SetFloat(f)
		return err
	}
	word, err := r.scalar(t)
	if err != nil {
		return err
	}
	var failed error
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(string(word) == "true")
		if string(word) != "true" && string(word) != "false" {
			return wrong(at, "%.40s is %s", word, isNo(t))
		}
	case reflect.Int, reflect.Int64:
		var i int64
		if i, failed = strconv.ParseInt(string(word), 10, t.Bits()); failed == nil {
			v.SetInt(i)
		}
	case reflect.Uint64:
		var u uint64
		if u, failed = strconv.ParseUint(string(word), 10, t.Bits()); failed == nil {
			v.SetUint(u)
		}
	default:
		panic("strict: no way to read a " + t.String())
	}
	if failed != nil {
		return wrong(at, "%.40s is %s", word, isNo(t))
	}
	return nil
}

// str reads a text and returns what it stands for.
func (r *reader) str(t reflect.Type) (string, *Error) {
	if err := r.begins('"', t); err != nil {
		return "", err
	}
	raw, err := r.quoted()
	if err != nil {
		return "", err
	}
	return unquote(raw), nil
}

// bytes reads bytes in base64.
func (r *reader) bytes(v reflect.Value) *Error {
	at := r.at
	text, err := r.str(v.Type())
	if err != nil {
		return err
	}
	list, failed := base64.StdEncoding.DecodeString(text)
	if failed != nil {
		return wrong(at, "the text is no base64: %v", failed)
	}
	v.SetBytes(list)
	return nil
}

// begins returns an error unless a list, an object or a text begins here.
func (r *reader) begins(c byte, t reflect.Type) *Error {
	if r.at < len(r.text) && r.text[r.at] == c {
		return nil
	}
	word, err := r.scalar(t)
	if err != nil {
		return err
	}
	return wrong(r.at-len(word), "%.40s is %s", word, isNo(t))
}

// scalar reads a word, and refuses a text, a list and an object in its place.
func (r *reader) scalar(want reflect.Type) ([]byte, *Error) {
	at, what := r.at, ""
	switch r.next() {
	case '{':
		what = "an object"
	case '[':
		what = "a list"
	case '"':
		text, err := r.quoted()
		if err != nil {
			return nil, err
		}
		if what = string(text); len(text) > 40 {
			what = fmt.Sprintf("%.38q", unquote(text)) + "…"
		}
	default:
		return r.word()
	}
	return nil, wrong(at, "%s is %s", what, isNo(want))
}

func (r *reader) isNull() bool {
	rest := r.text[r.at:]
	return bytes.HasPrefix(rest, []byte("null")) && (len(rest) == 4 || delimits(rest[4]))
}

// fields reads an object into a struct.
func (r *reader) fields(v reflect.Value) *Error {
	known := recordOf(v.Type())
	return r.object(func(name string, at int) *Error {
		f, ok := known.fields[name]
		switch {
		case ok:
			return r.value(v.FieldByIndex(f.index), f.null)
		case slices.Contains(known.passed, name) || slices.Contains(r.passed, name):
			_, err := r.skip()
			return err
		}
		return wrong(at, "there is no such field; known are %s", strings.Join(known.names, ", "))
	})
}

// record describes the fields of a struct by their tags.
type record struct {
	fields map[string]field
	names  []string // of the fields, in their order
	passed []string
}

type field struct {
	index []int
	null  bool
}

var records sync.Map // of *record, by type

func recordOf(t reflect.Type) *record {
	if known, ok := records.Load(t); ok {
		return known.(*record)
	}
	k := &record{fields: map[string]field{}}
	for _, f := range reflect.VisibleFields(t) {
		if f.Name == "_" {
			k.passed = append(k.passed, strings.Fields(f.Tag.Get("passed"))...)
		}
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && tag == "" || !f.IsExported() || tag == "-" {
			continue
		}
		if tag == "" {
			tag = f.Name
		}
		old, twice := k.fields[tag]
		if twice && len(old.index) <= len(f.Index) { // the outer struct's field hides that of an embedded one
			continue
		}
		if !twice {
			k.names = append(k.names, tag)
		}
		k.fields[tag] = field{f.Index, f.Tag.Get("null") == "absent"}
	}
	records.Store(t, k)
	return k
}

// isNo says in words that a value does not have a type: "… is no list".
func isNo(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return isNo(t.Elem())
	case reflect.Struct, reflect.Map:
		return "no object"
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return "no text"
		}
		return "no list"
	case reflect.String:
		return "no text"
	case reflect.Bool:
		return "neither true nor false"
	case reflect.Int, reflect.Int64:
		return "no whole number"
	case reflect.Uint64:
		return "no whole number from 0 up"
	}
	return "no number"
}

// unquote returns the text of a string that quoted has read.
func unquote(raw []byte) (text string) {
	if inner := raw[1 : len(raw)-1]; !bytes.ContainsRune(inner, '\\') {
		return string(inner)
	}
	_ = json.Unmarshal(raw, &text) // quoted has refused what is none
	return text
}
