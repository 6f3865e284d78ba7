#!/usr/bin/env bash
# Runs ordinary commands that succeed, and writes what each one prints to OUTDIR/NN-name.log.
#
#     tests/repro/healthy.sh OUTDIR
#
# Nothing is wrong in any of these logs, so `kb` has to stay silent on all of them. Many speak of errors all the same: lists of messages,
# manuals, names of tests, source code, access logs. A tool that is missing is skipped with a notice; fewer than 16 logs, or less than 2 MB of
# them, is a failure of this script.
set -u

out=${1:?usage: healthy.sh OUTDIR}
mkdir -p "$out"
out=$(cd "$out" && pwd)
rm -f "$out"/[0-9][0-9]-*.log
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C.UTF-8 TERM=dumb GIT_PAGER=cat PAGER=cat MANPAGER=cat COLUMNS=120
number=0
made=0

# run NAME TOOLS COMMAND: both streams of a bash command line, cut at 1 MB.
run() {
    number=$((number + 1))
    local tool file
    for tool in $2; do
        command -v "$tool" >/dev/null 2>&1 || { echo "skipped $1: $tool is missing"; return; }
    done
    file=$out/$(printf '%02d' "$number")-$1.log
    timeout 60 bash -c "$3" 2>&1 </dev/null | head -c 1000000 >"$file"
    if [ -s "$file" ]; then made=$((made + 1)); else echo "skipped $1: it printed nothing"; rm -f "$file"; fi
}

# --- small things to build, test, serve and search ---------------------------------------------------------------------------------------

mkdir -p crate/src web/docs app/tests
cat >crate/Cargo.toml <<'E'
[package]
name = "error-budget"
version = "0.1.0"
edition = "2021"
E
cat >crate/src/lib.rs <<'E'
//! How many failures a service may have.

/// What went wrong with a request.
#[derive(Debug, PartialEq)]
pub enum Failure {
    ConnectionRefused,
    TooManyRequests,
    PasswordAuthenticationFailed,
}

fn unused_error_text() -> &'static str {
    "connection refused"
}

/// Counts what the budget pays for.
pub fn paid(failures: &[Failure]) -> usize {
    failures.iter().filter(|f| **f != Failure::PasswordAuthenticationFailed).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connection_refused_is_paid_for() {
        assert_eq!(paid(&[Failure::ConnectionRefused]), 1);
    }

    #[test]
    fn status_429_too_many_requests_is_paid_for() {
        assert_eq!(paid(&[Failure::TooManyRequests]), 1);
    }

    #[test]
    fn password_authentication_failed_is_not() {
        assert_eq!(paid(&[Failure::PasswordAuthenticationFailed]), 0);
    }

    #[test]
    #[should_panic(expected = "address already in use")]
    fn a_taken_port_panics() {
        panic!("bind: address already in use");
    }
}
E
cat >app/errors.py <<'E'
"""Every error that the shop can answer with, and what is shown for it."""


class ShopError(Exception):
    status = 500
    detail = "Internal server error"


class CredentialsError(ShopError):
    status = 401
    detail = "Could not validate credentials"


class LoginError(ShopError):
    status = 401
    detail = "Invalid credentials"


class RateLimited(ShopError):
    status = 429
    detail = "Too Many Requests"


class NotReady(ShopError):
    status = 503
    detail = "Service Unavailable"


def explain(code, **values):
    """The message for PostgreSQL's error code, as a template."""
    return {
        "08001": "connection to server at {host}, port {port} failed",
        "28P01": "password authentication failed for user {user}",
        "42703": "column {column} does not exist",
        "42P01": "relation {table} does not exist",
        "23505": "duplicate key value violates unique constraint {constraint}",
    }[code].format(**values)
E
cat >app/tests/test_errors.py <<'E'
import logging
import unittest

import errors

log = logging.getLogger("shop")


