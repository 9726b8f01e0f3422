package publish

import (
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"os"
	"testing"
	"time"
)

func TestLook(t *testing.T) {
	total := 0
	for _, l := range course.Lessons {
		all := []still{previewPage}
		if l.Numbered() {
			all = append(all, cardStills...)
		}
		for _, s := range all {
			at := time.Now()
			b, err := s.draw(l)
			if err != nil {
				t.Error(err)
			}
			t.Log(l.Slug, s.suffix, len(b), time.Since(at))
			total += len(b)
			os.WriteFile("/tmp/stills/"+l.Slug+"-"+s.suffix+".png", b, 0o644)
		}
	}
	t.Log(total)
}
