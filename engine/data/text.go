package data

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// foreignFiles are kinds of files that are called .csv by mistake: the bytes that
// they start with, and what they are.
var foreignFiles = []struct{ start, what string }{
	{"\x89PNG", "a PNG image"}, {"\xff\xd8\xff", "a JPEG image"}, {"GIF8", "a GIF image"}, {"BM", "a BMP image"},
	{"II*\x00", "a TIFF image"}, {"MM\x00*", "a TIFF image"}, {"RIFF", "a RIFF file (WebP, WAV, AVI)"},
	{"PK\x03\x04", "a ZIP archive, as workbooks (.xlsx, .ods) are: export the sheet as CSV"},
	{"\xd0\xcf\x11\xe0", "an old workbook (.xls) or document: export the sheet as CSV"},
	{"PAR1", "a Parquet file"}, {"ARROW1", "an Arrow file"}, {"FEA1", "a Feather file"}, {"ORC", "an ORC file"}, {"Obj\x01", "an Avro file"},
	{"\x89HDF", "an HDF5 file"}, {"\x93NUMPY", "a NumPy array"}, {"\x80\x02", "a Python pickle"}, {"\x80\x03", "a Python pickle"},
	{"\x80\x04", "a Python pickle"}, {"\x80\x05", "a Python pickle"}, {"MATLAB 5", "a MATLAB file"}, {"SQLite format 3", "an SQLite database"},
	{"BZh", "packed by bzip2: unpack it first"}, {"\xfd7zXZ", "packed by xz: unpack it first"}, {"7z\xbc\xaf", "a 7z archive"},
	{"Rar!", "a RAR archive"}, {"\x28\xb5\x2f\xfd", "packed by zstd: unpack it first"}, {"\x1f\x8b", "packed twice by gzip: unpack it once"},
	{"\x00\x00\x08\x03", "an IDX file of images: write idx:file"}, {"\x00\x00\x08\x01", "an IDX file of labels: write idx:file of images?labels=file"},
	{"\x7fELF", "a program"}, {"MZ", "a program"}, {"%PDF", "a PDF document"}, {"CNcheck", "a checkpoint"}, {"CNtrace", "a trace"},
}

// foreignTexts are kinds of texts that are no tables.
var foreignTexts = []struct {
	start *regexp.Regexp
	what  string
}{
	{regexp.MustCompile(`^%PDF-`), "a PDF document"},
	{regexp.MustCompile(`(?i)^\s*(%.*\s+)*@relation\b`), "an ARFF file: take out its lines up to @data"},
	{regexp.MustCompile(`^version https://git-lfs\.`), "a pointer of Git LFS: fetch the file itself"},
	{regexp.MustCompile(`^\{\\rtf`), "an RTF document"},
	{regexp.MustCompile(`(?i)^\s*<(!doctype html|html|head|body|table)\b`), "an HTML page"},
	{regexp.MustCompile(`^\s*<[?!a-zA-Z]`), "XML"},
	{regexp.MustCompile(`^\s*(\{\s*"|\[\s*[\[{"])`), "JSON"},
}

// startSize is how much of a file is looked at to see whether it is text.
const startSize = 512

// binaryStart returns an error that says what a file is if its first bytes are
// no text.
func binaryStart(start []byte) error {
	if !bytes.ContainsFunc(start, func(c rune) bool { return c < ' ' && !strings.ContainsRune("\t\n\v\f\r", c) }) {
		return nil
	}
	what := fmt.Sprintf("a binary file (it starts with %q)", start[:min(len(start), 8)])
	for _, f := range foreignFiles {
		if bytes.HasPrefix(start, []byte(f.start)) {
			what = f.what
		}
	}
	return fmt.Errorf("this is no table but %s", what)
}

// foreignStart returns an error that says what a text is if it does not begin like a
// table.
func foreignStart(text []byte) error {
	for _, f := range foreignTexts {
		if f.start.Match(text) {
			return fmt.Errorf("this is no table but %s", f.what)
		}
	}
	return nil
}

// plainText converts a text to UTF-8 with a line feed after each line, without blanks
// at the end of a line or between a quote and the border of its field, and records
// how it was written.
type plainText struct {
	r       *bufio.Reader
	order   binary.ByteOrder // of UTF-16; nil for bytes
	marked  bool             // a byte-order mark stood in front
	windows bool             // bytes that are no UTF-8 were taken for Windows-1252

	lf, crlf, cr bool // the line ends that occurred
	returned     bool // the last character was a carriage return
	ended        bool // the last character ended a line

	quoted bool // within quotes
	last   rune // the last character that was no blank outside of quotes
	blanks int  // after it, not appended yet

	room  [4096]byte
	ready []byte // of room: what was not handed out yet
	err   error
}

