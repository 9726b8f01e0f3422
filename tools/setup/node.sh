#!/usr/bin/env bash
# Install the npm packages of a folder of the repository exactly as its
# package-lock.json names them. The second argument is the oldest release of
# Node.js that they run on.
set -euo pipefail
folder=${1:?a folder} need=${2:?a release}
cd "$(dirname "$0")/../.."
command -v node >/dev/null && command -v npm >/dev/null || tools/setup/debian.sh node.txt
cd "$folder"

major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
if [ "${major:-0}" -lt "$need" ]; then
  echo "setup: $folder needs Node.js $need or later (found: ${major:-none}); see https://nodejs.org/en/download" >&2
  exit 1
fi
if ! command -v npm >/dev/null; then
  echo "setup: $folder needs npm, which comes with Node.js" >&2
  exit 1
fi
npm ci --no-progress --loglevel=error </dev/null
