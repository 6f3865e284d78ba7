#!/bin/sh
# The logs of kb/docker/copy-source-not-found.md: COPY of a path that is not there.
# Needs: what docker-daemon.sh needs (COMPOSE_V2 for compose v2, docker-compose for v1); buildah.
# DOCKER_CLI may name a docker client whose BuildKit support is built in (Debian's docker.io).
# DOCKERD may name a newer dockerd: BuildKit's wording comes from the daemon.
. "$(dirname "$0")/docker-daemon.sh"
: "${DOCKER_CLI:=/usr/bin/docker}"
mkdir -p /srv/web/src && cd /srv/web || exit 1
echo '{}' >package.json
cat >Dockerfile <<'D'
FROM busybox:1.36 AS builder
WORKDIR /app
COPY . .
RUN mkdir -p .next && echo built > .next/index.html

FROM busybox:1.36 AS runner
WORKDIR /app
COPY --from=builder /app/.next ./.next
COPY --from=builder /app/public ./public
CMD ["sh"]
D
printf 'FROM busybox:1.36\nCOPY requirements.txt .\n' >Dockerfile.ctx
printf 'FROM busybox:1.36\nCOPY dist /srv/\n' >Dockerfile.ignored
printf 'FROM busybox:1.36\nCOPY ../x /srv/\n' >Dockerfile.outside
printf 'services:\n  frontend:\n    build: .\n' >compose.yaml
echo "== BuildKit, from a stage"; DOCKER_BUILDKIT=1 timeout 60 $DOCKER_CLI build --progress plain -t web . 2>&1
echo "== BuildKit on a terminal"; DOCKER_BUILDKIT=1 timeout 60 script -qc "$DOCKER_CLI build -t web ." /dev/null 2>&1
echo "== BuildKit, from the context"; DOCKER_BUILDKIT=1 timeout 60 $DOCKER_CLI build --progress plain -f Dockerfile.ctx . 2>&1
mkdir -p dist; echo dist >.dockerignore
echo "== BuildKit, in .dockerignore"; DOCKER_BUILDKIT=1 timeout 60 $DOCKER_CLI build --progress plain -f Dockerfile.ignored . 2>&1
echo "== classic builder, in .dockerignore"; DOCKER_BUILDKIT=0 timeout 60 docker build -f Dockerfile.ignored . 2>&1
rm .dockerignore
echo "== classic builder"; DOCKER_BUILDKIT=0 timeout 60 docker build -t web . 2>&1
DOCKER_BUILDKIT=0 timeout 60 docker build -f Dockerfile.ctx . 2>&1
DOCKER_BUILDKIT=0 timeout 60 docker build -f Dockerfile.outside . 2>&1
echo "== compose v2"; timeout 60 docker compose --progress plain build 2>&1
echo "== compose v1"; DOCKER_BUILDKIT=0 timeout 60 docker-compose build 2>&1
echo "== buildah"
sed -i 's#busybox:1.36#localhost/busybox:1.36#' Dockerfile.ctx
unshare -mn sh -c "unset DOCKER_CONFIG DOCKER_HOST
    tar -C $fs -c . | podman --root $state/p --runroot $state/r --storage-driver vfs import - localhost/busybox:1.36 >/dev/null 2>&1
    buildah --root $state/p --runroot $state/r --storage-driver vfs bud --isolation chroot -f Dockerfile.ctx ." 2>&1
echo "== near miss: no Dockerfile"; DOCKER_BUILDKIT=1 timeout 60 $DOCKER_CLI build --progress plain -f Dockerfile.prod . 2>&1
echo "== near miss: a command of RUN does not find its file"
printf 'FROM busybox:1.36\nRUN cat /app/public/index.html\n' >Dockerfile.run
DOCKER_BUILDKIT=1 timeout 60 $DOCKER_CLI build --progress plain -f Dockerfile.run . 2>&1
