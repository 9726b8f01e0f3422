package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// File is a file whose bytes are known.
type File struct{ Name, SHA256 string }

// FullMNIST returns the four files of all the digits, as the Go module has them that
// gn data mnist fetches.
func FullMNIST() []File {
	return []File{
		{"train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"},
		{"train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"},
		{"t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"},
		{"t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"},
	}
}

// CacheVariable is the environment variable that names the folder of fetched data.
const CacheVariable = "CAUCHY_NEWTON_DATA"

// FullMNISTFolder returns the folder where the files of all the digits are kept: mnist
// below what CacheVariable names, or below cauchy-newton in os.UserCacheDir.
func FullMNISTFolder() (string, error) {
	folder := os.Getenv(CacheVariable)
	if folder == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("data: no folder for fetched data (%w): name one by %s", err, CacheVariable)
		}
		folder = filepath.Join(cache, "cauchy-newton")
	}
	return filepath.Join(folder, "mnist"), nil
}

// Read returns the bytes of the file in the root of fsys. The error says that it cannot be
// read, or that its sum is another one.
func (f File) Read(fsys fs.FS) ([]byte, error) {
	bytes, err := fs.ReadFile(fsys, f.Name)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, fmt.Errorf("%s: its SHA-256 is %x, want %s", f.Name, sum, f.SHA256)
	}
	return bytes, nil
}

// openFullSource opens the fetched digits. They are kept on this machine's disk, whatever
// file system other places are opened in.
func openFullSource(s setting, _ fs.FS) (train, test *Set, err error) {
	if runtime.GOOS == "js" {
		return nil, nil, fmt.Errorf("data: %s: a page holds the 6,000 digits of mnist only; all 60,000 are for gn and the window", s.name)
	}
	folder, err := FullMNISTFolder()
	if err != nil {
		return nil, nil, err
	}
	train, test, err = readFull(os.DirFS(folder), FullMNIST(), s.idx())
	if err != nil {
		return nil, nil, fmt.Errorf("data: %s: not in %s (%w): run gn data mnist, which fetches the digits", s.name, folder, err)
	}
	return train, test, nil
}

// readFull reads the four files in the root of fsys.
func readFull(fsys fs.FS, files []File, o IDX) (train, test *Set, err error) {
	var texts [4][]byte
	for i, f := range files {
		if texts[i], err = f.Read(fsys); err != nil {
			return nil, nil, err
		}
	}
	if train, err = readMNIST("mnist60k train", bytes.NewReader(texts[0]), bytes.NewReader(texts[1]), o); err != nil {
		return nil, nil, err
	}
	test, err = readMNIST("mnist60k test", bytes.NewReader(texts[2]), bytes.NewReader(texts[3]), o)
	return train, test, err
}
