//go:build js && wasm

// Command worker is the playground's Cloudflare Worker. The platform serves
// the static site by itself (see wrangler.jsonc); a Go instance is made afresh
// for each request that reaches this program, so it keeps no state and answers
// only what is dynamic.
package main

import (
	"io"
	"log"
	"maps"
	"net/http"
	"runtime"

	"github.com/cauchy-newton/playground/site/worker/api"
	"github.com/syumai/workers"
	"github.com/syumai/workers/cloudflare"
	"github.com/syumai/workers/cloudflare/fetch"
)

// Set by the linker: -X main.version=… -X main.commit=….
var (
	version = "dev"
	commit  string
)

func main() {
	build := api.Build{Version: version, Go: runtime.Version(), Commit: commit}
	workers.Serve(api.Handler(build, http.HandlerFunc(assets)))
}

// assets hands a request to the platform's files. It is reached only by an
// address that names no file, and answers with the site's own 404 page.
func assets(w http.ResponseWriter, r *http.Request) {
	client := fetch.NewClient(fetch.WithBinding(cloudflare.GetBinding("ASSETS")))
	request, err := fetch.NewRequest(r.Context(), r.Method, r.URL.String(), nil)
	if err != nil {
		api.Fail(w, http.StatusBadRequest, "The address cannot be read.")
		return
	}
	response, err := client.Do(request, nil)
	if err != nil {
		log.Print("assets: ", err)
		api.Fail(w, http.StatusBadGateway, "The site's files cannot be reached.")
		return
	}
	defer response.Body.Close()
	maps.Copy(w.Header(), response.Header)
	w.WriteHeader(response.StatusCode)
	// The status is sent; what fails here is a visitor who has left.
	_, _ = io.Copy(w, response.Body)
}
