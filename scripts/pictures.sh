#!/usr/bin/env bash
# Takes the pictures of README.md anew, from the finished example: scripts/pictures.sh
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "$0")/setup.sh"

example=
shown=$(mktemp -d)

finish() {
    if [ -n "$example" ]; then kill "$example" 2>/dev/null || true; wait "$example" 2>/dev/null || true; fi
    rm -rf "$shown"
}
trap finish EXIT

set_up() {
    need_rust
    need_postgres
    need_wasm_bindgen
    need_node
    need_packages
    need_chromium
}

build() {
    scripts/site.sh
    cargo build --release -p server --features embed
}

take() {
    local address=127.0.0.1:8097
    env -u DATABASE_URL "$binary" --data "$shown/data" serve --example --listen $address >"$shown/log" 2>&1 &
    example=$!
    until grep -q '^Ready' "$shown/log"; do
        kill -0 "$example" 2>/dev/null || { cat "$shown/log"; exit 1; }
        sleep 0.2
    done
    mkdir -p docs/pictures
    CHROMIUM=$(chromium_path) node scripts/pictures.mjs "http://$address" docs/pictures
}

steps 3
step "set up what is missing" alone "$cache/set-up.lock" set_up
step "build" build
step "take pictures" take
