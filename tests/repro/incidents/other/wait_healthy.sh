#!/usr/bin/env bash
# A deploy step: waits for the backend, and shows prestart's log if it never gets healthy.
echo "Waiting for the backend to become healthy..."
for ((waited = 0; waited < 120; waited += 5)); do
    if curl -fsS http://127.0.0.1:15644/api/v1/utils/health-check/; then
        echo "Backend is healthy"
        exit 0
    fi
    echo "  not yet (${waited}s)"
    sleep 0.05
done
echo "::error::Backend did not become healthy within 120s"
exit 1
