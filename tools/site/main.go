// Command site publishes the playground's static pages into a folder that any
// web server can hand out.
//
//	go run ./tools/site                # ./site and ./wasm → ./dist
//	go run ./tools/site -out /tmp/www  # somewhere else
//
// A second run does only what has changed.
package main

import (
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/cauchy-newton/playground/tools/site/publish"
)

func main() {
	o := publish.Options{Root: ".", Work: filepath.Join("build", "wasm"), Quality: 9}
	flag.StringVar(&o.Out, "out", "dist", "the `folder` to publish into; files in it that are not part of the site are removed")
	flag.Func("address", "the `address` at which the site will be found, https://…/, which the images of link previews need", func(text string) error {
		u, err := url.Parse(text)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "" {
			return errors.New("want one like https://example.org/playground/")
		}
		o.Address = u.JoinPath("/").String()
		return nil
	})
	flag.Parse()
	manifest, err := publish.Site(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%s: %d files\n", o.Out, len(manifest.Files))
	for _, name := range []string{"engine.wasm", "canvas.wasm"} {
		f := manifest.Files[name]
		fmt.Printf("  %-12s %8.2f MB, gzip %.2f, brotli %.2f\n", name, mega(f.Bytes), mega(f.Gzip), mega(f.Brotli))
	}
}

// mega turns bytes into megabytes.
func mega(bytes int) float64 { return float64(bytes) / 1e6 }
