// Command serve hands out the published site on this machine.
//
//	go run ./tools/serve            # http://localhost:8080
//	PORT=3000 go run ./tools/serve  # another port
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

func main() {
	var flags struct {
		Port int    `default:"8080" env:"PORT" help:"The port to listen on; 0 takes a free one."`
		Host string `default:"localhost" help:"The address to listen on; 0.0.0.0 lets other machines in (the offline worker then needs https)."`
		Dir  string `default:"dist" help:"The published site."`
	}
	kong.Parse(&flags, kong.Name("serve"), kong.Description("Serves the published site."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, flags.Host, flags.Port, flags.Dir); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

// serve answers until ctx is done, then lets running answers finish.
func serve(ctx context.Context, host string, port int, dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return fmt.Errorf("%s holds no site (go run ./tools/site makes it): %w", dir, err)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return err
	}
	server := &http.Server{Handler: static.Handler(os.DirFS(dir)), ReadHeaderTimeout: 10 * time.Second}
	fmt.Printf("http://%s/ (Ctrl-C stops)\n", net.JoinHostPort(host, strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)))
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(wait); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
