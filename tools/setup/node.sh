#!/usr/bin/env bash
# Install what the site needs of npm's packages, exactly as the lock files name
# it: KaTeX for the formulas of the lessons, axe-core for the tests, and the
# worker's toolchain (wrangler and with it workerd).
set -euo pipefail
cd "$(dirname "$0")/../../site"

# What wrangler's package.json asks for; Debian 12 ships 18.
need=20
major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
if [ "${major:-0}" -lt "$need" ]; then
  echo "setup: the site needs Node.js $need or later (found: ${major:-none}); see https://nodejs.org/en/download" >&2
  exit 1
fi
for place in formula check worker; do
  (cd "$place" && npm ci --no-progress --loglevel=error </dev/null)
done
