// Package strict reads JSON that was written by hand or by other programs: nothing
// in it is ignored, guessed or overridden.
//
//	var file struct {
//		Loss  string         `json:"loss"`
//		Theta strict.Numbers `json:"theta"`
//		Eta   strict.Numbers `json:"eta" null:"absent"`
//		_     struct{}       `passed:"author date"`
//	}
//	err := strict.Unmarshal(text, &file)
//
// Beyond what encoding/json asks for:
//
//   - a field has exactly its name, once; an unknown one is an error that lists
//     the known ones. The tag passed of a blank field names those that an object
//     may have and that are ignored.
//   - null is an error, unless the field's tag says that it means the same as no
//     field at all.
//   - a list for an array has the array's length.
//   - text is valid UTF-8, and behind the value nothing follows.
//
// An error is an *Error, which says where. The names and types of fields are
// those of encoding/json, which writes what this package reads.
package strict

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds how deep lists and objects are nested: our deepest has six
// levels, and each costs the reader a frame of the stack.
const maxDepth = 1000

// Error says what is wrong with a text, and where.
type Error struct {
	Path    string // of the value in the file, "cases[0].g[2]"; empty is the whole
	Line    int    // from 1
	Byte    int    // from 1 at the beginning of the text, not of the line
	Cut     bool   // the text ends too early
	Message string
	Err     error // that a value's own method returned, if one did
}

func (e *Error) Error() string {
	at := fmt.Sprintf("line %d, byte %d: ", e.Line, e.Byte)
	if e.Cut {
		at = "cut off at " + at
	}
	if e.Path != "" {
		at += e.Path + ": "
	}
	return at + e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// under puts the name of an object's field or the place in a list before the path.
func (e *Error) under(outer string) *Error {
	if e.Path != "" && e.Path[0] != '[' {
		outer += "."
	}
	e.Path = outer + e.Path
	return e
}

// reader is a position in a text. Its methods return errors whose Byte is the offset
// from 0; Unmarshal converts it to a line and a byte.
type reader struct {
	text   []byte
	at     int
	depth  int
	passed []string // names that every object may have
}

// wrong is an error at an offset.
func wrong(at int, format string, args ...any) *Error {
	return &Error{Byte: at, Message: fmt.Sprintf(format, args...)}
}

// cut is the error of a text that ends where something is wanted.
func (r *reader) cut(want string) *Error {
	return &Error{Byte: len(r.text), Cut: true, Message: want + " is wanted"}
}

// place turns an offset into a line and a byte.
func (e *Error) place(text []byte) *Error {
	e.Line = 1 + bytes.Count(text[:e.Byte], []byte("\n"))
	e.Byte++
	return e
}

// next skips space and returns the byte that follows; 0 at the end.
func (r *reader) next() byte {
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// expect reads one of two bytes; the error says what stands there instead.
func (r *reader) expect(a, b byte) (byte, *Error) {
	c := r.next()
	if r.at < len(r.text) && (c == a || c == b) {
		r.at++
		return c, nil
	}
	want := fmt.Sprintf("%q", a)
	if a != b {
		want += fmt.Sprintf(" or %q", b)
	}
	if r.at >= len(r.text) {
		return 0, r.cut(want)
	}
	return 0, wrong(r.at, "%s is wanted, not %s", want, r.here())
}

// here shows what stands at the reader's place: a few characters.
func (r *reader) here() string {
	rest := r.text[r.at:]
	n := 0
	for n < len(rest) && n < 20 && !delimits(rest[n]) {
		n++
	}
	return fmt.Sprintf("%q", rest[:max(n, 1)])
}

// delimits tells whether a word without quotes ends before c.
func delimits(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ',', ':', '"', '[', ']', '{', '}':
		return true
	}
	return false
}

// word reads a number, true, false or null.
func (r *reader) word() ([]byte, *Error) {
	from := r.at
	for r.at < len(r.text) && !delimits(r.text[r.at]) {
		r.at++
	}
	switch w := r.text[from:r.at]; {
	case len(w) == 0 && from == len(r.text):
		return nil, r.cut("a value")
	case len(w) == 0:
		return nil, wrong(from, "a value is wanted, not %s", r.here())
	case isNumber(w) || string(w) == "true" || string(w) == "false" || string(w) == "null":
		return w, nil
	case r.at == len(r.text) && begun(w):
		return nil, r.cut(fmt.Sprintf("more than %.40q", w))
	default:
		return nil, wrong(from, "%.40q is no JSON value%s", w, inQuotes(w))
	}
}

// begun tells whether w is the beginning of a word.
func begun(w []byte) bool {
	for _, whole := range []string{"true", "false", "null"} {
		if strings.HasPrefix(whole, string(w)) {
			return true
		}
	}
	return isNumber(append(bytes.Clone(w), '0'))
}

// isNumber tells whether w, a word, is a JSON number.
func isNumber(w []byte) bool {
	return len(w) > 0 && (w[0] == '-' || '0' <= w[0] && w[0] <= '9') && json.Valid(w)
}

// quoted reads a string and returns it as it stands, with its quotes.
func (r *reader) quoted() ([]byte, *Error) {
	from := r.at
	if r.next() != '"' {
		if r.at == len(r.text) {
			return nil, r.cut(`'"'`)
		}
		return nil, wrong(r.at, "'\"' is wanted, not %s", r.here())
	}
	for i := from + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '"':
			r.at = i + 1
			return r.text[from:r.at], nil
		case c < ' ':
			return nil, wrong(i, "%q within a text is to be written with a backslash", c)
		case c == '\\':
			n := escape(r.text[i:])
			if i+n >= len(r.text) {
				return nil, r.cut("a closing quote")
			}
			if n == 0 {
				return nil, wrong(i, "a backslash before %q means nothing", r.text[i+1])
			}
			i += n - 1
		case c >= utf8.RuneSelf:
			v, n := utf8.DecodeRune(r.text[i:])
			if v == utf8.RuneError && n == 1 {
				return nil, wrong(i, "the byte 0x%02x is no UTF-8", c)
			}
			i += n - 1
		}
	}
	return nil, r.cut("a closing quote")
}

