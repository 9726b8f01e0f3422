package publish

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// worthwhile is the size below which a compressed copy saves less than the
// headers of an answer weigh.
const worthwhile = 512

// squeeze lays a gzip and a brotli copy beside file and returns their sizes, 0
// where a copy would save nothing. Compressing the canvas program takes
// seconds, so a copy newer than its file is kept.
func squeeze(file string, content []byte, quality int) (gz, br int, err error) {
	if len(content) < worthwhile {
		return 0, 0, nil
	}
	gz, err = copyOf(file, ".gz", content, func(w io.Writer) (io.WriteCloser, error) {
		return gzip.NewWriterLevel(w, gzip.BestCompression)
	})
	if err != nil {
		return 0, 0, err
	}
	br, err = copyOf(file, ".br", content, func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterLevel(w, quality), nil
	})
	return gz, br, err
}

func copyOf(file, ext string, content []byte, open func(io.Writer) (io.WriteCloser, error)) (int, error) {
	original, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	old, err := os.Stat(file + ext)
	if err == nil && !old.ModTime().Before(original.ModTime()) {
		return int(old.Size()), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	var packed bytes.Buffer
	z, err := open(&packed)
	if err != nil {
		return 0, err
	}
	if _, err := z.Write(content); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	if packed.Len() >= len(content) {
		return 0, nil
	}
	// The name carries no hash of its own: writing it anew even when equal
	// keeps it newer than its file.
	if err := os.Remove(file + ext); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	return packed.Len(), replace(filepath.Clean(file+ext), packed.Bytes())
}
