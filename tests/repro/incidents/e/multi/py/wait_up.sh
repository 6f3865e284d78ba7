#!/bin/sh
# Deploy step: waits for the backend.
url=$1 tries=${2:-120} n=0
until [ "$n" -ge "$tries" ]; do
    n=$((n + 1))
    answer=$(curl -sS -m 3 "$url" 2>&1) && case $answer in *'"success":true'*) echo "backend healthy after ${n}s"; exit 0 ;; esac
    echo "  ($n/$tries) not yet: $answer"
    sleep 0.02
done
echo "::error::Backend did not become healthy within ${tries}s"
exit 1
