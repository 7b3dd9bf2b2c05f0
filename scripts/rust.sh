# shellcheck shell=bash
# Which Rust builds this: sourced by setup.sh. rust-toolchain.toml pins one exact version; it is installed beside what
# is there, and no default and no other toolchain of the user is ever changed. Where it cannot be had, the newest
# installed one that is new enough has to do.
# shellcheck disable=SC2154 # logs comes from setup.sh

pinned_rust=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
oldest_rust=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
browser_target=$(sed -n 's/^targets = \["\(.*\)"\]$/\1/p' rust-toolchain.toml)
# Where rustup fetches from.
rust_channels=${RUSTUP_DIST_SERVER:-https://static.rust-lang.org}/dist

# rust_version [TOOLCHAIN]: prints the version of its compiler, if it works. Without rustup there is only one.
rust_version() {
    RUSTUP_TOOLCHAIN=${1:-${RUSTUP_TOOLCHAIN:-$pinned_rust}} rustc --version 2>/dev/null | cut -d ' ' -f 2
}

# rust_builds_here [TOOLCHAIN]: whether it is new enough and can build for the browser.
rust_builds_here() {
    local toolchain=${1:-${RUSTUP_TOOLCHAIN:-$pinned_rust}} version sysroot
    version=$(rust_version "$toolchain")
    if [ -z "$version" ] || ! at_least "${version%%-*}" "$oldest_rust"; then return 1; fi
    sysroot=$(RUSTUP_TOOLCHAIN=$toolchain rustc --print sysroot) && [ -d "$sysroot/lib/rustlib/$browser_target" ]
}

# Prints the newest installed toolchain that builds here; releases before nightlies.
newest_installed() {
    local toolchain version
    have rustup || return 0
    rustup toolchain list | cut -d ' ' -f 1 | while read -r toolchain; do
        version=$(rust_version "$toolchain")
        rust_builds_here "$toolchain" || continue
        case "$version" in
            *-*) printf '0.%s %s\n' "${version%%-*}" "$toolchain" ;;
            *) printf '1.%s %s\n' "$version" "$toolchain" ;;
        esac
    done | sort -t . -k 1,1n -k 2,2n -k 3,3n -k 4,4n | tail -n 1 | cut -d ' ' -f 2
}

# install_rust VERSION: an exact version beside the others, with what rust-toolchain.toml asks for. rustup would make
# it the default where there is none: that is undone.
install_rust() {
    local had_default
    have rustup || return 1
    # Without the network rustup tries for minutes.
    if have curl; then
        curl -sSf --connect-timeout 5 --max-time 20 -o /dev/null "$rust_channels/channel-rust-$1.toml.sha256" \
            2>"$logs/rust.log" || return 1
    fi
    rustup default >/dev/null 2>&1 && had_default=true || had_default=false
    quietly rust rustup toolchain install "$1" --no-self-update --profile minimal \
        -c rustfmt -c clippy -t "$browser_target" || return 1
    if [ $had_default = false ]; then rustup default none >>"$logs/rust.log" 2>&1 || true; fi
}

install_rustup() {
    say "Rust is missing: installing it with rustup into ~/.cargo and ~/.rustup."
    curl -sSf --connect-timeout 5 --max-time 60 --proto '=https' --tlsv1.2 -o "$logs/rustup-init.sh" \
        https://sh.rustup.rs 2>"$logs/rustup-download.log" || return 1
    RUSTUP_INIT_SKIP_PATH_CHECK=yes \
        quietly rustup sh "$logs/rustup-init.sh" -y --no-modify-path --default-toolchain none
}

need_compiler() {
    have cc && return
    have_apt || fail "A C compiler is missing. Install one (on macOS: xcode-select --install) and start again."
    say "A C compiler is missing: installing build-essential."
    apt_install build-essential
}

# Chooses the toolchain once, for all that is started from here, and says so when it is not the pinned one.
need_rust() {
    [ -z "${COUNTERSIGN_RUST:-}" ] || return 0
    need_compiler
    if [ -n "${RUSTUP_TOOLCHAIN:-}" ] && [ "$RUSTUP_TOOLCHAIN" != "$pinned_rust" ]; then
        if rust_builds_here; then
            use_rust "$RUSTUP_TOOLCHAIN" "RUSTUP_TOOLCHAIN asks for it"
            return
        fi
        say "RUSTUP_TOOLCHAIN asks for $RUSTUP_TOOLCHAIN, which is not here, too old or without the target $browser_target."
    fi
    unset RUSTUP_TOOLCHAIN
    if rust_builds_here "$pinned_rust"; then
        use_rust "$pinned_rust" "it is installed, and rustup is not"
        return
    fi
    have rustup || install_rustup || say "rustup cannot be had."
    if have rustup; then
        say "Rust $pinned_rust with its browser target is missing: asking rustup for it, beside what is there."
        if install_rust "$pinned_rust" && rust_builds_here "$pinned_rust"; then
            use_rust "$pinned_rust"
            return
        fi
    fi
    local other
    other=$(newest_installed)
    [ -n "$other" ] || fail "Rust $pinned_rust cannot be had, and no installed one of $oldest_rust or newer has the target $browser_target."
    use_rust "$other" "$pinned_rust cannot be had"
}

# use_rust TOOLCHAIN [WHY]: says why only if it is another than the pinned one.
use_rust() {
    export RUSTUP_TOOLCHAIN=$1
    COUNTERSIGN_RUST=$(rust_version "$1")
    export COUNTERSIGN_RUST
    [ "$COUNTERSIGN_RUST" = "$pinned_rust" ] || say "Building with Rust $COUNTERSIGN_RUST instead of $pinned_rust: ${2:-}."
}

# What is denied with the pinned compiler is only shown with any other.
rust_is_pinned() {
    [ "${COUNTERSIGN_RUST:-}" = "$pinned_rust" ]
}

# lint CARGO_OPTIONS...: without clippy, which only the pinned compiler is sure to have, it compiles.
lint() {
    if rust_is_pinned; then
        cargo clippy -q "$@" -- -D warnings
    elif cargo clippy --version >/dev/null 2>&1; then
        cargo clippy -q "$@" -- --cap-lints warn
    else
        cargo check -q "$@"
    fi
}

need_rust_lints() {
    if cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; then return; fi
    if ! rust_is_pinned; then
        say "Rust $COUNTERSIGN_RUST comes without rustfmt or clippy: what they would say is not shown."
        return
    fi
    have rustup || fail "rustfmt or clippy is missing. Install them and start again."
    say "rustfmt or clippy is missing: asking rustup for them."
    quietly rust-lints rustup component add --toolchain "$pinned_rust" rustfmt clippy
}

# Prints the number of the newest stable release.
newest_stable() {
    curl -sSf --connect-timeout 5 --max-time 60 -o "$logs/channel.toml" "$rust_channels/channel-rust-stable.toml" || return 1
    awk '/^\[pkg\.rust\]$/ { getline; split($0, part, /[" ]+/); print part[3]; exit }' "$logs/channel.toml"
}
