# shellcheck shell=bash
# The program that bench.sh and drill.sh measure, sourced after setup.sh and database.sh.

# use_profile NAME: what is built, and where.
use_profile() {
    profile=$1
    # shellcheck disable=SC2034
    built=$CARGO_TARGET_DIR/${profile/#dev/debug}
}

need_what_builds() {
    need_rust
    need_postgres
    if [ "$profile" = release ]; then
        need_wasm_bindgen
        want_wasm_opt
    fi
}

# The program is the one that ./run builds.
build() {
    if [ "$profile" = release ]; then
        scripts/site.sh
        cargo build --release -p server -p bench --features server/embed
    else
        cargo build --profile "$profile" -p server -p bench
    fi
}

# Thousands of connections, on either side.
allow_connections() {
    ulimit -n 8192 2>/dev/null || ulimit -n "$(ulimit -H -n)"
}

# The database is as durable as the private cluster: what was acknowledged is not forgotten. Read by start_database.
make_durable() {
    # shellcheck disable=SC2034
    database_options="-c fsync=on -c full_page_writes=on -c synchronous_commit=on"
}
