// Package tensor holds shaped numbers: a name, a shape and the entries in
// row-major order, the form in which networks are exchanged.
package tensor

import (
	"errors"
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/strict"
)

// Tensor is a named array of any order. The zero value is not valid: it has no entries.
type Tensor struct {
	Name  string         `json:"name,omitempty"`
	Shape []int          `json:"shape,omitzero"`
	Data  strict.Numbers `json:"data,omitzero"` // row-major
}

// maxSize bounds the number of entries, so that a hostile shape cannot
// overflow: 2³¹ doubles are 16 GiB, more than any network here.
const maxSize = math.MaxInt32

// Size returns the number of entries that a shape holds, or an error for a
// negative extent or more than 2³¹−1 entries.
func Size(shape []int) (int, error) {
	size := 1
	for _, n := range shape {
		if n < 0 {
			return 0, fmt.Errorf("tensor: shape %v has a negative extent", shape)
		}
		if n > 0 && size > maxSize/n {
			return 0, fmt.Errorf("tensor: shape %v holds too many entries", shape)
		}
		size *= n
	}
	return size, nil
}

// Check returns an error unless Data has as many entries as Shape.
func (t *Tensor) Check() error {
	if t.Shape == nil && t.Data == nil {
		return errors.New("tensor: neither its shape nor its data are there")
	}
	size, err := Size(t.Shape)
	if err != nil {
		return err
	}
	if len(t.Data) != size {
		return fmt.Errorf("tensor: %q has %d entries, its shape %v asks for %d", t.Name, len(t.Data), t.Shape, size)
	}
	return nil
}
