package site_test

import (
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

// After the first visit the playground works without its server: text,
// picture and training, also from a link with a state.
func TestOffline(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(static.Handler(os.DirFS(dist)))
	defer server.Close()
	p := open(t, visit{home: server.URL + "/", offline: true})
	p.run(`navigator.serviceWorker.ready`)
	p.until(`navigator.serviceWorker.controller !== null`)
	server.Close()
	p.must(chromedp.Do(p.ctx, chromedp.Navigate(server.URL+"/mnist.html?v=1&batch=50")))
	p.run(`playground.ready`)
	p.run(`playground.step(2)`)
	if step := ask[int](p, `playground.frame().step`); step != 2 {
		t.Errorf("step %d", step)
	}
	if batch := ask[int](p, `playground.state().batch`); batch != 50 {
		t.Errorf("the link says batch 50, the state %d", batch)
	}
	p.settle()
	if n := colours(p.shoot("offline"), p.box(".picture")); n < 20 {
		t.Errorf("the picture has %d colours: it is blank", n)
	}
	// In a frame: for a text on its own the browser asks for an icon, too.
	if text := ask[string](p, `new Promise((resolve) => {
		const frame = document.createElement("iframe");
		frame.src = "licences.txt";
		frame.onload = () => resolve(frame.contentDocument?.body.textContent ?? "");
		document.body.append(frame);
	})`); !strings.Contains(text, "The Go Authors") {
		t.Errorf("the licences are %.80q", text)
	}
}
