#!/usr/bin/env bash
# How long verifying takes: a log of ROWS (1000000) entries that seal as many facts, verified by the program, and again
# after one of the facts was changed.
#   scripts/drill/verify.sh   builds and measures the release program; VERIFY_PROFILE=dev the one that tests use
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "$0")/../setup.sh"
# shellcheck source=scripts/database.sh
. "$(dirname "$0")/../database.sh"

rows=${ROWS:-1000000}
profile=${VERIFY_PROFILE:-release}
most_seconds=60
most_megabytes=100

need_rust
need_postgres
have psql || fail "psql is missing: install the Postgres client (Debian: postgresql-client)."
cargo build -q --profile "$profile" -p server --bin countersign
program=$CARGO_TARGET_DIR/${profile/#dev/debug}/countersign
trap stop_database EXIT
start_database
said=$(mktemp)

"$program" setup-link >/dev/null
say "Writing a log of $rows entries."
psql -X -q -v ON_ERROR_STOP=1 -v "rows=$((rows - 3))" -d "$DATABASE_URL" -f scripts/drill/verify.sql >/dev/null

# verified: runs the program; sets its code, seconds and megabytes.
verified() {
    local pid started=$SECONDS peak
    "$program" verify >"$said" 2>&1 &
    pid=$!
    megabytes=0
    while peak=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status" 2>/dev/null) && [ -n "$peak" ]; do
        megabytes=$peak
        sleep 0.2
    done
    code=0
    wait "$pid" || code=$?
    seconds=$((SECONDS - started))
}

verified
printf 'verify, %s entries and facts: %s s (target %s), %s MB (target %s)\n' \
    "$rows" "$seconds" "$most_seconds" "$megabytes" "$most_megabytes"
[ "$code" = 0 ] || { cat "$said" >&2; fail "What is whole does not verify."; }
[ "$seconds" -le "$most_seconds" ] && [ "$megabytes" -le "$most_megabytes" ] || fail "It exceeds its target."

psql -X -q -v ON_ERROR_STOP=1 -d "$DATABASE_URL" -c "set session_replication_role = replica" \
    -c "update answer set score = score % 5 + 1 where answer_id = $((rows / 2))"
verified
printf 'one score of them changed: %s\n' "$(cat "$said")"
[ "$code" = 1 ] && grep -q "answer $((rows / 2)) of checkout: it is not as it was sealed" "$said" ||
    fail "A changed fact passes."
rm -f "$said"