class Messages(unittest.TestCase):
    def test_connection_refused_is_retried(self):
        with self.assertLogs("shop", "ERROR"):
            log.error("connection refused, trying again")

    def test_undefined_column_names_the_column(self):
        self.assertIn("discount", errors.explain("42703", column="discount"))

    def test_duplicate_key_violates_unique_constraint_is_a_409(self):
        with self.assertRaises(KeyError):
            errors.explain("23505")

    def test_could_not_validate_credentials_is_a_401(self):
        self.assertEqual(errors.CredentialsError.status, 401)

    def test_health_check_answers_503_when_postgres_is_down(self):
        self.assertEqual(errors.NotReady.status, 503)

    def test_429_too_many_requests(self):
        self.assertEqual(errors.RateLimited.status, 429)


if __name__ == "__main__":
    unittest.main(verbosity=2)
E
cat >app/errors.test.mjs <<'E'
import test from "node:test"
import assert from "node:assert"

for (const [name, status] of [["blocked by CORS policy", 0], ["Network Error", 0], ["401 Unauthorized", 401], ["429 Too Many Requests", 429]])
  test(`the page explains "${name}"`, () => assert.equal(typeof status, "number"))
test("connect ECONNREFUSED 127.0.0.1:5432 is retried", () => assert.rejects(Promise.reject(new Error("connect ECONNREFUSED"))))
E
cat >app/warn.c <<'E'
#include <errno.h>
#include <stdio.h>
#include <string.h>

int connection_refused(int error)
{
    int unused_errno;
    char *text = strerror(error);
    if (error = ECONNREFUSED)
        printf("%d\n", text);
    return error == -1u;
}

int main(void)
{
    for (unsigned i = 1; i < 134; i++)
        printf("%3d %s\n", i, strerror(i));
    return 0;
}
E
cat >serve.py <<'E'
"""A server that answers with every sort of status, and four hundred requests to it; prints the access log."""

import http.client
import http.server
import itertools
import random
import threading

STATUSES = [200, 200, 200, 200, 200, 201, 204, 301, 304, 400, 401, 403, 404, 404, 429, 500, 502, 503]
chance = random.Random(3)


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(chance.choice(STATUSES))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_date_time_string(self, count=itertools.count()):
        return f"21/Nov/2026 09:{next(count) // 60 % 60:02d}:{chance.randrange(60):02d}"


server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
threading.Thread(target=server.serve_forever, daemon=True).start()
for number in range(400):
    client = http.client.HTTPConnection(*server.server_address)
    client.request("GET", f"/api/v1/{chance.choice(['orders', 'people', 'auth/me', 'health', 'errors'])}/{number}")
    client.getresponse().read()
    client.close()
server.shutdown()
E
git init -q -b main history
(
    cd history || exit 1
    git config user.name "A Developer"
    git config user.email dev@example.org
    when=1700000000
    while read -r subject; do
        when=$((when + 5000))
        echo "$subject" >>CHANGES
        git add CHANGES
        GIT_AUTHOR_DATE="$when +0000" GIT_COMMITTER_DATE="$when +0000" git commit -qm "$subject"
    done <<'E'
app: retry when the connection is refused at start
db: a migration for the column that does not exist yet
auth: say "Invalid credentials" for both a wrong name and a wrong password
limits: answer 429 with Retry-After
compose: another host port, since 5432 is often already allocated
cors: allow the dashboard's origin
alembic: merge two heads, so that upgrade head does not fail
redis: the password stands in the URL only once
health: 503 lists which service is down
errors: no traceback in the 500 that users see
E
)

# --- the commands ------------------------------------------------------------------------------------------------------------------------

run cargo-list cargo 'cargo --list'
run rustc-explain rustc 'for code in E0004 E0023 E0026 E0063 E0106 E0133 E0252 E0255 E0261 E0277 E0282 E0308 E0369 E0382 E0384 E0404 E0412 E0425 E0432 E0433 \
    E0434 E0499 E0502 E0505 E0507 E0515 E0560 E0565 E0583 E0594 E0596 E0597 E0599 E0600 E0603 E0614 E0658 E0716; do rustc --explain $code; done'
