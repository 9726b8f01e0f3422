#!/usr/bin/env bash
# Run every fuzz target of the repository for the time given as the argument
# (such as 3s), one after the other. Go fuzzes one target of one package a call,
# so the targets are found by name. Exits with 1 when one found something; its
# input is then in the package's testdata and fails as a test from now on.
set -uo pipefail
cd "$(dirname "$0")/../.."
time=${1:?how long, such as 3s}

failed=0
while IFS=: read -r file target; do
  printf '%-32s ' "$target"
  if out=$(go test -fuzzminimizetime 1x -run '^$' -fuzz "^$target\$" -fuzztime "$time" "./$(dirname "$file")" 2>&1); then
    grep -o 'execs: [0-9]*' <<<"$out" | tail -1
  elif grep -q 'context deadline exceeded' <<<"$out" && ! grep -qE 'Failing input|hung|panic' <<<"$out"; then
    # Go itself calls it a failure when the time is over in an unlucky moment.
    grep -o 'execs: [0-9]*' <<<"$out" | tail -1
  else
    printf 'FAILED\n%s\n' "$out"
    failed=1
  fi
done < <(git grep -E '^func Fuzz' -- '*_test.go' | sed -E 's/^([^:]+):func (Fuzz[A-Za-z0-9_]*).*/\1:\2/')
exit $failed
