#!/bin/bash
# Tools and shells asked for a script, a folder of scripts or alembic that is not there: examples of kb/docker/script-not-mounted.md,
# kb/python/alembic-not-found.md and kb/python/name-error-module-not-whitelisted.md.
# Needs: make, erlang (escript), zsh, fish, golang, dumb-init, perl, php-cli, ruby, rake, nodejs, npm, lua5.3, python3, openjdk, foreman
# (Debian and RubyGems). Whatever is not installed is left out. No ports. Runs in /app, which has to be without scripts/.
S=/app/scripts
mkdir -p /app && cd /app || exit 1
[ -e $S ] && { echo "$S is there" >&2; exit 1; }
run() { command -v "$1" >/dev/null || return 0; echo "--- $*"; timeout 30 "$@" </dev/null 2>&1; }
run make -f $S/Makefile
run escript $S/seed
run zsh -c "source $S/env.sh"
run fish -c "source $S/env.fish"
run go run ./scripts/seed.go
run timeout 3 scripts/seed.sh
run dumb-init scripts/x.sh
run perl -e "require '$S/seed.pl'"
run php -r "include 'scripts/seed.php';"
run ruby -e "require '$S/seed'"
run rake -f $S/Rakefile
run node -e "require('$S/seed')"
run node -e "require('vm').runInNewContext('_.sum([1])')"
run lua -e "local f = load('return os.time()', 'price', 't', {}) f()"
run npm start
run foreman start
run chmod +x 'scripts/*.sh'
run bash -c 'cd scripts'
run dash -c 'cd scripts'
run python3 -m scripts
run python3 -c 'import scripts'
run python3 -c 'import subprocess; subprocess.run("alembic upgrade head", shell=True, check=True)'