// newPlainText detects the encoding of the text, and refuses what is no text.
func newPlainText(r io.Reader) (*plainText, error) {
	t := &plainText{r: bufio.NewReader(r)}
	start, _ := t.r.Peek(startSize) // the next read returns the error again
	has := func(mark string) bool { return bytes.HasPrefix(start, []byte(mark)) }
	mark := 2
	switch {
	case has("\xff\xfe\x00\x00"), has("\x00\x00\xfe\xff"):
		return nil, errors.New("this is UTF-32, which is not read: save it as UTF-8")
	case has("\xff\xfe"):
		t.order = binary.LittleEndian
	case has("\xfe\xff"):
		t.order = binary.BigEndian
	case has("\xef\xbb\xbf"):
		mark = 3
	default:
		mark = 0
		if len(start) >= 4 { // a zero in every other byte: UTF-16 without a mark
			switch [4]bool{start[0] != 0, start[1] != 0, start[2] != 0, start[3] != 0} {
			case [4]bool{true, false, true, false}:
				t.order = binary.LittleEndian
			case [4]bool{false, true, false, true}:
				t.order = binary.BigEndian
			}
		}
	}
	if t.order == nil {
		if err := binaryStart(start); err != nil {
			return nil, err
		}
	}
	t.marked = mark > 0
	_, _ = t.r.Discard(mark) // these bytes were seen
	return t, nil
}

// Read implements io.Reader.
func (t *plainText) Read(p []byte) (int, error) {
	for len(t.ready) == 0 {
		if t.err != nil {
			return 0, t.err
		}
		t.fill()
	}
	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	return n, nil
}

func (t *plainText) fill() {
	t.ready = t.room[:0]
	for len(t.ready) <= len(t.room)-utf8.UTFMax {
		c, err := t.next()
		if err == nil && c == 0 {
			err = errors.New("a zero byte: this is no text")
		}
		second := c == '\n' && t.returned && err == nil
		t.cr = t.cr || t.returned && !second
		t.crlf = t.crlf || second
		t.returned = c == '\r'
		if err != nil {
			t.err = err
			return
		}
		if second {
			continue
		}
		t.lf = t.lf || c == '\n'
		if c == '\r' {
			c = '\n'
		}
		t.ended = c == '\n'
		t.append(c)
	}
}

// append appends a character, and blanks once it is known that they stay.
func (t *plainText) append(c rune) {
	if c == ' ' && !t.quoted && t.blanks < len(t.room) {
		t.blanks++
		return
	}
	border := func(c rune) bool { return c == 0 || strings.ContainsRune("\n,;\t|", c) }
	if border(t.last) && c == '"' || t.last == '"' && border(c) || c == '\n' {
		t.blanks = 0
	}
	for ; t.blanks > 0; t.blanks-- {
		t.ready = append(t.ready, ' ')
	}
	t.quoted = t.quoted != (c == '"')
	t.last = c
	t.ready = utf8.AppendRune(t.ready, c)
}

// next returns the next character.
func (t *plainText) next() (rune, error) {
	if t.order != nil {
		return t.next16()
	}
	b, err := t.r.ReadByte()
	if err != nil || b < utf8.RuneSelf {
		return rune(b), err
	}
	_ = t.r.UnreadByte() // the byte was just read
	c, n, err := t.r.ReadRune()
	if c == utf8.RuneError && n == 1 {
		t.windows = true
		c = windows1252(b)
	}
	return c, err
}

func (t *plainText) next16() (rune, error) {
	unit := func() (rune, error) {
		var b [2]byte
		_, err := io.ReadFull(t.r, b[:])
		if err == io.ErrUnexpectedEOF {
			err = errors.New("UTF-16 that ends within a character: is the file cut off?")
		}
		return rune(t.order.Uint16(b[:])), err
	}
	c, err := unit()
	if err != nil || !utf16.IsSurrogate(c) {
		return c, err
	}
	low, err := unit()
	if c = utf16.DecodeRune(c, low); err == io.EOF || err == nil && c == utf8.RuneError {
		err = errors.New("half a character: this is no UTF-16")
	}
	return c, err
}

// windows1252 returns the character of a byte that is no UTF-8: what Western
// European spreadsheets write. Its bytes from 0x80 to 0x9f are not those of
// Unicode.
func windows1252(b byte) rune {
	if b >= 0xa0 {
		return rune(b)
	}
	return []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")[b-0x80]
}

// form says how the text was written, where it is not UTF-8 with line feeds.
func (t *plainText) form() (words []string) {
	switch {
	case t.order == binary.LittleEndian:
		words = append(words, "UTF-16 (little-endian)")
	case t.order == binary.BigEndian:
		words = append(words, "UTF-16 (big-endian)")
	case t.marked:
		words = append(words, "UTF-8 behind a byte-order mark")
	}
	if t.windows {
		words = append(words, "Windows-1252 where it is no UTF-8")
	}
	var ends []string
	for _, e := range []struct {
		seen bool
		name string
	}{{t.cr, "CR"}, {t.crlf, "CRLF"}, {t.lf, "LF"}} {
		if e.seen {
			ends = append(ends, e.name)
		}
	}
	if all := strings.Join(ends, " and "); all != "" && all != "LF" {
		words = append(words, all+" line ends")
	}
	return words
}
