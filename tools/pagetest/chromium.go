// Package pagetest runs Go programs in a headless Chromium: tests and benchmarks
// of what is compiled for the page, with the SIMD kernels or without.
package pagetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/chromedp/chromedp"
)

// Chromium starts a headless browser, with further options, and returns its context
// and what ends it.
func Chromium(more ...chromedp.ExecAllocatorOption) (context.Context, func(), error) {
	path, err := find()
	if err != nil {
		return nil, nil, err
	}
	profile, err := os.MkdirTemp("", "chromium-*")
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox, // containers have none to give
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("enable-unsafe-swiftshader", true), // WebGL without a graphics card
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	browser, cancel := chromedp.NewContext(allocator)
	end := func() {
		cancel()
		stop()
		os.RemoveAll(profile)
	}
	if err := chromedp.Do(browser); err != nil {
		end()
		return nil, nil, fmt.Errorf("pagetest: %s does not start: %w", path, err)
	}
	return browser, end, nil
}

// find looks for a Chromium by its usual names. The one without windows comes first: it
// takes a quarter less of the processor.
func find() (string, error) {
	names := []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}
	if own := os.Getenv("CHROME"); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("pagetest: no Chromium, none of %s is here: install the package chromium-headless-shell or chromium, or name one in CHROME", strings.Join(names, ", "))
}