// escape returns the length of the escape sequence that text begins with: 0 if it is
// invalid, and more than there is if the text ends within it.
func escape(text []byte) int {
	if len(text) < 2 {
		return 2
	}
	switch text[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		for i := 2; i < min(6, len(text)); i++ {
			if !bytes.ContainsRune([]byte("0123456789abcdefABCDEF"), rune(text[i])) {
				return 0
			}
		}
		return 6
	}
	return 0
}

// items reads the list or object that begins here and calls each where an item
// begins. The depth is counted here, for all of them.
func (r *reader) items(closing byte, each func(i int) *Error) *Error {
	if r.depth++; r.depth > maxDepth {
		return wrong(r.at, "lists and objects are nested more than %d deep", maxDepth)
	}
	defer func() { r.depth-- }()
	r.at++ // the opening bracket
	if r.next() == closing {
		r.at++
		return nil
	}
	for i := 0; ; i++ {
		r.next()
		if err := each(i); err != nil {
			return err
		}
		switch c, err := r.expect(',', closing); {
		case err != nil:
			return err
		case c == closing:
			return nil
		}
	}
}

// list reads a list.
func (r *reader) list(each func(i int) *Error) *Error {
	return r.items(']', func(i int) *Error {
		if err := each(i); err != nil {
			return err.under(fmt.Sprintf("[%d]", i))
		}
		return nil
	})
}

// object reads an object, calls each at the value of a field, and refuses a name
// that comes twice. The offset is that of the name.
func (r *reader) object(each func(name string, at int) *Error) *Error {
	seen := map[string]bool{}
	return r.items('}', func(int) *Error {
		at := r.at
		quoted, err := r.quoted()
		if err != nil {
			return err
		}
		name := unquote(quoted)
		if seen[name] {
			return wrong(at, "the name stands here a second time").under(step(name))
		}
		seen[name] = true
		if _, err := r.expect(':', ':'); err != nil {
			return err.under(step(name))
		}
		r.next()
		if err := each(name, at); err != nil {
			return err.under(step(name))
		}
		return nil
	})
}

// step writes a name as a part of a path.
func step(name string) string {
	odd := func(c rune) bool {
		return !(c == '_' || c == '-' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z')
	}
	if name == "" || len(name) > 40 || strings.ContainsFunc(name, odd) {
		return fmt.Sprintf("[%.40q]", name)
	}
	return name
}

// skip reads any value and returns it as it stands.
func (r *reader) skip() (raw []byte, err *Error) {
	from := r.at
	switch r.next() {
	case '{':
		err = r.object(func(string, int) *Error { _, err := r.skip(); return err })
	case '[':
		err = r.list(func(int) *Error { _, err := r.skip(); return err })
	case '"':
		_, err = r.quoted()
	default:
		_, err = r.word()
	}
	return r.text[from:r.at], err
}
