#!/bin/sh
echo "running migrations"
alembic upgrade head || exit 1
echo "starting"
