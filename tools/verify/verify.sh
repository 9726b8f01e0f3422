#!/usr/bin/env bash
# Run the targets of the Makefile given as arguments one after the other, all
# of them whatever happens, and end with one line for each. Exits with 1 when
# one failed.
set -uo pipefail
cd "$(dirname "$0")/../.."

lines=()
failed=0
for target in "$@"; do
  printf '\n── %s\n' "$target"
  begun=$SECONDS
  if "${MAKE:-make}" --no-print-directory "$target" </dev/null; then
    verdict=passed
  else
    verdict=FAILED
    failed=1
  fi
  lines+=("$(printf '  %-16s %s %4d s' "$target" "$verdict" $((SECONDS - begun)))")
done

printf '\n── summary\n'
printf '%s\n' "${lines[@]}"
exit $failed
