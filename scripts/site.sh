#!/usr/bin/env bash
# Builds the production site into target/site: the browser program, the style sheet, the assets, all with their content
# hash in the name. Does nothing when none of its inputs has changed.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "$0")/setup.sh"

built=$CARGO_TARGET_DIR/site-built
stamp=$built.inputs
draft=$built.new
work=$built.work

# The hash of everything the site depends on.
inputs() {
    {
        digest .cargo app frontend style Cargo.toml Cargo.lock rust-toolchain.toml scripts/site.sh
        rustc --version
        if [ -x node_modules/.bin/wasm-opt ]; then cat node_modules/binaryen/package.json; fi
    } | sha256
}

# One style sheet out of style/main.css, whose lines are `@import "./x.css" layer(y);`, in their order.
bundle_style() {
    awk '
        /^@import "\.\/[^"]+" layer\([a-z-]+\);$/ {
            split($0, part, "\"")
            layer = part[3]
            gsub(/^ layer\(|\);$/, "", layer)
            file = "style/" substr(part[2], 3)
            print "@layer " layer " {"
            while ((status = (getline line < file)) > 0) print line
            if (status < 0) { print file " cannot be read" > "/dev/stderr"; exit 1 }
            close(file)
            print "}"
            next
        }
        /^@import/ { print "style/main.css: not understood: " $0 > "/dev/stderr"; exit 1 }
        { print }
    ' style/main.css
}

# publish FILE NAME EXTENSION: moves a file to pkg under its content's hash and notes the hash for the server.
publish() {
    local hash
    hash=$(sha256 <"$1" | cut -c 1-16)
    mv "$1" "$draft/pkg/countersign.$hash.$2"
    printf '%s: %s\n' "$2" "$hash" >>"$draft/pkg/hash.txt"
}

build() {
    rm -rf "$draft" "$work"
    mkdir -p "$draft/pkg" "$work"
    cargo build --profile browser -p frontend --target wasm32-unknown-unknown
    wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section --out-name countersign --out-dir "$work" \
        "$CARGO_TARGET_DIR/wasm32-unknown-unknown/browser/frontend.wasm"
    if [ -x node_modules/.bin/wasm-opt ]; then
        node_modules/.bin/wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
            --enable-mutable-globals --enable-reference-types --enable-multivalue \
            "$work/countersign_bg.wasm" -o "$work/optimised.wasm"
        mv "$work/optimised.wasm" "$work/countersign_bg.wasm"
    fi
    bundle_style >"$work/countersign.css"
    publish "$work/countersign.js" js
    publish "$work/countersign_bg.wasm" wasm
    publish "$work/countersign.css" css
    # Snippets are JavaScript that the program imports by relative address.
    if [ -d "$work/snippets" ]; then mv "$work/snippets" "$draft/pkg/"; fi
    cp -R style/assets/. "$draft/"
    rm -rf "$built" "$work"
    mv "$draft" "$built"
}

refresh() {
    local now
    now=$(inputs)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
        rm -f "$stamp"
        build
        printf '%s\n' "$now" >"$stamp"
    fi
    # Untouched files keep their times, so that the binary is not linked anew.
    if ! diff -rq "$built" "$site" >/dev/null 2>&1; then
        rm -rf "$site"
        cp -Rp "$built" "$site"
    fi
}

alone "$built.lock" refresh