run rustc-lints rustc 'rustc -W help; rustc -C help'
run cargo-build cargo 'cd crate && cargo build -v --offline'
run cargo-test cargo 'cd crate && cargo test --offline'
run pydoc-errors python3 'python3 -m pydoc errno socket http.client urllib.error ssl asyncio builtins'
run python-http-statuses python3 'python3 -c "
import http
for status in http.HTTPStatus: print(status.value, status.phrase, status.description, sep=\"\t\")"'
run python-unittest python3 'cd app && PYTHONPATH=. python3 tests/test_errors.py'
run python-importtime python3 'python3 -X importtime -c "import asyncio, http.server, unittest, logging.config, sqlite3, xml.dom"'
run python-error-sources python3 'cd "$(python3 -c "import sysconfig; print(sysconfig.get_paths()[\"stdlib\"])")" && grep -rniE "refused|unauthor|already in use|error\(" --include=*.py . | grep -v site-packages | sort'
run access-log python3 'python3 serve.py'
run git-help git 'git help -a; git help -g; git -c core.pager=cat help -c'
run git-log git 'cd history && git log -p --stat && git log --oneline --graph'
run git-diff-errors git 'cd app && git diff --no-index /dev/null errors.py; git diff --no-index errors.py tests/test_errors.py'
run node-test node 'cd app && node --test --test-reporter=spec errors.test.mjs'
run node-errors node 'node -e "
const os = require(\"os\"), util = require(\"util\"), http = require(\"http\")
for (const [name, n] of Object.entries(os.constants.errno)) console.log(name, n, util.getSystemErrorName(-n))
for (const [code, text] of Object.entries(http.STATUS_CODES)) console.log(code, text)
for (const [n, [name, text]] of util.getSystemErrorMap()) console.log(JSON.stringify({ n, name, text }))"; node --help; node --v8-options'
run npm-help npm 'npm help; npm help npm-install 2>/dev/null; npm config ls'
run gcc-warnings gcc 'gcc -v -Wall -Wextra -c app/warn.c -o app/warn.o'
run strerror gcc 'gcc -w app/warn.c -o app/warn && app/warn'
run include-errors gcc 'grep -rniE "error|refused|fail" /usr/include --include=*.h | sort | head -n 9000'
run strings-libc 'strings gcc' 'strings -n 6 "$(gcc -print-file-name=libc.so.6)"'
run strings-libpq 'strings' 'for lib in /usr/lib/*/libpq.so.5; do [ -e "$lib" ] && strings -n 6 "$lib"; done'
run bash-help bash 'help -d; for word in $(compgen -b); do help "$word"; done; true'
run coreutils-help ls 'for tool in ls cp mv dd sort timeout env stat tail head date test chmod chown install stty; do $tool --help 2>/dev/null || true; done'
run ls-share ls 'ls -lR /usr/share'
run dpkg-list dpkg 'dpkg -l'
run apt-show apt-cache 'apt-cache show coreutils libc6 gcc bash dpkg; apt-cache policy'
run processes ps 'ps aux'
run environment env 'env | sort'
run disk df 'df -h; mount; cat /proc/meminfo /proc/cpuinfo'
run services cat 'cat /etc/services /etc/protocols /etc/nsswitch.conf /etc/hosts 2>/dev/null'
run licenses cat 'cat /usr/share/common-licenses/GPL-3 /usr/share/common-licenses/LGPL-2.1 /usr/share/common-licenses/MPL-2.0 2>/dev/null'
run perl-version perl 'perl -V; perl -e "for (1..133) { \$! = \$_; print \"\$_ \$!\n\" }"; perldoc -T perldiag 2>/dev/null'
run strace-count strace 'strace -f -c ls -R /usr/include'
run strace-connect 'strace python3' 'strace -f -e trace=network,openat python3 -c "import socket, ssl, urllib.request; print(\"ok\")"'
run man-pages man 'man -P cat 3 errno; man -P cat 2 connect; man -P cat 2 bind; man -P cat 1 ls'
run curl-manual curl 'curl --help all; curl --manual'
run openssl-errors openssl 'openssl list -commands; openssl errstr 0A000086 0A000126; openssl version -a'

bytes=$(cat "$out"/[0-9][0-9]-*.log | wc -c)
echo "$made logs, $bytes bytes"
[ "$made" -ge 16 ] && [ "$bytes" -ge 2000000 ]
