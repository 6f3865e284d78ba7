#!/usr/bin/env bash
# A deploy step: waits for the backend at $1. 120 tries, quicker than in earnest.
echo "Waiting for the backend to become healthy..."
for ((waited = 0; waited < 120; waited += 1)); do
    if curl -fsS "$1"; then
        echo "Backend is healthy"
        exit 0
    fi
    echo "  not yet (${waited}s)"
    sleep 0.03
done
echo "::error::Backend did not become healthy within 120s"
exit 1
