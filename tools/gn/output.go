package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// claim checks, without changing anything, that a command can write to a path: the
// folder exists and takes files, and a file at the path may be written. Such a file
// has to begin like one that gn writes, so that a mistyped path destroys nothing
// else; "" is any beginning. A file that is written in place needs no new file
// beside it.
func claim(flag, path, beginning string, inPlace bool) error {
	wrong := func(err error) error {
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			err = fmt.Errorf("%s: %w", path, at.Err) // without the temporary name, which the caller has never seen
		}
		return fmt.Errorf("--%s: %w", flag, err)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return wrong(err)
	case info.IsDir():
		return wrong(fmt.Errorf("%s is a folder", path))
	case !info.Mode().IsRegular():
		return nil // a device or a pipe, which is written in place
	default:
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return wrong(err)
		}
		defer file.Close()
		head := make([]byte, len(beginning))
		if n, err := io.ReadFull(file, head); n > 0 && (err != nil || !bytes.Equal(head, []byte(beginning))) {
			return wrong(fmt.Errorf("%s begins with %q and not with %q: it is no earlier output and is left as it is", path, head[:n], beginning))
		}
		if inPlace {
			return nil
		}
	}
	place, err := place(path)
	if err != nil {
		return wrong(err)
	}
	probe, err := os.Create(aside(place))
	if err != nil {
		return wrong(err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// place follows the links of a path to where the file is or would be.
func place(path string) (string, error) {
	found, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if target, err := os.Readlink(path); err == nil { // a link to a file that is not there yet
			if !filepath.IsAbs(target) {
				target = filepath.Join(filepath.Dir(path), target)
			}
			return target, nil
		}
		return path, nil
	}
	return found, err
}

// same reports whether two paths lead to one place, also by a link, and also where
// there is no file yet.
func same(a, b string) bool {
	return where(a) == where(b)
}

// where is the place of a path by its whole name, as far as it is known.
func where(path string) string {
	if at, err := place(path); err == nil {
		path = at
	}
	folder, name := filepath.Split(path)
	if at, err := filepath.EvalSymlinks(folder); err == nil {
		folder = at
	}
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	return filepath.Join(folder, name)
}

// aside is a name beside a path that no other process uses.
func aside(path string) string { return fmt.Sprintf("%s.%d.new", path, os.Getpid()) }

// replace writes a file beside the place of another and then takes that place,
// so that a crash leaves the one before. A device is written in place.
func replace(path string, write func(io.Writer) error) error {
	path, err := place(path)
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(path); err == nil {
		if mode = info.Mode(); !mode.IsRegular() {
			file, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			return errors.Join(write(file), file.Close())
		}
	}
	file, err := os.OpenFile(aside(path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode.Perm())
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // fails once it is renamed, as it should
	if err := errors.Join(write(file), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// exists reports whether there is a regular file at a path that is not empty.
func exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() > 0
}
