// Command serve hands out the published site on this machine.
//
//	go run ./tools/serve            # http://localhost:8080
//	go run ./tools/serve -port 3000
//	PORT=3000 go run ./tools/serve
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

func main() {
	port := flag.String("port", cmp.Or(os.Getenv("PORT"), "8080"), "the `number` of the port, 0 for a free one; PORT says it too")
	host := flag.String("host", "localhost", "the `address` to listen on; 0.0.0.0 lets other machines in")
	dir := flag.String("dir", "dist", "the `folder` of the published site")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *host, *port, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

// serve answers until ctx is done, then lets running answers finish.
func serve(ctx context.Context, host, port, dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return fmt.Errorf("%s holds no site (go run ./tools/site makes it): %w", dir, err)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
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
	return server.Shutdown(wait)
}
