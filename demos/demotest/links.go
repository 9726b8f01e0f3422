package demotest

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// Link is a link in a lesson's text that sets values of its scene.
type Link struct {
	Words  string
	Values demos.Values
}

var (
	linkOfText = regexp.MustCompile(`\[([^\]]*)\]\(\?([^)]*)\)`)
	escaped    = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
)

// Links returns the links of a text that set values, in the order of the text.
func Links(t testing.TB, file string) (links []Link) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range linkOfText.FindAllStringSubmatch(string(text), -1) {
		values := demos.Values{}
		for _, pair := range strings.Split(m[2], "&") {
			name, value, ok := strings.Cut(pair, "=")
			if _, twice := values[name]; !ok || twice {
				t.Errorf("the link %q: %q is no value, or one too many", m[1], pair)
			}
			values[name] = unescape(value)
		}
		links = append(links, Link{m[1], values})
	}
	return links
}

// unescape replaces %3A by a colon and so on. net/url would do it too, but packages
// below demos may not import net.
func unescape(value string) string {
	return escaped.ReplaceAllStringFunc(value, func(code string) string {
		b, _ := strconv.ParseUint(code[1:], 16, 8) // the pattern has two digits
		return string([]byte{byte(b)})
	})
}
