#!/usr/bin/env bash
# .sqlx holds what Postgres says about every query, so that building needs no database.
#   scripts/sqlx.sh prepare   writes it anew from migrations and queries
#   scripts/sqlx.sh check     fails when it is not what prepare would write
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=scripts/database.sh
. "$(dirname "$0")/database.sh"

case "${1:-}" in
    prepare | check) ;;
    *) fail "usage: scripts/sqlx.sh prepare|check" ;;
esac

# A target directory of its own: the compiler does not know that queries depend on a database, so the store is compiled
# anew here each time, and other builds keep theirs.
build=$CARGO_TARGET_DIR/sqlx
stamp=$build/checked
mkdir -p "$build" .sqlx
# Cargo cleans only what it knows for a directory of its own.
[ -e "$build/CACHEDIR.TAG" ] || echo 'Signature: 8a477f597d28d172789f06886806bc55' >"$build/CACHEDIR.TAG"

inputs() {
    digest server/store app/domain app/reading migrations .sqlx Cargo.lock scripts/sqlx.sh
}

# prepare_or_check HOW
prepare_or_check() {
    if [ "$1" = check ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(inputs)" ]; then return; fi
    need_rust
    need_postgres
    have psql || fail "psql is missing: install the Postgres client (Debian: postgresql-client)."
    fresh=$(mktemp -d "${TMPDIR:-/tmp}/countersign-sqlx.XXXXXX")
    trap 'stop_database; rm -rf "$fresh"' EXIT
    start_database
    local migration
    for migration in migrations/*.sql; do
        psql -X -q -v ON_ERROR_STOP=1 --single-transaction -d "$DATABASE_URL" -f "$migration" >"$logs/migrations.log" 2>&1 || {
            cat "$logs/migrations.log" >&2
            fail "$migration does not apply."
        }
    done
    cargo clean -q -p store --target-dir "$build"
    SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$fresh cargo check -q -p store --all-targets --features testing --target-dir "$build"

    if [ "$1" = prepare ]; then
        rm -f .sqlx/query-*.json
        cp "$fresh"/query-*.json .sqlx/
        say ".sqlx describes $(find .sqlx -name 'query-*.json' | wc -l | tr -d ' ') queries."
    elif ! diff -rq .sqlx "$fresh" >"$logs/sqlx.log"; then
        cat "$logs/sqlx.log" >&2
        fail ".sqlx is not fresh. Run scripts/sqlx.sh prepare and commit the result."
    fi
    inputs >"$stamp"
}

alone "$build/lock" prepare_or_check "$1"
