#!/usr/bin/env bash
# Fetch Debian's kernel for virtual machines to the file named, without installing
# it: make test-emulated starts it in an emulator.
set -euo pipefail
to=$(realpath -m "$1")
[ -s "$to" ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "setup: not a Debian system; put a Linux image at $to" >&2
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -1)
apt-get download -qq "$package"
dpkg-deb -x ./*.deb .
mkdir -p "$(dirname "$to")"
cp boot/vmlinuz-* "$to"
