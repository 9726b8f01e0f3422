#!/usr/bin/env bash
# Run every fuzz target of the repository as long as the argument says: a time
# (60s) or a number of inputs (1500x). The targets are found by name, the tests of
# a package are linked once, and two targets run at a time, each in one process.
# Exits with 1 when one found something; its input is then in the package's
# testdata and fails as a test from now on.
set -uo pipefail
cd "$(dirname "$0")/../.."
export bound=${1:?how long, such as 60s or 1500x}
export built=$PWD/build/fuzz cache
cache=$(go env GOCACHE)/fuzz

link() { # a folder
  go test -c -fuzz . -o "$built/$1/program" "./$1"
}

fuzz() { # a folder and a target
  local out
  out=$(cd "$1" && "$built/$1/program" -test.run '^$' -test.fuzz "^$2\$" -test.fuzztime "$bound" \
    -test.fuzzminimizetime 1x -test.parallel 1 -test.fuzzcachedir "$cache/$1" 2>&1)
  # Go itself calls it a failure when the time is over in an unlucky moment.
  if [ $? -eq 0 ] || { grep -q 'context deadline exceeded' <<<"$out" && ! grep -qE 'Failing input|hung|panic' <<<"$out"; }; then
    printf '%-32s %s\n' "$2" "$(grep -o 'execs: [0-9]*' <<<"$out" | tail -1)"
  else
    printf '%-32s FAILED\n%s\n' "$2" "$out"
    return 1
  fi
}

export -f link fuzz
targets=$(git grep -E '^func Fuzz' -- '*_test.go' | sed -E 's|^(.*)/[^/]*:func (Fuzz[A-Za-z0-9_]*).*|\1 \2|')
cut -d' ' -f1 <<<"$targets" | uniq | xargs -P 2 -I{} bash -c 'link {}' &&
  xargs -P 2 -L 1 bash -c 'fuzz "$0" "$1"' <<<"$targets"
