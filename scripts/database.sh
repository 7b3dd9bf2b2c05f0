# shellcheck shell=bash
# A throwaway Postgres for tests and other scripts here, sourced after setup.sh. It is gone when the script ends, and
# forgets on a crash (fsync is off), which is what makes it quick.

database_home=

# as_database_user COMMAND...: Postgres refuses to run as root, and is not to keep a lock of `alone`.
as_database_user() {
    if [ "$(id -u)" = 0 ]; then
        local user=postgres
        id "$user" >/dev/null 2>&1 || user=nobody
        (cd "$database_home" && setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@" 9>&-)
    else
        "$@" 9>&-
    fi
}

# Options of the server. A caller that sets them gets no forgetful one.
database_options="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"

# Starts the database and exports its address as DATABASE_URL. The caller calls stop_database at its end.
start_database() {
    local bin password port attempt
    bin=$(postgres_dir)
    database_home=$(mktemp -d /tmp/countersign-database.XXXXXX)
    password=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
    (umask 077 && printf '%s\n' "$password" >"$database_home/password")
    if [ "$(id -u)" = 0 ]; then
        chown -R "$(id -u postgres 2>/dev/null || id -u nobody)" "$database_home"
    fi
    LC_ALL=C quietly initdb as_database_user "$bin/initdb" --pgdata "$database_home/data" --username postgres \
        --auth scram-sha-256 --pwfile "$database_home/password" --encoding UTF8 --locale C --no-sync
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 30000))
        if LC_ALL=C as_database_user "$bin/pg_ctl" start -D "$database_home/data" -l "$database_home/log" -s -w -o \
            "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 \
            $database_options" >/dev/null 2>&1; then
            export DATABASE_URL=postgres://postgres:$password@127.0.0.1:$port/postgres
            return
        fi
        say "Postgres did not start on port $port (try $attempt)."
    done
    tail -n 20 "$database_home/log" >&2
    return 1
}

stop_database() {
    [ -n "$database_home" ] || return 0
    as_database_user "$(postgres_dir)/pg_ctl" stop -D "$database_home/data" -s -m immediate || true
    rm -rf "$database_home"
    database_home=
}
