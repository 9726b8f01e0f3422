// Package pack is the file format of the embedded digits: small enough to
// travel to a browser, read by Go's own inflater.
//
// A file is, big-endian,
//
//	magic     8 bytes  "gnpack" 0 1, the last byte being the version
//	rows      uint16   of one image
//	cols      uint16
//	classes   uint16   labels are 0 … classes−1
//	train     uint32   images to train with
//	test      uint32   images to test with, stored behind them
//	checksum  uint32   CRC-32 (IEEE) of labels and pixels
//	lengths   uint32   of each of the contexts
//	payload   deflate  labels, then the pixels of context 0, 1, …
//
// Deflate knows no context: it codes a pixel by how often its value occurs
// round about. So the pixels are sorted first by what the pixels left of and
// above them look like, which both sides know when they come to a pixel; the
// background, the edges and the inside of a stroke then get tables of their
// own. For 7,000 digits that saves 13 % (0.99 MB against 1.14 MB). Brotli,
// which has contexts, would save 4 % more, but its decoder carries a dictionary
// of 0.12 MB that costs the browser as much.
package pack

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// Pack is the content of a file: images of Rows×Cols bytes, row by row, and
// their labels; the first Train of them are to train with, the Test behind
// them to test with.
type Pack struct {
	Rows, Cols, Classes int
	Train, Test         int
	Labels              []byte // Train+Test
	Pixels              []byte // (Train+Test)×Rows×Cols
}

const magic = "gnpack\x00\x01"

// header is the fixed part of a file, in its order.
type header struct {
	Magic               [8]byte
	Rows, Cols, Classes uint16
	Train, Test         uint32
	Checksum            uint32
	Lengths             [contexts]uint32
}

// headerSize is the length of header in bytes.
var headerSize = binary.Size(header{})

// maxExpansion bounds what an honest header can claim: deflate spends at least
// two bits on 258 bytes.
const maxExpansion = 1032

// Encode returns the file for p. The compressor is the caller's choice, because
// a file that should come out the same bytes with every release of Go needs one
// whose version go.mod fixes.
func (p *Pack) Encode(deflate func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	n := p.Train + p.Test
	if len(p.Labels) != n || len(p.Pixels) != n*p.Rows*p.Cols {
		return nil, fmt.Errorf("pack: %d labels and %d pixels for %d+%d images of %d×%d",
			len(p.Labels), len(p.Pixels), p.Train, p.Test, p.Rows, p.Cols)
	}
	if max(p.Rows, p.Cols, p.Classes) > math.MaxUint16 || uint64(n) > math.MaxUint32 {
		return nil, fmt.Errorf("pack: %d images of %d×%d in %d classes are beyond the format", n, p.Rows, p.Cols, p.Classes)
	}
	streams := scatter(p.Pixels, p.Rows, p.Cols)
	h := header{
		Rows: uint16(p.Rows), Cols: uint16(p.Cols), Classes: uint16(p.Classes),
		Train: uint32(p.Train), Test: uint32(p.Test), Checksum: p.checksum(),
	}
	copy(h.Magic[:], magic)
	for c, s := range streams {
		h.Lengths[c] = uint32(len(s))
	}
	var file bytes.Buffer
	if err := binary.Write(&file, binary.BigEndian, h); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	z, err := deflate(&file)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	for _, s := range append([][]byte{p.Labels}, streams[:]...) {
		if _, err := z.Write(s); err != nil {
			return nil, fmt.Errorf("pack: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return file.Bytes(), nil
}

// Decode reads a file. It takes no more memory than the file's length allows,
// whatever the header claims, and returns an error that names what is wrong
// with a file that is foreign, truncated, damaged or too long.
func Decode(file []byte) (*Pack, error) {
	var h header
	if len(file) < len(magic) || string(file[:len(magic)-1]) != magic[:len(magic)-1] {
		return nil, errors.New("pack: not a digit pack")
	}
	if v, want := file[len(magic)-1], magic[len(magic)-1]; v != want {
		return nil, fmt.Errorf("pack: version %d, can read %d", v, want)
	}
	if len(file) < headerSize {
		return nil, fmt.Errorf("pack: truncated: %d bytes, the header takes %d", len(file), headerSize)
	}
	if _, err := binary.Decode(file, binary.BigEndian, &h); err != nil {
		return nil, fmt.Errorf("pack: header: %w", err)
	}
	payload := file[headerSize:]

	n, side := uint64(h.Train)+uint64(h.Test), uint64(h.Rows)*uint64(h.Cols)
	if n > maxExpansion*uint64(len(payload))/(1+side) {
		return nil, fmt.Errorf("pack: %d images of %d×%d cannot come out of %d bytes", n, h.Rows, h.Cols, len(payload))
	}
	var total uint64
	for _, l := range h.Lengths {
		total += uint64(l)
	}
	if total != n*side {
		return nil, fmt.Errorf("pack: contexts hold %d pixels, the images have %d", total, n*side)
	}

	raw := make([]byte, n+total)
	source := bytes.NewReader(payload)
	z := flate.NewReader(source)
	if _, err := io.ReadFull(z, raw); err != nil {
		return nil, fmt.Errorf("pack: damaged or truncated: %w", err)
	}
	switch k, err := z.Read(make([]byte, 1)); {
	case k > 0 || err == io.EOF && source.Len() > 0:
		return nil, errors.New("pack: more data than the header announces")
	case err != io.EOF:
		return nil, fmt.Errorf("pack: damaged or truncated: %w", err)
	}

	p := &Pack{
		Rows: int(h.Rows), Cols: int(h.Cols), Classes: int(h.Classes),
		Train: int(h.Train), Test: int(h.Test),
		Labels: raw[:n:n], Pixels: make([]byte, total),
	}
	var streams [contexts][]byte
	rest := raw[n:]
	for c, l := range h.Lengths {
		streams[c], rest = rest[:l], rest[l:]
	}
	if !gather(p.Pixels, p.Rows, p.Cols, streams) {
		return nil, errors.New("pack: damaged: the contexts do not fit the pixels")
	}
	if sum := p.checksum(); sum != h.Checksum {
		return nil, fmt.Errorf("pack: damaged: checksum %08x, the header says %08x", sum, h.Checksum)
	}
	return p, nil
}

// checksum is the CRC-32 of labels and pixels.
func (p *Pack) checksum() uint32 {
	return crc32.Update(crc32.ChecksumIEEE(p.Labels), crc32.IEEETable, p.Pixels)
}
