#!/usr/bin/env bash
# Install the worker's toolchain (wrangler and with it workerd) exactly as
# site/worker/package-lock.json names it.
set -euo pipefail
cd "$(dirname "$0")/../../site/worker"

# What wrangler's package.json asks for; Debian 12 ships 18.
need=20
major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
if [ "${major:-0}" -lt "$need" ]; then
  echo "setup: the worker needs Node.js $need or later (found: ${major:-none}); see https://nodejs.org/en/download" >&2
  exit 1
fi
npm ci --no-progress --loglevel=error </dev/null
