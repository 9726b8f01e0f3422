package session

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/link"
)

// shelf holds the visitor's own files by name, in memory: a flat file system.
type shelf map[string][]byte

const (
	// maxShelf bytes: MNIST's four full files and CIFAR-10's six fit.
	maxShelf = 320 << 20
	// maxFiles on it.
	maxFiles = 32
	// maxFileName in bytes.
	maxFileName = 120
)

// Open implements fs.FS.
func (s shelf) Open(name string) (fs.File, error) {
	content, ok := s[path.Clean(name)]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &file{name, bytes.NewReader(content)}, nil
}

// file is an open file of a shelf.
type file struct {
	name string
	*bytes.Reader
}

func (f *file) Close() error               { return nil }
func (f *file) Stat() (fs.FileInfo, error) { return f, nil }
func (f *file) Name() string               { return f.name }
func (f *file) Mode() fs.FileMode          { return 0o444 }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return false }
func (f *file) Sys() any                   { return nil }

// load stores a file and returns the data setting that opens it, if it is a data set
// by itself or together with other files.
func (s *Session) load(c link.Command) ([]link.Event, error) {
	name := c.Name
	switch {
	case name == "" || len(name) > maxFileName || strings.ContainsAny(name, "/\\?&=:\x00") || name == "." || name == "..":
		return nil, fmt.Errorf("link: load: %.40q is no name of a file: it may not hold / \\ ? & = or :", name)
	case len(c.Data) == 0:
		return nil, fmt.Errorf("link: load: %s is empty", name)
	case len(c.Data) > link.MaxFile:
		return nil, fmt.Errorf("link: load: %s has %d bytes, at most %d are kept", name, len(c.Data), link.MaxFile)
	}
	total := len(c.Data)
	for other, content := range s.shelf {
		if other != name {
			total += len(content)
		}
	}
	if total > maxShelf {
		return nil, fmt.Errorf("link: load: with %s the files would take %d MB, more than the %d that a page can keep", name, total>>20, maxShelf>>20)
	}
	if _, there := s.shelf[name]; !there && len(s.shelf) == maxFiles {
		return nil, errors.New("link: load: there are too many files")
	}
	s.shelf[name] = c.Data
	if strings.Contains(s.sets.name, ":") { // the next opening reads the files again: one may have been replaced
		s.sets.name = ""
	}
	event := link.Event{Is: link.IsLoaded, ID: c.ID, Files: slices.Sorted(maps.Keys(s.shelf)), Name: s.shelf.opens(name)}
	if event.Name == "" {
		event.Message = "it waits for the other files of its set"
		return []link.Event{event}, nil
	}
	found, err := s.data(event.Name)
	if unsure, ok := errors.AsType[*data.LabelError](err); ok {
		event.Data = &link.Data{Name: event.Name, Table: columns(unsure.Table)}
		event.Data.Table.Doubt = unsure.Reason
		if unsure.Table.Samples > 0 {
			event.Data.Origin = unsure.Table.String()
		}
		return []link.Event{event}, nil
	}
	if err != nil {
		delete(s.shelf, name)
		return nil, err
	}
	event.Data = found.describe()
	return []link.Event{event}, nil
}

// columns returns the choices that a table leaves; nil without a table.
func columns(t *data.Table) *link.Table {
	if t == nil {
		return nil
	}
	return &link.Table{Columns: t.Columns, Label: t.Label + 1}
}

// MNIST and CIFAR-10 by the names of their files.
var (
	mnistFiles = []string{"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}
	cifarTest  = "test_batch.bin"
)

// opens returns the data setting that opens a set which the file belongs to, ""
// if other files are missing.
func (s shelf) opens(name string) string {
	plain := strings.TrimSuffix(name, ".gz")
	has := func(name string) bool { return s[name] != nil || s[name+".gz"] != nil }
	if slices.Contains(mnistFiles, plain) && !slices.ContainsFunc(mnistFiles, func(f string) bool { return !has(f) }) {
		return "mnist:."
	}
	if strings.HasSuffix(plain, ".bin") {
		batches := 0
		for batches < 5 && has(fmt.Sprintf("data_batch_%d.bin", batches+1)) {
			batches++
		}
		if batches > 0 && has(cifarTest) {
			return fmt.Sprintf("cifar10:.?batches=%d", batches)
		}
		return "cifar10:" + name
	}
	if strings.Contains(plain, "ubyte") || strings.HasSuffix(plain, ".idx") {
		return s.pair(name)
	}
	return "csv:" + name
}

// pair returns the setting for a file of images and one of labels, given the name of
// either: by convention the names differ in that word and in idx3 and idx1.
func (s shelf) pair(name string) string {
	images := strings.NewReplacer("labels", "images", "idx1", "idx3").Replace(name)
	labels := strings.NewReplacer("images", "labels", "idx3", "idx1").Replace(name)
	if images == labels || s[images] == nil || s[labels] == nil {
		return ""
	}
	return "idx:" + images + "?labels=" + labels
}
