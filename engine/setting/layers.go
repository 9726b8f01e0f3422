package setting

import (
	"fmt"
	"strconv"
	"strings"
)

// ParseLayers reads the widths of a network's layers behind its input:
// "32-16-10" is two hidden layers of 32 and 16 and ten outputs, "20x256-10"
// twenty hidden layers of 256. Blanks around a width are ignored. Errors are
// *FieldError of the field "layers".
func ParseLayers(text string) ([]int, error) {
	var widths []int
	// A longer text than this holds more layers than are allowed, or no number.
	const longest = MaxLayers * len("1x4096-")
	if len(text) > longest {
		return nil, WrongLayers("%s is longer than %d bytes", quote(text), longest)
	}
	for part := range strings.SplitSeq(text, "-") {
		part = strings.TrimSpace(part)
		times, width := 1, part
		if count, repeated, ok := strings.Cut(part, "x"); ok {
			n, err := strconv.Atoi(strings.TrimSpace(count))
			if err != nil || n < 1 {
				return nil, WrongLayers("%s does not repeat a layer a number of times: write 3x256", quote(part))
			}
			times, width = min(n, MaxLayers+1), strings.TrimSpace(repeated)
		}
		n, err := strconv.ParseUint(width, 10, 64)
		switch {
		case err != nil && width == "":
			return nil, WrongLayers("a width is missing in %s: write 32-16-10", quote(text))
		case err != nil && strings.Trim(width, "0123456789") != "":
			return nil, WrongLayers("%s is no width: write 32-16-10", quote(width))
		case n == 0:
			return nil, WrongLayers("a layer needs at least one unit")
		case err != nil || n > MaxWidth:
			return nil, WrongLayers("a layer of %s units: at most %d, four times the paper's widest", width, MaxWidth)
		}
		if len(widths)+times > MaxLayers {
			return nil, WrongLayers("more than %d layers", MaxLayers)
		}
		for range times {
			widths = append(widths, int(n))
		}
	}
	return widths, nil
}

// Parameters returns P of a fully connected network with these widths,
// input first.
func Parameters(widths []int) int {
	p := 0
	for i, w := range widths[1:] {
		p += (widths[i] + 1) * w // weights and one bias a unit
	}
	return p
}

// WrongLayers returns a *FieldError of the field "layers".
func WrongLayers(format string, args ...any) error {
	return &FieldError{"layers", fmt.Sprintf(format, args...)}
}

// WriteLayers writes widths as ParseLayers reads them.
func WriteLayers(widths []int) string {
	parts := make([]string, len(widths))
	for i, w := range widths {
		parts[i] = strconv.Itoa(w)
	}
	return strings.Join(parts, "-")
}
