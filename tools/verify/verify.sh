#!/usr/bin/env bash
# Run the targets of the Makefile given as arguments one after the other, all
# of them whatever happens, and end with one line for each and the tests that
# failed. Exits with 1 when one failed. The output of a target stays in build/verify.
set -uo pipefail
cd "$(dirname "$0")/../.."
logs=build/verify
mkdir -p "$logs"

summary=()
failed=0
for target in "$@"; do
  printf '\n── %s\n' "$target"
  begun=$SECONDS
  verdict=passed
  if ! "${MAKE:-make}" --no-print-directory "$target" </dev/null 2>&1 | tee "$logs/$target.log"; then
    verdict=FAILED
    failed=1
  fi
  summary+=("$(printf '  %-18s %s %4d s' "$target" "$verdict" $((SECONDS - begun)))")
  if [ "$verdict" = FAILED ]; then
    while IFS= read -r line; do
      summary+=("      $line")
    done < <(grep -E '^ *--- FAIL|^FAIL[[:space:]]|^panic: ' "$logs/$target.log" | sed -E 's/^ *//' | head -40)
  fi
done

printf '\n── summary\n'
printf '%s\n' "${summary[@]}"
exit $failed
