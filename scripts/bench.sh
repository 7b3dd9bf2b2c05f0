#!/usr/bin/env bash
# Measures saving, comparing and opening a proposal of 100 kB, with 30 and with 300 revisions, in a throwaway database,
# and texts that are built to take long.
set -euo pipefail
# shellcheck source=scripts/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=scripts/database.sh
. "$(dirname "$0")/database.sh"

need_rust
need_postgres
trap stop_database EXIT
start_database
cargo bench -q -p server --bench proposal
cargo bench -q -p domain --bench nasty
