// Command site publishes the playground's static pages into a folder that any
// web server can hand out.
//
//	go run ./tools/site                # ./site and ./wasm → ./dist
//	go run ./tools/site -out /tmp/www  # somewhere else
//
// A second run does only what has changed.
package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"github.com/cauchy-newton/playground/tools/site/publish"
)

func main() {
	var flags struct {
		Root    string `default:"." help:"The repository."`
		Out     string `default:"dist" help:"The folder to publish into; files in it that are not part of the site are removed."`
		Work    string `default:"build/wasm" help:"The folder that keeps the compiled programs between runs."`
		Quality int    `default:"9" help:"Brotli quality, 0 to 11."`
	}
	kong.Parse(&flags, kong.Name("site"), kong.Description("Publishes the static site."))
	manifest, err := publish.Site(publish.Options{Root: flags.Root, Out: flags.Out, Work: flags.Work, Quality: flags.Quality})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%s: %d files\n", flags.Out, len(manifest.Files))
	for _, name := range []string{"engine.wasm", "canvas.wasm"} {
		f := manifest.Files[name]
		fmt.Printf("  %-12s %8.2f MB, gzip %.2f, brotli %.2f\n", name, mega(f.Bytes), mega(f.Gzip), mega(f.Brotli))
	}
}

// mega turns bytes into megabytes.
func mega(bytes int) float64 { return float64(bytes) / 1e6 }
