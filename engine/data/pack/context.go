package pack

// levels is the number of classes a neighbouring pixel falls into, contexts the
// number of pairs of them.
const (
	levels   = 5
	contexts = levels * levels
)

// level sorts a byte into background, faint, middle, strong and full ink. The
// bounds 1, 64, 192, 253 gave the smallest file of the handful tried; more
// levels spread the pixels over too many tables.
var level = func() (table [256]uint8) {
	for b := range table {
		for _, bound := range []int{1, 64, 192, 253} {
			if b >= bound {
				table[b]++
			}
		}
	}
	return table
}()

// context returns which pair of levels lies left of and above pixel i of an
// image; beyond the edge everything is background.
func context(image []byte, i, cols int) int {
	var left, above byte
	if i%cols > 0 {
		left = image[i-1]
	}
	if i >= cols {
		above = image[i-cols]
	}
	return int(level[left])*levels + int(level[above])
}

// scatter sorts the pixels of all images by context and keeps their order
// within each.
func scatter(pixels []byte, rows, cols int) (streams [contexts][]byte) {
	side := rows * cols
	for ; len(pixels) > 0; pixels = pixels[side:] {
		for i, b := range pixels[:side] {
			c := context(pixels, i, cols)
			streams[c] = append(streams[c], b)
		}
	}
	return streams
}

// gather undoes scatter: a pixel's context is known as soon as the pixels
// before it are. It returns false when a stream ends too early.
func gather(pixels []byte, rows, cols int, streams [contexts][]byte) bool {
	side := rows * cols
	for ; len(pixels) > 0; pixels = pixels[side:] {
		for i := range side {
			c := context(pixels, i, cols)
			if len(streams[c]) == 0 {
				return false
			}
			pixels[i], streams[c] = streams[c][0], streams[c][1:]
		}
	}
	return true
}
