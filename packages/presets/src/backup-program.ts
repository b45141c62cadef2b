/** Dumps of a database, made and put back by the tools of its own image. */
export const backupProgram = `#!/usr/bin/env bash
# backup schedule|now|restore|check: dumps of a database into the volume of backups; the newest one, or BACKUP, put back.
set -euo pipefail
shopt -s nullglob
export LC_ALL=C
umask 077

folder=/var/tmp

say() {
    printf 'backup: %s\\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

# the password goes by the environment or a file: an argument would be seen by ps
password=\${DB_PASSWORD-}
[ -z "\${DB_PASSWORD_FILE-}" ] || password=$(cat "$DB_PASSWORD_FILE")

case $DB_ENGINE in
    postgresql)
        suffix=dump
        export PGHOST=$DB_HOST PGPORT=$DB_PORT PGUSER=$DB_USER PGDATABASE=$DB_NAME PGPASSWORD=$password
        ;;
    mariadb | mysql)
        suffix=sql.gz
        # https://mariadb.com/docs/server/server-management/install-and-upgrade-mariadb/configuring-mariadb/configuring-mariadb-with-option-files
        escaped=\${password//\\\\/\\\\\\\\}
        printf '[client]\\npassword="%s"\\n' "\${escaped//\\"/\\\\\\"}" >/tmp/client.cnf
        login=(--defaults-extra-file=/tmp/client.cnf --protocol=tcp --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" --default-character-set=utf8mb4)
        if [ -n "\${DB_CA_FILE-}" ]; then
            login+=(--ssl-ca="$DB_CA_FILE")
            if [ "$DB_ENGINE" = mariadb ]; then login+=(--ssl-verify-server-cert); else login+=(--ssl-mode=VERIFY_IDENTITY); fi
        fi
        if [ "$DB_ENGINE" = mariadb ]; then
            client=(mariadb "\${login[@]}" --batch --skip-column-names)
            dumper=(mariadb-dump "\${login[@]}")
        else
            client=(mysql "\${login[@]}" --batch --skip-column-names)
            dumper=(mysqldump "\${login[@]}" --set-gtid-purged=OFF)
        fi
        ;;
    *) fail "DB_ENGINE is $DB_ENGINE, expected postgresql, mariadb or mysql" ;;
esac

write() { # FILE
    case $DB_ENGINE in
        postgresql) pg_dump --format=custom --file="$1" ;;
        *)
            "\${dumper[@]}" --single-transaction --quick --routines --triggers --events --no-tablespaces --hex-blob \\
                "$DB_NAME" | gzip >"$1"
            ;;
    esac
}

# It can be read to its end.
read_through() { # FILE
    case $DB_ENGINE in
        postgresql) pg_restore --file=/dev/null "$1" ;;
        *) gzip -dc "$1" | tail -n 1 | grep -q '^-- Dump completed' ;;
    esac
}

# Names sort by their time.
list() {
    backups=("$folder"/[0-9]*Z."$suffix")
    count=\${#backups[@]}
}

# Under its own name only once it is whole and on the disk.
dump() {
    name=$(date -u +%Y%m%dT%H%M%SZ).$suffix
    partial=$folder/$name.$$.part
    trap 'rm -f "$partial"' EXIT
    find "$folder" -maxdepth 1 -name '*.part' -mmin +1440 -delete
    write "$partial"
    read_through "$partial"
    sum=$(sha256sum "$partial")
    printf '%s  %s\\n' "\${sum%% *}" "$name" >"$folder/$name.sha256"
    sync "$partial" "$folder/$name.sha256"
    mv "$partial" "$folder/$name"
    say "$name is written, $(wc -c <"$folder/$name") bytes"
}

# No old one goes: it may be the one that is asked for.
keep() {
    dump
    printf '%s\\n' "$name"
}

now() {
    keep
    list
    for old in "\${backups[@]:0:count > BACKUP_KEEP ? count - BACKUP_KEEP : 0}"; do
        rm -f "$old" "$old.sha256"
        say "\${old##*/} is removed: $BACKUP_KEEP are kept"
    done
}

# Seconds since the newest one was written.
age() {
    list
    [ "$count" -gt 0 ] && echo $(($(date +%s) - $(stat -c %Y "\${backups[count - 1]}")))
}

schedule() {
    while :; do
        if seconds=$(age) && [ "$seconds" -lt $((BACKUP_EVERY_HOURS * 3600)) ]; then
            sleep $((BACKUP_EVERY_HOURS * 3600 - seconds))
        elif ! bash "$0" now >/dev/null; then
            say "no backup was made; the next attempt is in five minutes"
            sleep 300
        fi
    done
}

# An hour is left for the next one to be made in.
check() {
    seconds=$(age) || fail "there is no backup yet"
    [ "$seconds" -lt $((BACKUP_EVERY_HOURS * 3600 + 3600)) ] || fail "the newest backup is $seconds seconds old"
}

others() {
    case $DB_ENGINE in
        postgresql)
            psql --no-psqlrc --tuples-only --no-align --command="select count(*) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
            ;;
        *)
            "\${client[@]}" "$DB_NAME" --execute="select count(*) from information_schema.processlist
                where db = database() and id <> connection_id()"
            ;;
    esac
}

# One transaction: it is as it was before, or as the backup has it.
load_postgresql() { # FILE
    {
        cat <<'END'
begin;
set client_min_messages = error;
select lo_unlink(oid) from pg_largeobject_metadata;
do $$
declare
    name text;
begin
    for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
        execute format('drop schema %I cascade', name);
    end loop;
end $$;
create schema public authorization pg_database_owner;
grant usage on schema public to public;
END
        # without its end there is no COMMIT
        pg_restore --single-transaction --no-owner --file=- "$1"
    } | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 >/dev/null
}

# It has no transaction over tables that are made.
load_mysql() { # FILE
    quoted="\\\`\${DB_NAME//\\\`/\\\`\\\`}\\\`"
    charset=$("\${client[@]}" "$DB_NAME" --execute='select concat("character set ", @@character_set_database, " collate ", @@collation_database)')
    "\${client[@]}" --execute="drop database $quoted; create database $quoted $charset"
    gzip -dc "$1" | "\${client[@]}" "$DB_NAME" >/dev/null
}

restore() {
    list
    [ "$count" -gt 0 ] || fail "there is no backup yet"
    file=\${backups[count - 1]}
    [ -z "\${BACKUP-}" ] || file=$folder/\${BACKUP##*/}
    [ -f "$file" ] || fail "there is no backup \${BACKUP##*/}; there are: \${backups[*]##*/}"
    (cd "$folder" && sha256sum -c "\${file##*/}.sha256") >/dev/null || fail "\${file##*/} is not what was written"
    read_through "$file" || fail "\${file##*/} cannot be read to its end"
    # a connection that was just closed counts for a moment
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        others=$(others)
        [ "$others" != 0 ] || break
        sleep 1
    done
    [ "$others" = 0 ] || fail "$others others are connected to $DB_NAME: stop what uses it, then try again"
    say "what is there now is kept first"
    kept=
    kept=$(bash "$0" keep) || [ "\${DISCARD-}" = yes ] ||
        fail "nothing was restored, for what is there now cannot be kept. DISCARD=yes goes without"
    case $DB_ENGINE in
        postgresql) load_postgresql "$file" || fail "nothing was restored: $DB_NAME is as it was" ;;
        *) load_mysql "$file" || fail "$DB_NAME is restored in part\${kept:+; BACKUP=$kept brings back what was there before}" ;;
    esac
    say "$DB_NAME is as \${file##*/} was\${kept:+; BACKUP=$kept brings back what was there before}"
}

case \${1-} in
    schedule | now | keep | restore | check) "$1" ;;
    *) fail "\${1:-nothing} was asked for, expected schedule, now, restore or check" ;;
esac
`;
