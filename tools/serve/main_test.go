package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A folder without a site is reported at once, with the command that makes one.
func TestServeWithoutSite(t *testing.T) {
	err := serve(t.Context(), "localhost", "0", t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "go run ./tools/site") {
		t.Errorf("error %v", err)
	}
}

// An interrupt ends the server without an error.
func TestServeStops(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("page"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- serve(ctx, "localhost", "0", dir) }()
	interrupt()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("the server does not stop")
	}
}
