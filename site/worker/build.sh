#!/bin/sh
# Build what edge.mjs starts into ./build; the site's headers come from $DIST,
# which stays as it is.
set -eu
cd "$(dirname "$0")"

version=$(git describe --tags --always --dirty 2>/dev/null || echo dev)
commit=$(git rev-parse --short=12 HEAD 2>/dev/null || true)

go run github.com/syumai/workers/cmd/workers-assets-gen -mode=go -o build
GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false \
  -ldflags "-s -w -X main.version=$version -X main.commit=$commit" -o build/app.wasm .
cp "${DIST:-../../dist}/_headers" build/headers.txt
