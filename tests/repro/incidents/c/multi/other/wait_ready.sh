#!/bin/sh
# Waits for the backend after a deploy.
url=$1 tries=${2:-120} n=0
while [ "$n" -lt "$tries" ]; do
    n=$((n + 1))
    body=$(curl -sS -m 3 "$url" 2>&1) && case $body in *'"success":true'*) echo "healthy after ${n}s"; exit 0 ;; esac
    echo "[$n/$tries] waiting for backend: $body"
    sleep 0.03
done
echo "::error::Backend did not become healthy within ${tries}s"
exit 1
