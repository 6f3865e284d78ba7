#!/bin/sh
# What the scripts beside this need: /app/heron with a venv and node_modules, Debian's golang-github-labstack-echo-dev, -gin-gonic-gin-dev, -dgrijalva-jwt-go-dev,
# ruby-sinatra, puma, ruby-rack-cors, ruby-jwt, ruby-faraday, ruby-rest-client, ruby-httparty, php-cli, php-guzzlehttp-guzzle, php-symfony-process, libwww-perl,
# libmojolicious-perl, elixir, a JDK, httpie, hey, apache2-utils, chromium; Python 3.11, Node 20.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p /app/heron /tmp/pieces-web/raw
cp -r "$here/app/." /app/heron/
cd /app/heron
python3.11 -m venv .venv
.venv/bin/pip install -q 'fastapi[standard]' 'uvicorn[standard]' python-multipart 'python-jose[cryptography]' requests httpx flask flask-limiter slowapi strawberry-graphql \
  quart django pydantic-settings pytest bottle tornado structlog rich gunicorn behave celery redis wait-for-it invoke anyio
(cd node && npm install --no-audit --no-fund express morgan winston express-winston passport passport-jwt jsonwebtoken koa koa-router @koa/cors koa-ratelimit koa-jwt \
  rate-limiter-flexible swr @tanstack/react-query react react-dom react-router-dom vite puppeteer-core bottleneck jest wretch ofetch node-fetch @apollo/client graphql fastify \
  p-timeout workerpool piscina)
ln -sfn ../node/node_modules web/node_modules
cd go && for f in echoapi ginapi; do GOPATH=/usr/share/gocode GO111MODULE=off go build -o $f $f.go; done
