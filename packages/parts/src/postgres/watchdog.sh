#!/bin/sh
# Waits until its input ends, which it does when the owner of a PostgreSQL server is gone in whatever way, or lets go of
# it. Then stops the server that runs on the data folder, if one still does, and removes a temporary folder. Once another
# owner has the lock, the server is its business.
#   watchdog.sh DATA SIGNAL REMOVE LOCK OWNER
# SIGNAL: of the first try. REMOVE: folder to remove, or empty. LOCK: the lock file. OWNER: what the owner's lock says.
data=$1 signal=$2 remove=$3 lock=$4 owner=$5
trap '' INT TERM HUP
cat >/dev/null

pid=$(sed -n 1p "$data/postmaster.pid" 2>/dev/null)
# A server works in its data folder; another process with the same id does not.
serves() {
  case "$(readlink "/proc/$pid/cwd" 2>/dev/null || ps -o command= -p "$pid")" in *"$data"*) ;; *) false ;; esac
}
is_orphan() { [ -n "$pid" ] && [ "$(cat "$lock")" = "$owner" ] && serves; }

if is_orphan; then
  kill -"$signal" "$pid"
  tries=0
  while serves && [ "$tries" -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  if is_orphan; then
    kill -QUIT "$pid"
    sleep 1
  fi
fi
[ -z "$remove" ] || rm -rf "$remove"
