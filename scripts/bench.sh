#!/usr/bin/env bash
# How fast it is, on this machine, beside what is promised:
#   scripts/bench.sh [--strict]   pages, forms and open pages of the release program, beside bare floors on the same
#                                 database; --strict ends with 1 when a budget is exceeded
#   scripts/bench.sh proposal     saving, comparing and opening a proposal of 100 kB with up to 300 revisions, and texts
#                                 that are built to take long
# BENCH_SECONDS (5) is how long each page is asked for, BENCH_STREAMS (1000) how many pages are open, BENCH_CROWD
# (100000) how many pull requests other pilots have, BENCH_PROFILE (release) what is built, BENCH_KEEP a directory that
# the measured pages are kept in.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=scripts/database.sh
. "$(dirname "$0")/database.sh"
# shellcheck source=scripts/measured.sh
. "$(dirname "$0")/measured.sh"

use_profile "${BENCH_PROFILE:-release}"

need_load() {
    if have wrk || have oha; then return; fi
    if have_apt && apt_install wrk; then return; fi
    say "A load generator is missing: compiling oha."
    quietly oha cargo install oha --root "$tools"
}

set_up() {
    need_what_builds
    need_load
}

# Durable, and counting statements where Postgres can.
start_durable_database() {
    local bin library counts=no
    bin=$(dirname "$(readlink -f "$(postgres_dir)/postgres")")
    for library in "$("$bin/pg_config" --pkglibdir 2>/dev/null)" "$bin"/../lib{,/postgresql}; do
        if [ -e "$library/pg_stat_statements.so" ] || [ -e "$library/pg_stat_statements.dylib" ]; then counts=yes; fi
    done
    make_durable
    if [ $counts = yes ]; then
        database_options+=" -c shared_preload_libraries=pg_stat_statements"
    else
        say "Postgres comes without pg_stat_statements here: statements are not counted."
    fi
    start_database
}

proposal() {
    start_database
    cargo bench -q -p server --bench proposal
    cargo bench -q -p domain --bench nasty
}

trap stop_database EXIT
case "${1:-}" in
    proposal)
        steps 2
        step "set up what is missing" alone "$cache/set-up.lock" set_up
        step "save, compare, open" proposal
        ;;
    "" | --strict)
        steps 3
        step "set up what is missing" alone "$cache/set-up.lock" set_up
        step "build" build
        allow_connections
        start_durable_database
        rm -f "$logs/bench-program.log"
        step "measure" "$built/bench" run --program "$built/countersign" --log "$logs/bench-program.log" "$@"
        ;;
    *) fail "usage: scripts/bench.sh [--strict|proposal]" ;;
esac
