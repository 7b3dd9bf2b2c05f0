#!/usr/bin/env bash
# Tries the property tests of the rules with ten times the cases and a new seed in every round, until the time is up
# or one fails: scripts/soak.sh [MINUTES] [OPTION OF THE TEST PROGRAMS…], such as scripts/soak.sh 30 --skip writers
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "$0")/setup.sh"

minutes=${1:-10}
shift || true
[[ "$minutes" =~ ^[0-9]+$ ]] || fail "usage: scripts/soak.sh [MINUTES] [OPTION OF THE TEST PROGRAMS...]"

need_rust
# The specification of CommonMark is a package.
need_node
need_packages
# A failure is repeated by its seed; nothing is left among the sources.
export PROPTEST_CASES=${PROPTEST_CASES:-2560} PROPTEST_DISABLE_FAILURE_PERSISTENCE=true
soak=(cargo test -q --release -p domain -p reading --lib --tests --)
"${soak[@]}" --list >/dev/null
until=$((SECONDS + minutes * 60)) rounds=0
while :; do
    seed=$(od -An -N7 -tu8 /dev/urandom | tr -d ' ')
    if ! PROPTEST_RNG_SEED=$seed "${soak[@]}" "$@" >"$logs/soak.log" 2>&1; then
        grep -vE '^(\.+( [0-9]+/[0-9]+)?|running .*|test result: ok.*|)$' "$logs/soak.log" >&2 || true
        fail "FAILED in round $((rounds + 1)), after $(elapsed 0). The whole output is in $logs/soak.log. Repeat it with
    PROPTEST_RNG_SEED=$seed PROPTEST_CASES=$PROPTEST_CASES ${soak[*]} $*"
    fi
    rounds=$((rounds + 1))
    [ $SECONDS -lt $until ] || break
done
say "No property failed: $rounds rounds of $PROPTEST_CASES cases (256 are usual), each with a seed of its own, in $(elapsed 0)."
