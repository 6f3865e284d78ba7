#!/bin/sh
# Waits for a container's backend: `deploy.sh CONTAINER`.
echo "Deploying revision 4f1c2ab to staging"
echo "Waiting for backend (timeout 120s)"
waited=0
while [ $waited -lt 120 ]; do
    state=$(/usr/bin/docker inspect -f '{{.State.Status}}' "$1" 2>/dev/null || echo unknown)
    echo "[$waited s] container is $state, health check: $(curl -s -m 1 http://127.0.0.1:16745/api/v1/utils/health-check/ || echo 'no answer')"
    waited=$((waited + 10))
    sleep 0.1
done
echo "Backend did not become healthy within 120s"
echo "----- last log lines of $1 -----"
/usr/bin/docker logs --tail 60 "$1" 2>&1
exit 1
