#!/usr/bin/env bash
set -ex
current=$(alembic current 2>/dev/null | cut -d' ' -f1)
head=$(alembic heads | cut -d' ' -f1)
if [ "$current" != "$head" ]; then
    echo "ERROR: alembic is NOT at head"
    exit 1
fi
