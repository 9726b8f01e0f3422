#!/usr/bin/env bash
# Install what a list of this folder names and the system lacks. As root on
# Debian or a relative of it this asks nothing; otherwise one line says what to
# install.
set -euo pipefail
cd "$(dirname "$0")"
list=${1:?a list}

# installed PACKAGE [COMMAND...] succeeds if any of them is there.
installed() {
  { [ $# -gt 1 ] && command -v "${@:2}" >/dev/null; } ||
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v dpkg-query >/dev/null; then
  echo "setup: not a Debian system; the equivalents of tools/setup/$list are yours to install" >&2
  exit 0
fi

missing=()
while IFS=': ' read -r package commands; do
  case "$package" in '' | '#'*) continue ;; esac
  installed "$package" $commands || missing+=("$package")
done <"$list"
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
  echo "setup: please install: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi

echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq </dev/null
apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
