#!/usr/bin/env bash
set -e
echo "Checking database"
python -c "import psycopg2, os; psycopg2.connect('postgresql://app:app-secret@db:5432/shop').close()"
echo "Running migrations"
alembic upgrade head
echo "Prestart done"
