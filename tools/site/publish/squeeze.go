package publish

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/andybalholm/brotli"
)

// worthwhile is the size below which a compressed copy saves less than the
// headers of an answer weigh.
const worthwhile = 512

// squeeze lays a gzip and a brotli copy beside file and returns their sizes, 0
// where a copy would save nothing. Compressing the canvas program takes
// seconds, so a copy newer than its file is kept.
func squeeze(file string, content []byte, quality int) (gz, br int, err error) {
	if len(content) < worthwhile || strings.HasSuffix(file, ".png") { // which is compressed
		return 0, 0, nil
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err == nil {
		gz, err = copyOf(file+".gz", file, content, &packed, z)
	}
	if err == nil {
		packed.Reset()
		br, err = copyOf(file+".br", file, content, &packed, brotli.NewWriterLevel(&packed, quality))
	}
	return gz, br, err
}

// copyOf writes the content of file to name by the compressor z, which writes to
// packed, and returns the size of the copy.
func copyOf(name, file string, content []byte, packed *bytes.Buffer, z io.WriteCloser) (int, error) {
	original, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	old, err := os.Stat(name)
	if err == nil && !old.ModTime().Before(original.ModTime()) {
		return int(old.Size()), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	_, err = z.Write(content)
	if err := errors.Join(err, z.Close()); err != nil {
		return 0, err
	}
	if packed.Len() >= len(content) {
		return 0, nil
	}
	// The name carries no hash of its own: writing it again even when equal
	// keeps it newer than its file.
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	return packed.Len(), replace(name, packed.Bytes())
}
