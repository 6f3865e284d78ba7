#!/bin/sh
# More logs of kb/docker/script-not-mounted.md: what interpreters, runners and tools say of a file that is not there.
# Needs, each only for its own lines: lua5.3, r-base-core, fish, golang, busybox, ruby, nodejs, default-jdk (Debian);
# tsx, ts-node, bun, deno (npm); coverage, locust, robotframework, click, circus, pytest, ipython (PyPI).
mkdir -p /app && cd /app || exit 1
s=/app/scripts
t() { echo "== $*"; timeout 20 "$@" 2>&1 | head -25; }
t lua $s/seed.lua; t Rscript $s/seed.R; t fish $s/seed.fish; t go run $s/seed.go
t cat $s/seed.sql; t bash -c "cd $s"; t busybox sh -c "cat < $s/seed.sql"
t node --import ./scripts/x.mjs a.js; t node -r $s/seed.js -e 1; t node --test scripts/seed.test.js
t node -e "require('child_process').spawn('$s/x.sh')"; t node -e "require('fs').readFileSync('$s/seed.sql')"
t tsx scripts/seed.ts; t ts-node scripts/seed.ts; t bun scripts/seed.ts; t deno run scripts/seed.ts
t python3 -m cProfile $s/seed.py; t python3 -m pdb $s/seed.py; t ipython $s/seed.py; t pytest $s/t.py
t coverage run $s/seed.py; t locust -f $s/locustfile.py --headless; t robot $s/t.robot
t python3 -c "
import click
@click.command()
@click.argument('file', type=click.Path(exists=True))
def m(file): pass
m(['$s/seed.sql'])"
t ruby -e "load '$s/seed.rb'"; t ruby -e "exec '$s/x.sh'"; t rackup /app/config.ru
