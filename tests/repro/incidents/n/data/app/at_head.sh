#!/usr/bin/env bash
set -u
echo "Waiting for the database"; pg_isready -q -h db && echo "Database is ready"
if alembic current 2>/dev/null | grep -q '(head)'; then echo "alembic is at head"; else echo "ERROR: alembic is NOT at head"; alembic current 2>/dev/null; exit 1; fi
exec uvicorn main:app
