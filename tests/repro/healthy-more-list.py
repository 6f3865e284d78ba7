"""What healthy-more.py runs: `log(name, how, command or function, folder)`."""

# Once, with a network: /srv/garden/venv: pip install ruff mypy pylint black flake8 bandit pytest pytest-cov sphinx mkdocs httpie django alembic sqlalchemy psycopg2-binary build wheel
# hypothesis locust jinja2 pydantic requests; /srv/garden/node: npm install vite@5 webpack@5 webpack-cli@5 next@14 react@18 react-dom@18 jest@29 vitest@2 mocha@10 chai@4 eslint@8 prettier@3
# typescript@5 @types/node@20 rollup@4 esbuild express@4 knex pg autocannon@7 concurrently nodemon pino pino-pretty

# --- Rust, C, Go, Java -------------------------------------------------------------------------------------------------------------------

files("crate", Cargo__toml='[package]\nname = "retry-budget"\nversion = "0.3.1"\nedition = "2021"\n', src_S_lib__rs="""//! Retries with a budget.
use std::collections::HashMap;
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub enum Failure { Refused, TimedOut, Unauthorized(u16), Conflict { key: String } }
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self { Failure::Refused => write!(f, "connection was refused"), Failure::TimedOut => write!(f, "timed out"),
            Failure::Unauthorized(code) => write!(f, "status {code}"), Failure::Conflict { key } => write!(f, "key {key} is taken") }
    }
}
fn never_called(budget: u32) -> u32 { let unused = 3; return budget }
pub fn spend(counts: &mut HashMap<String, u32>, failure: &Failure) -> u32 {
    let n = counts.entry(failure.to_string()).or_insert(0); *n += 1; *n
}
#[cfg(test)]
mod tests {
    use super::*;
    #[test] fn connection_refused_is_counted() { let mut c = HashMap::new(); eprintln!("error: {}", Failure::Refused); assert_eq!(spend(&mut c, &Failure::Refused), 1); }
    #[test] fn password_authentication_failed_is_not_retried() { assert_eq!(Failure::Unauthorized(401).to_string(), "status 401"); }
    #[test] fn duplicate_key_is_a_conflict() { assert!(Failure::Conflict { key: "people_email".into() }.to_string().contains("taken")); }
    #[test] #[should_panic(expected = "budget is spent")] fn a_spent_budget_panics() { panic!("budget is spent: too many requests"); }
    #[test] #[ignore] fn slow_relation_does_not_exist() {}
}
""")
log("cargo-build", "cargo build of a small crate, debug and release, with warnings", "rm -rf target; cargo build --offline; touch src/lib.rs; cargo build --release --offline", "crate")
log("cargo-test", "cargo test: tests named after errors, an expected panic", "cargo test --offline -- --nocapture --test-threads 1", "crate")
log("cargo-clippy", "cargo clippy with pedantic warnings", "touch src/lib.rs; cargo clippy --offline -- -W clippy::pedantic", "crate")
log("cargo-nextest", "cargo nextest run", "cargo nextest run --offline", "crate")
log("cargo-doc", "cargo doc and cargo package --list", "cargo doc --offline; cargo metadata --offline --no-deps --format-version 1; cargo tree --offline", "crate")

C_PART = "#include <errno.h>\n#include <stdio.h>\n#include <string.h>\nint part%d(int e) { unsigned n = 3; int unused; if (e < n) fprintf(stderr, \"%%s\\n\", strerror(ECONNREFUSED)); return e; }\n"
files("native", Makefile="OBJECTS = $(patsubst %.c,%.o,$(wildcard part*.c))\nCFLAGS = -Wall -Wextra -O2\nall: libparts.a\nlibparts.a: $(OBJECTS)\n\tar rcs $@ $^\nclean:\n\trm -f *.o *.a\n",
      CMakeLists__txt="cmake_minimum_required(VERSION 3.20)\nproject(Parts C)\nenable_testing()\nfile(GLOB PARTS part*.c)\nadd_library(parts ${PARTS})\nadd_executable(check check.c)\ntarget_link_libraries(check parts)\n"
      "foreach(name connection_refused address_in_use permission_denied no_such_file timed_out)\n  add_test(NAME errno.${name} COMMAND check ${name})\nendforeach()\nadd_test(NAME fails.as.expected COMMAND check fail)\nset_tests_properties(fails.as.expected PROPERTIES WILL_FAIL TRUE)\n",
      check__c="#include <stdio.h>\n#include <string.h>\n#include <errno.h>\nint part1(int);\nint main(int c, char **v) { errno = EADDRINUSE; perror(\"expected by the test\"); part1(1); return c > 1 && !strcmp(v[1], \"fail\"); }\n",
      **{f"part{n}__c": C_PART % n for n in range(14)})
log("make-gcc", "make -j1 with gcc -Wall -Wextra: warnings, a library", "make clean; make", "native")
log("cmake-build", "cmake -S . -B build and the build", "rm -rf build; cmake -S . -B build && cmake --build build -v", "native")
log("ctest", "ctest --output-on-failure -V", "ctest --test-dir build -V", "native")
files("gomod", go__mod="module example.org/retry\n\ngo 1.18\n", retry__go="package retry\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"net\"\n\t\"time\"\n)\n\nvar ErrSpent = errors.New(\"retry budget is spent\")\n\nfunc Dial(address string, tries int) error {\n\tvar last error\n"
      "\tfor i := 0; i < tries; i++ {\n\t\tconnection, err := net.DialTimeout(\"tcp\", address, time.Second)\n\t\tif err == nil {\n\t\t\tconnection.Close()\n\t\t\treturn nil\n\t\t}\n\t\tlast = err\n\t}\n\treturn fmt.Errorf(\"%w: %v\", ErrSpent, last)\n}\n",
      retry_test__go="package retry\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"testing\"\n)\n\nfunc TestDial(t *testing.T) {\n\tfor n := 0; n < 40; n++ {\n\t\tt.Run(fmt.Sprintf(\"unused port %d gives an error\", n), func(t *testing.T) {\n\t\t\terr := Dial(\"127.0.0.1:1\", 2)\n"
      "\t\t\tt.Logf(\"as expected: %v\", err)\n\t\t\tif !errors.Is(err, ErrSpent) {\n\t\t\t\tt.Fatal(err)\n\t\t\t}\n\t\t})\n\t}\n}\n\nfunc TestPanicIsRecovered(t *testing.T) {\n\tdefer func() { t.Log(\"recovered:\", recover()) }()\n\tvar m map[string]int\n\tm[\"a\"] = 1\n}\n")
log("go-test-v", "go test -v: dials port 1 on purpose, recovers from a panic", "go test -v -count=1 ./...", "gomod")
log("go-test-json", "go test -json of the same", "go test -json -count=1 ./...", "gomod")
log("go-build-x", "go build -x, go vet, go list", "touch retry.go; go build -x ./... ; go vet ./... ; go list -deps ./... ; go env | grep -v -i -e proxy -e SUMDB -e NOSUM -e PRIVATE", "gomod")
files("java", Shop__java="import java.util.*;\nimport java.util.logging.*;\npublic class Shop {\n  static final Logger LOG = Logger.getLogger(\"shop\");\n  public static void main(String[] a) {\n    List raw = new ArrayList(); raw.add(\"x\");\n    for (int i = 0; i < 40; i++) try { if (i % 9 == 4) throw new IllegalStateException(\"order \" + i + \" is locked\", new RuntimeException(\"by somebody else\")); LOG.info(\"order \" + i + \" shipped\"); }\n"
      "    catch (IllegalStateException e) { LOG.log(Level.WARNING, \"will be tried again\", e); }\n    LOG.info(\"done, 0 errors\");\n  }\n}\n")
log("java-warnings", "javac -Xlint:all and a program that logs and retries", "javac -Xlint:all -verbose Shop.java 2>&1 | tail -n 60; java Shop", "java")

# --- Node --------------------------------------------------------------------------------------------------------------------------------

files("web", package__json='{"name": "garden-web", "version": "2.0.1", "private": true, "scripts": {"build": "vite build", "test": "vitest run"}, "description": "", "license": "MIT"}\n',
      index__html='<!doctype html><title>Garden</title><div id="app"></div><script type="module" src="/src/main.js"></script>\n', src_S_main__js='import { explain } from "./errors.js"\ndocument.querySelector("#app").textContent = explain(429)\n',
      src_S_errors__js='export const explain = (status) => ({ 401: "please log in", 403: "not allowed", 404: "not there", 429: "too many requests", 500: "internal error", 503: "try again" })[status] || "network error"\n',
      webpack__config__js='module.exports = { mode: "production", entry: "./src/main.js", stats: "verbose", performance: { hints: "warning", maxAssetSize: 100 } }\n',
      vite__config__mjs="export default {}\n",
      tests_S_errors__test__mjs="""import { describe, expect, it } from "vitest"
import { explain } from "../src/errors.js"
describe("what people see when the API fails", () => {
  for (const status of [401, 403, 404, 429, 500, 503]) it(`explains ${status}`, () => { console.error("Error: request failed with status code", status); expect(explain(status)).toBeTruthy() })
  it("explains a network error", () => { console.warn("AbortError was thrown on purpose"); expect(explain(0)).toBe("network error") })
  it("rejects", async () => { await expect(Promise.reject(new Error("ETIMEDOUT while reading"))).rejects.toThrow("ETIMEDOUT") })
})
""")
files("jest", package__json='{"name": "garden-jest", "private": true}\n', jest__config__js="module.exports = { verbose: true }\n", errors__test__js="""const explain = (s) => (s === 429 ? "too many requests" : "error " + s)
describe("error pages", () => {
  for (const s of [400, 401, 403, 404, 409, 429, 500, 502, 503]) test(`status ${s} has a page`, () => { console.error(new Error("expected in this test: status " + s).message); expect(explain(s)).toContain(s === 429 ? "many" : String(s)) })
  test("a failing fetch is caught", async () => { const f = jest.fn().mockRejectedValue(new TypeError("fetch failed, as planned")); await expect(f()).rejects.toThrow(TypeError); console.log(f.mock.calls) })
  test.skip("does not run", () => {})
})
""")
files("mocha", package__json='{"name": "garden-mocha", "private": true}\n', test_S_limits__js="""const assert = require("assert")
describe("limits", function () {
  for (let n = 0; n < 40; n++) it(`answers ${n < 30 ? 200 : 429} to request ${n}`, () => assert.ok(n >= 0))
  it("throws when the port is taken", () => assert.throws(() => { throw Object.assign(new Error("port is taken"), { code: "EADDRINUSE" }) }, { code: "EADDRINUSE" }))
  it("is pending")
})
""")
files("nodetest", limits__test__mjs='import test from "node:test"\nimport assert from "node:assert"\nfor (let n = 0; n < 60; n++) test(`retry ${n} after an error`, (t) => { t.diagnostic("ECONNRESET was simulated"); assert.ok(true) })\ntest("todo", { todo: "when the limiter is there" }, () => { throw new Error("not written yet") })\n')
N = f"{HOME}/node/node_modules"
LINK = f"[ -e node_modules ] || ln -s {N} node_modules; "
log("vite-build", "vite 5 build", LINK + "npx --offline vite build", "web")
log("webpack-build", "webpack 5, verbose statistics, a size warning", LINK + "npx --offline webpack 2>&1", "web")
log("vitest", "vitest 2: tests that print errors on purpose", LINK + "npx --offline vitest run --reporter=verbose --root .", "web")
log("jest", "jest 29 --verbose with console.error", LINK + "npx --offline jest", "jest")
log("mocha", "mocha 10, spec reporter", LINK + "npx --offline mocha", "mocha")
log("node-test-tap", "node --test with TAP, a todo that throws", "node --test --test-reporter=tap limits.test.mjs", "nodetest")
log("rollup-esbuild", "rollup 4 and esbuild bundles with source maps", LINK + "npx --offline rollup -f es -d out src/main.js -m; npx --offline esbuild --bundle src/main.js --outfile=out/e.js --log-level=verbose --metafile=out/meta.json; cat out/meta.json", "web")
files("ts", tsconfig__json='{"compilerOptions": {"strict": true, "outDir": "out", "target": "es2022", "module": "commonjs", "skipLibCheck": true, "types": []}}\n', src_S_a__ts="export class NotFoundError extends Error { constructor(public id: number) { super(`order ${id} not found`) } }\n")
log("tsc", "tsc --listFiles --extendedDiagnostics, no errors", LINK + "npx --offline tsc --listFiles --extendedDiagnostics; npx --offline tsc --showConfig; npx --offline tsc --help --all", "ts")
files("next", package__json='{"name": "garden-next", "private": true}\n', pages_S_index__js="export default function Home() { return <p>Garden</p> }\n", pages_S_500__js="export default function Failed() { return <h1>500 – something went wrong</h1> }\n",
      pages_S_api_S_health__js='export default (request, response) => response.json({ ok: true, errors: [] })\n', next__config__js="module.exports = { eslint: { ignoreDuringBuilds: true } }\n")
log("next-build", "next 14 build and a short `next start`", LINK + "npx --offline next build; (timeout 8 npx --offline next start -p 3100 & sleep 4; curl -si localhost:3100/api/health; curl -s -o /dev/null -w '%{http_code}\\n' localhost:3100/nothing; wait)", "next")
log("vite-dev", "vite 5 dev server, debug output, started and stopped", LINK + "DEBUG=vite:* timeout 6 npx --offline vite --port 5199 & sleep 3; curl -s localhost:5199/src/main.js; wait", "web")
log("eslint", "eslint 8: warnings and errors of style", LINK + """printf 'module.exports={root:true,extends:"eslint:recommended",parserOptions:{ecmaVersion:2022,sourceType:"module"},rules:{semi:[1,"always"],quotes:[2,"single"],"no-console":1}}' > .eslintrc.js; npx --offline eslint src tests/*.mjs""", "web")
log("prettier", "prettier --check and its debug log", LINK + "npx --offline prettier --check . --log-level debug --ignore-path /dev/null '!node_modules' src tests", "web")
log("npm-ls", "npm ls --all, npm pack --dry-run, npm run, npm config", LINK + "npm ls --all --prefix ../node 2>/dev/null | head -n 900; npm pack --dry-run 2>&1 | grep -v nodedir; npm run", "web")
log("npm-install", "npm install of 160 packages with its warnings", lambda: multi.captured("npm") + sh("cat npm.txt | grep -v nodedir"))
log("node-pino", "Express 4 and pino: JSON lines with statuses from 200 to 503", lambda: sh(LINK + """cat > s.js <<'X'
const app = require("express")(), log = require("pino")()
app.use((q, r, n) => { r.on("finish", () => log[r.statusCode > 499 ? "error" : "info"]({ req: { method: q.method, url: q.url }, res: { statusCode: r.statusCode } }, r.statusCode > 499 ? "request errored" : "request completed")); n() })
app.get("/s/:code", (q, r) => r.status(+q.params.code).json({ error: null }))
app.listen(3101, () => log.info("listening"))
X
timeout 9 node s.js & sleep 2; for n in 1 2 3 4 5 6 7 8 9 10; do for c in 200 201 204 301 400 404 409 418 500; do curl -s -o /dev/null localhost:3101/s/$c; done; done; wait""", "nodetest"))
log("concurrently", "concurrently with prefixes over builds", LINK + "npx --offline concurrently -n api,web,types 'node --test ../nodetest/' 'npx --offline vite build' 'npx --offline esbuild --version'", "web")

# --- Python ------------------------------------------------------------------------------------------------------------------------------

files("py", shop_S___init____py="", tests_S_test_errors__py='''import logging
import warnings

import pytest

log = logging.getLogger("shop")


class LockedError(RuntimeError):
    """Somebody else has the row."""


def retry(work, tries):
    for attempt in range(1, tries + 1):
        try:
            return work()
        except ConnectionError as error:
            log.error("attempt %d/%d failed: %s", attempt, tries, error)
    raise LockedError("given up")


@pytest.mark.parametrize("tries", range(1, 12))
def test_connection_refused_is_retried(tries, caplog):
    def refuse():
        raise ConnectionRefusedError("the other side said no")
    with pytest.raises(LockedError):
        retry(refuse, tries)
    assert caplog.text.count("failed") == tries


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504])
def test_status_has_a_message(status, capsys):
    print(f"ERROR {status} shown to the user")
    log.warning("answered %d", status)
    warnings.warn(f"status {status} is deprecated", DeprecationWarning)


def test_traceback_is_logged(caplog):
    try:
        {}["column"]
    except KeyError:
        log.exception("expected in this test")
    assert "KeyError" in caplog.text


@pytest.mark.xfail(reason="undefined tables are not handled yet", strict=True)
def test_undefined_table():
    raise LookupError("no table of that name")


@pytest.mark.skip(reason="needs redis")
def test_redis_is_down():
    pass
''')
log("pytest-live-log", "pytest 9 -v with live logs, expected exceptions, xfail, skip", "pytest -p no:cacheprovider -v -rA -o log_cli=true -o log_cli_level=WARNING tests", "py")
log("pytest-durations", "pytest 9 -s --durations --tb=long", "pytest -p no:cacheprovider -s --durations=10 --setup-show tests", "py")
log("pytest-cov", "pytest-cov of Python's own json and logging tests", "pytest -p no:cacheprovider --cov=tests --cov-report=term-missing --cov-report=annotate:annotated tests -q; coverage report -m", "py")
files("py2", test_properties__py='from hypothesis import given, strategies as st, settings, Verbosity\n\n\n@settings(verbosity=Verbosity.verbose, max_examples=60, database=None)\n@given(st.text(), st.integers())\ndef test_error_text_is_kept(text, number):\n    assert f"{number}: {text}".endswith(text)\n')
log("hypothesis", "hypothesis, verbose examples", "pytest -p no:cacheprovider -s test_properties.py", "py2")
log("unittest-stdlib", "Python's own tests of errno, socket names and logging, verbose", "/usr/bin/python3 -m unittest -v unittest.mock 2>&1 | tail -3; python -m unittest -v tests.test_errors 2>&1 | tail; python -m pydoc -w json >/dev/null; python -m trace --count -C cov --summary -s -m json.tool </dev/null 2>&1 | tail -5; python -v -c 'import http.client' 2>&1", "py")
log("ruff", "ruff check of a virtual environment's Flask-like code", "ruff check --select ALL --no-cache --output-format=full venv/lib/python3.11/site-packages/httpie | head -n 1500")
log("pylint", "pylint of httpie", "cd venv/lib/python3.11/site-packages && pylint --persistent=n httpie/cli httpie/output | head -n 900")
log("x-mypy", "mypy of httpie without its stubs", "mkdir -p src && cp -r venv/lib/python3.11/site-packages/httpie src/ && cd src && mypy --no-incremental --cache-dir=/dev/null --ignore-missing-imports --check-untyped-defs -p httpie")
log("flake8-bandit", "flake8 and bandit", "cd venv/lib/python3.11/site-packages && flake8 httpie | head -n 600; bandit -q -r httpie")
log("black", "black --diff of generated code", "cd venv/lib/python3.11/site-packages && black --diff --workers 1 --line-length 60 httpie/client.py httpie/core.py")
log("pip-install", "pip install of 90 packages", lambda: multi.captured("pip"))
log("pip-list", "pip list, check, show, freeze, inspect", "pip list; pip check; pip show -f alembic sqlalchemy celery; pip freeze; pip debug 2>/dev/null | head -n 40")
files("lib", pyproject__toml='[build-system]\nrequires = ["setuptools", "wheel"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "garden-lib"\nversion = "0.1"\n', garden_lib_S___init____py="ERRORS = {}\n")
log("python-build", "python -m build without isolation", "/srv/garden/venv/bin/python -m build -n -w 2>&1; unzip -l dist/*.whl", "lib")
files("docs", conf__py='project = "Garden"\nextensions = ["sphinx.ext.autodoc"]\n', index__rst="Garden\n======\n\n.. toctree::\n\n   errors\n\nSee :ref:`nowhere`.\n", errors__rst="Errors\n======\n\n429\n  too many requests\n\n.. automodule:: nothing_here\n",
      mkdocs__yml="site_name: Garden\ndocs_dir: pages\n", pages_S_index__md="# Garden\n\n[errors](errors.md) [lost](lost.md)\n", pages_S_errors__md="# Errors\n\n`401`: log in again.\n")
log("sphinx", "sphinx-build -v -n with warnings", "sphinx-build -v -n -E . out-sphinx", "docs")
log("mkdocs", "mkdocs build --verbose with a warning", "mkdocs build --verbose", "docs")
log("locust", "locust headless against a local server: a report with 404 and 429", lambda: sh("""cat > locustfile.py <<'X'
from locust import HttpUser, task
class Visitor(HttpUser):
    host = "http://localhost:8099"
    @task(8)
    def home(self): self.client.get("/")
    @task(1)
    def lost(self): self.client.get("/lost")
X
python -m http.server 8099 >/dev/null 2>&1 & server=$!; sleep 1; locust --headless -u 4 -r 2 -t 8s --only-summary; kill $server""", "py2"))

# --- PHP, Ruby, Perl ---------------------------------------------------------------------------------------------------------------------

files("php", tests_S_ErrorsTest__php="<?php\nuse PHPUnit\\Framework\\TestCase;\nfinal class ErrorsTest extends TestCase {\n  /** @dataProvider statuses */\n  public function testStatusHasAPage(int $s): void { fwrite(STDERR, \"expected: HTTP $s\\n\"); $this->assertGreaterThan(399, $s); }\n  public static function statuses(): array { return array_map(fn($s) => [$s], [400, 401, 403, 404, 409, 429, 500, 503]); }\n"
      "  public function testPdoExceptionIsWrapped(): void { $this->expectException(RuntimeException::class); throw new RuntimeException('could not store', 0, new LogicException('on purpose')); }\n  public function testLater(): void { $this->markTestIncomplete('when the limiter is there'); }\n}\n")
log("phpunit", "PHPUnit 9 --testdox --verbose", "phpunit --testdox --verbose tests; phpunit --debug tests", "php")
files("ruby", spec_S_errors_spec__rb="RSpec.describe 'errors' do\n  [400, 401, 403, 404, 429, 500, 503].each { |s| it(\"has a page for #{s}\") { warn \"expected: #{s}\"; expect(s).to be >= 400 } }\n  it('raises when the port is taken') { expect { raise Errno::EADDRINUSE, 'on purpose' }.to raise_error(SystemCallError) }\n  it('is pending') { pending('when the table is there'); raise 'not yet' }\nend\n",
      test_errors__rb="require 'minitest/autorun'\nclass ErrorsTest < Minitest::Test\n  20.times { |n| define_method(\"test_error_#{n}_is_retried\") { assert_raises(IOError) { raise IOError, \"try #{n}\" } } }\n  def test_skipped; skip 'no redis here'; end\nend\n")
log("rspec", "RSpec 3.12, documentation format, a pending example", "rspec -f d; rspec -f j", "ruby")
log("minitest", "minitest --verbose", "ruby test_errors.rb --verbose --seed 3", "ruby")
files("perl", t_S_errors__t="use Test::More tests => 32;\nfor my $n (1..30) { local $! = $n; diag(\"$n: $!\") if $n % 5 == 0; ok(length \"$!\", \"errno $n has a text\") }\neval { die \"on purpose\\n\" }; is($@, \"on purpose\\n\", 'die is caught');\nTODO: { local $TODO = 'later'; ok(0, 'not yet') }\n")
log("prove", "prove -v: diagnostics, a TODO that fails", "prove -v t", "perl")

# --- services that start, work and stop --------------------------------------------------------------------------------------------------


def postgres(crash=False):
    def make():
        with Stack() as stack:
            stack.db()
            multi.sql("ALTER SYSTEM SET log_connections = on", "ALTER SYSTEM SET log_statement = 'all'", "ALTER SYSTEM SET log_checkpoints = on", "SELECT pg_reload_conf()")
            for n in range(60):
                multi.sql(f"SELECT {n}", f"CREATE TABLE t{n} AS SELECT generate_series(1, 50) AS id", f"DROP TABLE t{n}")
            multi.sql("CHECKPOINT")
            if crash:
                subprocess.run(["bash", "-c", f"kill -9 $(head -1 {multi.HOME}/db/postmaster.pid); sleep 1; rm -f {multi.HOME}/db/postmaster.pid"], check=True)
                time.sleep(1)
                stack.boot_db()
                time.sleep(3)
            stack.stop()
            return stack.only("db")
    return make


log("postgres-start-stop", "PostgreSQL 15 with log_statement = all, started and stopped", postgres())
log("postgres-recovery", "PostgreSQL 15 after kill -9: automatic recovery", postgres(True))
log("postgres-initdb", "initdb, pg_controldata, pg_config, postgres --help, pg_ctl --help", "rm -rf cluster; mkdir cluster; chown postgres: cluster; cd /; runuser -u postgres -- initdb -D /srv/garden/cluster -A scram-sha-256 --auth-local=peer; pg_controldata /srv/garden/cluster; pg_config; postgres --help; pg_ctl --help; postgres --describe-config | head -n 700")
log("psql-session", "psql -a: tables, indexes, transactions, EXPLAIN, \\d, \\df", with_db("""cat > s.sql <<'X'
\\set ON_ERROR_STOP on
\\conninfo
CREATE TABLE errors (id serial PRIMARY KEY, code text UNIQUE, message text NOT NULL);
INSERT INTO errors (code, message) VALUES ('E100', 'password was refused'), ('E101', 'port is in use'), ('E102', 'column is missing'), ('E103', 'relation is missing');
INSERT INTO errors (code, message) VALUES ('E100', 'again') ON CONFLICT (code) DO UPDATE SET message = excluded.message RETURNING *;
\\d+ errors
\\d pg_stat_activity
EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM errors WHERE code = 'E101';
BEGIN; SAVEPOINT s; DELETE FROM errors; ROLLBACK TO s; COMMIT;
SELECT * FROM errors ORDER BY id;
\\x
SELECT name, setting, short_desc FROM pg_settings;
\\x
\\dfS+ *error*
\\du
\\l
DROP TABLE IF EXISTS nothing_here;
X
psql -X -a 'host=db dbname=shop user=app password=app-secret' -f s.sql; psql --help; psql --help=commands; psql --help=variables"""))
log("pgbench", "pgbench -i and a run with progress", with_db("PGPASSWORD=app-secret pgbench -i -s 2 -h db -U app shop; PGPASSWORD=app-secret pgbench -c 2 -T 6 -P 1 -r -h db -U app shop"))
log("pg-dump-restore", "pg_dump -v, pg_restore -v --clean --if-exists, vacuumdb -v", with_db("export PGPASSWORD=app-secret; pg_dump -v -Fc -h db -U app shop -f d.dump; pg_restore -v --clean --if-exists -h db -U app -d shop d.dump; pg_restore -l d.dump; vacuumdb -v -h db -U app shop; pg_dump -h db -U app shop"))


def redis_log():
    with Stack() as stack:
        stack.redis("--loglevel verbose", "--requirepass local_pass")
        seen = sh("export REDISCLI_AUTH=local_pass; redis-cli -h redis info; redis-cli -h redis config get '*'; redis-cli -h redis set a 1; redis-cli -h redis memory doctor; redis-cli -h redis latency doctor; redis-benchmark -h redis -a local_pass -n 300 -c 5 -q 2>&1 | tr '\\r' '\\n'")
        time.sleep(6)
        stack.stop()
        return stack.only("redis") + seen


log("redis-start-stop", "Redis 7 with loglevel debug, INFO, CONFIG GET, a benchmark", redis_log)


def healthy_stack(shape):
    def make():
        migrations({"1f0a2b3c4d5e": (None, "op.create_table('coupons', sa.Column('id', sa.Integer), sa.Column('code', sa.Text))"), "2b3c4d5e6f70": ("1f0a2b3c4d5e", "op.add_column('orders', sa.Column('discount_code', sa.Text))")})
        with Stack() as stack:
            stack.db("ALTER TABLE orders OWNER TO app").redis()
            stack.script("prestart", f"python wait_for_db.py {multi.SECRETS['DATABASE_URL']} 8 && alembic upgrade head")
            stack.backend().worker().frontend()
            multi.quiet_traffic(stack, 80).visit("/api/v1/orders", 10).visit("/api/v1/discounts", 5).visit("/api/v1/coupons", 5).visit("/favicon.ico", 4).visit("/api/v1/cart", 5)
            stack.visit("/api/v1/people?email=p#%40example.org", 20, method="POST").visit("/api/v1/utils/health-check/", 6, host="backend:8000")
            for n in range(4):
                stack.task("shop.mail", n).task("shop.invoice", n)
            time.sleep(1)
            stack.stop()
            return shape(stack)
    return make


log("stack-v2", "a whole stack that works, as compose v2 prints it: PostgreSQL, Redis, Alembic, uvicorn, Celery, nginx", healthy_stack(lambda stack: stack.v2()))
log("stack-v1", "the same as docker-compose v1 prints it, in colour", healthy_stack(lambda stack: stack.v1()))
log("stack-grouped", "the same by service with timestamps", healthy_stack(lambda stack: stack.grouped(stamps=True)))


def late_database():
    with Stack() as stack:
        stack.db().redis().portal("", wait="Booting worker").frontend()
        time.sleep(1)
        stack.visit("/portal/", 120).visit("/portal/lost", 4)
        subprocess.run(["kill", "-HUP", str(stack.children[-2][1].pid)], check=True)
        time.sleep(3)
        stack.visit("/portal/", 30)
        stack.stop()
        return stack.v2()


log("gunicorn-reload", "gunicorn 27 behind nginx: HUP, new workers, shutdown, some 404s", late_database)
log("nginx-access", "nginx's access log under ab: 200, 304 and 404", lambda: access_log())
log("ab-report", "ab -n 2000 against nginx: reports", lambda: access_log(report=True))


def access_log(report=False):
    with Stack() as stack:
        stack.start("backend", "python -m http.server 8000 --bind 0.0.0.0").frontend()
        time.sleep(1)
        seen = sh("ab -v 2 -n 20 http://frontend/; ab -n 1500 -c 4 http://frontend/app.js; ab -n 300 http://frontend/nothing; curl -sv http://frontend/; curl -sI http://frontend/app.js -H 'If-Modified-Since: Fri, 31 Dec 2027 00:00:00 GMT'")
        stack.stop()
        return seen if report else stack.only("frontend")


log("django-runserver", "Django's own check, migrate, test and runserver with a 404", with_db("""rm -rf dj; mkdir dj; django-admin startproject grove dj; cd dj; python manage.py startapp garden
sed -i "s/'django.db.backends.sqlite3'/'django.db.backends.postgresql'/; s/'NAME': BASE_DIR \\/ 'db.sqlite3'/'NAME': 'shop', 'HOST': 'db', 'USER': 'app', 'PASSWORD': 'app-secret'/; s/'django.contrib.staticfiles',/'django.contrib.staticfiles', 'garden',/" grove/settings.py
printf 'from django.test import TestCase\\nimport logging\\n\\nclass T(TestCase):\\n    def test_404(self):\\n        self.assertEqual(self.client.get("/lost").status_code, 404)\\n    def test_logged(self):\\n        logging.getLogger("x").error("expected in this test")\\n' > garden/tests.py
python manage.py check --deploy; python manage.py makemigrations; python manage.py migrate -v 2; python manage.py showmigrations; python manage.py test -v 2 garden --noinput; python manage.py sqlmigrate auth 0001
timeout 8 python manage.py runserver --noreload 8090 & sleep 4; for n in 1 2 3 4 5; do curl -s -o /dev/null localhost:8090/; curl -s -o /dev/null localhost:8090/admin/login/; curl -s -o /dev/null localhost:8090/lost; done; wait""", "", "ALTER ROLE app CREATEDB"))


def alembic_log():
    migrations({f"{n:012x}": (f"{n - 1:012x}" if n else None, f"op.create_table('garden_{n}', sa.Column('id', sa.Integer, primary_key=True), sa.Column('error_code', sa.Text))") for n in range(25)})
    with Stack() as stack:
        stack.db().script("migrate", "alembic history; alembic upgrade head; alembic current; alembic downgrade -3; alembic stamp head; alembic heads -v; alembic upgrade head --sql; alembic --help")
        return stack.only("migrate")


log("alembic", "Alembic 1.20: 25 revisions up, three down, stamp, --sql, --help", alembic_log)
log("knex-migrate", "Knex 3 migrations with DEBUG=knex:*", with_db(LINK + """rm -rf migrations; mkdir -p migrations; for n in 1 2 3 4; do printf 'exports.up = (k) => k.schema.createTable("plants%s", (t) => { t.increments(); t.string("error_text") })\\nexports.down = (k) => k.schema.dropTable("plants%s")\\n' $n $n > migrations/000${n}_plants.js; done
printf 'module.exports = { client: "pg", connection: "postgres://app:app-secret@db:5432/shop" }\\n' > knexfile.js; DEBUG=knex:query,knex:tx npx --offline knex migrate:latest; npx --offline knex migrate:list; DEBUG=knex:query npx --offline knex migrate:rollback --all; npx --offline knex migrate:latest --verbose""", "nodetest"))


def celery_log():
    with Stack() as stack:
        stack.db().redis().worker()
        for n in range(12):
            stack.task("shop.mail", n)
        stack.task("shop.invoice", 3)
        seen = multi.sh("celery -A worker inspect stats; celery -A worker report; celery -A worker status")
        stack.stop()
        return stack.only("worker") + seen


log("celery", "Celery 5.7: tasks, inspect stats, report, warm shutdown", celery_log)
files("hap", haproxy__cfg="global\n  log stdout format raw local0 debug\ndefaults\n  mode http\n  log global\n  option httplog\n  timeout connect 1s\n  timeout client 5s\n  timeout server 5s\nfrontend f\n  bind 127.0.0.1:8111\n  default_backend b\nbackend b\n  option httpchk\n  server one 127.0.0.1:8112 check inter 500\n  server two 127.0.0.1:8113 check inter 500 backup\n")
log("haproxy", "HAProxy 2.6 with a server that goes away while a backup takes over", "haproxy -c -V -f haproxy.cfg; (python3 -m http.server 8112 >/dev/null 2>&1 & one=$!; python3 -m http.server 8113 >/dev/null 2>&1 & two=$!; sleep 1; timeout 10 haproxy -d -f haproxy.cfg & for n in $(seq 40); do curl -s -o /dev/null localhost:8111/; sleep .1; done; kill $one; sleep 3; for n in $(seq 20); do curl -s -o /dev/null localhost:8111/; done; wait %3; kill $two)", "hap")
MARIA = "rm -rf maria; mkdir maria; mariadb-install-db --user=root --datadir=/srv/garden/maria --skip-test-db --auth-root-authentication-method=normal >/dev/null 2>&1; (exec mariadbd --user=root --datadir=/srv/garden/maria --socket=/srv/garden/maria/s --skip-networking %s) & server=$!; for n in $(seq 60); do [ -S maria/s ] && break; sleep .5; done; sleep 1; %s; kill $server; wait $server"
log("mariadb-start-stop", "MariaDB 10.11: install, start, a session, shutdown", lambda: sh(MARIA % ("--general-log=1 --general-log-file=/dev/stderr", "mariadb -S maria/s -vvv -e 'CREATE DATABASE garden; SHOW VARIABLES LIKE \"%err%\"; SHOW ENGINE INNODB STATUS\\G; SHOW WARNINGS'")))

# --- packages, systems, infrastructure ---------------------------------------------------------------------------------------------------

log("apt-simulate", "apt-get -s install and dist-upgrade, apt-cache policy", "apt-get -s install -y apache2 php-fpm mariadb-server rabbitmq-server | head -n 500; apt-get -s dist-upgrade | tail -n 40; apt-cache depends postgresql-15 nginx")
log("dpkg-verify", "dpkg -s, dpkg -L, dpkg --audit", "dpkg -s postgresql-15 nginx redis-server; dpkg -L libpq5 redis-server nginx-common; dpkg --audit")
files("tf", main__tf='variable "names" {\n  default = ["orders", "errors", "retries", "limits"]\n}\nresource "terraform_data" "queue" {\n  for_each = toset(var.names)\n  input    = { name = each.key, on_error = "retry", max_errors = 5 }\n}\noutput "queues" {\n  value = [for q in terraform_data.queue : q.output]\n}\n')
TF = "export TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1; "
log("terraform-plan", "terraform init, validate, plan, apply, show, destroy of terraform_data", TF + "rm -rf .terraform* *.tfstate*; terraform init; terraform validate; terraform plan; terraform apply -auto-approve; terraform show; terraform graph; terraform destroy -auto-approve; terraform --help", "tf")
files("ansible", play__yml="- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n    - name: fails on purpose, and is ignored\n      command: /bin/false\n      ignore_errors: true\n    - name: rescue\n      block:\n        - fail: {msg: expected}\n      rescue:\n        - debug: {msg: rescued}\n    - name: items\n      debug: {msg: 'restart {{ item }} on error'}\n      loop: [nginx, redis, postgres, celery]\n    - copy: {content: 'ok', dest: /srv/garden/ansible/out.txt}\n      diff: true\n    - command: uname -a\n      changed_when: false\n")
log("ansible", "ansible-playbook -vv: ignored and rescued failures", "PATH=/usr/bin:$PATH ansible-playbook -vv -i localhost, --diff play.yml; ansible-doc -t module uri 2>/dev/null", "ansible")
log("kubectl-help", "kubectl help, options and create --dry-run=client", "kubectl --help; kubectl create --help; kubectl options; kubectl create deployment web --image=nginx --dry-run=client -o yaml; kubectl create configmap errors --from-literal=retry=5 --dry-run=client -o yaml; kubectl completion bash | head -n 400")
log("compose-config", "docker-compose 1.29 config with everything set, --help", f"cd {multi.HOME}/other; POSTGRES_PASSWORD=x TAG=1 docker-compose -f compose.yaml config; docker-compose --help; docker-compose up --help; docker-compose logs --help")
files("image", Dockerfile="FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"for n in $(/bin/busybox seq 300); do echo compiling errors_$n.c; done\"]\nCMD [\"/bin/busybox\", \"true\"]\n")
log("buildah", "buildah bud from scratch with 300 lines of a RUN step", "cp /bin/busybox .; buildah --storage-driver vfs bud --isolation chroot -t localhost/garden . 2>&1 | sed 's/^[0-9a-f]\\{64\\}$/&/'; buildah --storage-driver vfs images", "image")
log("shellcheck", "shellcheck of scripts of the system", "shellcheck -x /usr/bin/ldd /etc/init.d/* /usr/bin/gunzip | head -n 1500")
log("yamllint-xmllint", "yamllint and xmllint --format", "yamllint -d '{extends: default, rules: {line-length: {max: 40}}}' ansible/play.yml docs/mkdocs.yml bad/pod.yaml; yamllint -d relaxed ansible; xmllint --format /etc/fonts/conf.avail/*.conf | head -n 400; xmllint --debug /etc/fonts/fonts.conf | head -n 300")
log("strace-psql", "strace -f of psql with a query", with_db("PGPASSWORD=app-secret strace -f psql -X -h db -U app -d shop -c 'SELECT 1'"))
log("strace-curl", "strace -f of curl to a local server", "python3 -m http.server 8120 >/dev/null 2>&1 & s=$!; sleep 1; strace -f curl -q -s localhost:8120/ >/dev/null; kill $s")
log("ltrace-gdb", "gdb -batch of a program that ends well, and its symbols", "gcc -g -o check check.c part1.c && gdb -q -batch -ex 'break part1' -ex run -ex bt -ex 'info registers' -ex 'info sharedlibrary' -ex continue ./check", "native")
log("valgrind", "valgrind --leak-check=full -v: no errors", "gcc -g -o check check.c part1.c && valgrind -v --leak-check=full ./check", "native")
log("tcpdump", "tcpdump -A of HTTP on loopback, with a refused port in it", "python3 -m http.server 8121 >/dev/null 2>&1 & s=$!; timeout 7 tcpdump -i lo -n -vv -A -l 2>&1 & sleep 2; for n in 1 2 3 4 5; do curl -s -o /dev/null localhost:8121/lost; curl -s localhost:8122; done; sleep 5; kill $s; wait")
log("ss-ip", "ss, ip, sysctl, /proc", "ss -s; ip -s addr; sysctl -a 2>/dev/null | head -n 1200")
log("dmesg-journal", "systemd-analyze calendar, journalctl --help, dmesg --help, rsyslogd -N1", "journalctl --help; dmesg --help; systemd-analyze calendar daily hourly 'Mon *-*-* 03:00'; rsyslogd -N1 2>&1; systemctl --help; systemd-analyze --help")
log("man-services", "man pages of psql, redis-cli, nginx, curl_easy errors, git-merge", "man -P cat psql 2>/dev/null | head -n 1200; man -P cat redis-cli nginx pg_ctl 2>/dev/null; man -P cat git-merge 2>/dev/null")
log("help-pages", "--help of servers and tools", "for t in nginx\\ -h redis-server\\ --help redis-cli\\ --help gunicorn\\ --help uvicorn\\ --help celery\\ --help pytest\\ --help alembic\\ --help pg_dump\\ --help curl\\ --help\\ all wget\\ --help node\\ --help php\\ --help; do echo \"\\$ $t\"; PATH=$PATH:/srv/stack/venv/bin $t 2>&1; done")
files("history", README="")
log("git-session", "git init, branches, a merge, a rebase, fsck, gc, log --stat, blame", """rm -rf repo; git init -b main repo; cd repo; git config user.name Dev; git config user.email dev@example.org
for n in $(seq 30); do echo "fix: error $n: $( [ $((n % 2)) = 0 ] && echo 'connection refused is retried' || echo 'password is asked again')" >> CHANGES; git add .; GIT_AUTHOR_DATE="$((1700000000 + n * 4000)) +0000" GIT_COMMITTER_DATE="$((1700000000 + n * 4000)) +0000" git commit -m "fix: error $n"; done
git switch -c topic HEAD~5; echo x > other; git add .; git commit -m 'app: a 500 with details'; git rebase main; git switch main; git merge --no-ff -m merge topic; git log -p --stat; git fsck --full -v; git gc; git blame CHANGES; GIT_TRACE=1 git status""")
log("openssl-tls", "openssl: a CA, a certificate, s_server and s_client that verify, -help", "rm -rf tls; mkdir tls; cd tls; openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=ca -days 9 2>&1; openssl req -newkey rsa:2048 -nodes -keyout k -out r -subj /CN=localhost 2>&1; openssl x509 -req -in r -CA ca.crt -CAkey ca.key -CAcreateserial -days 5 -out c; (timeout 6 openssl s_server -accept 8443 -cert c -key k -www & sleep 2; openssl s_client -connect localhost:8443 -CAfile ca.crt </dev/null; curl -sv --cacert ca.crt https://localhost:8443/ -o /dev/null; wait); openssl x509 -in c -text; openssl s_client -help")
log("sqlite-session", "sqlite3 with .explain, .schema, pragma and a query plan", "sqlite3 -echo :memory: 'CREATE TABLE errors (id INTEGER PRIMARY KEY, code TEXT UNIQUE)' \"INSERT OR IGNORE INTO errors (code) VALUES ('23505'), ('42P01'), ('23505')\" 'SELECT * FROM errors' 'EXPLAIN SELECT * FROM errors WHERE code > 1' 'PRAGMA compile_options' '.help --all'")
log("rsyslog-lines", "a stack's log as journald prints it, healthy requests and retries of a worker", lambda: journald("backend", 812)(healthy_stack(lambda stack: stack.only("backend"))()))
log("maven-help", "mvn -o --version and --help, jar tf, javap", "mvn --version; mvn --help; cd java; jar cvf shop.jar *.class; jar tf shop.jar; javap -c -p Shop", "")
log("podman-info", "podman and buildah help and version", "podman --help; buildah --help; podman run --help; buildah version")
log("autocannon", "autocannon against a local server, its tables", LINK + "node -e 'require(\"http\").createServer((q, r) => { r.statusCode = Math.random() < .1 ? 429 : 200; r.end() }).listen(8130)' & s=$!; sleep 1; npx --offline autocannon -d 4 -c 4 --renderStatusCodes http://localhost:8130 2>&1; kill $s", "web")

# --- failures that no entry is about -----------------------------------------------------------------------------------------------------

files("bad", segv__c="#include <stdio.h>\nint main(void) { printf(\"reading the index\\n\"); fflush(stdout); int *p = 0; return *p; }\n", link__c="int helper(int);\nint main(void) { return helper(3); }\n", borrow__rs="fn main() {\n    let mut names = vec![String::from(\"a\")];\n    let first = &names[0];\n    names.push(String::from(\"b\"));\n    println!(\"{first}\");\n    let moved = names;\n    println!(\"{}\", names.len());\n}\n", types__rs="fn main() {\n    let n: u32 = \"x\";\n    missing(n);\n}\n",
      heap__js="const keep = []\nfor (;;) keep.push(new Array(1e5).fill(keep.length))\n", syntax__py="def price(x:\n    return x\n", nil__go="package main\n\nimport \"fmt\"\n\ntype T struct{ n *int }\n\nfunc main() { fmt.Println(\"start\"); var t T; fmt.Println(*t.n) }\n",
      dead__go="package main\n\nfunc main() { c := make(chan int); <-c }\n", Npe__java="public class Npe {\n  static String name;\n  static int length() { return name.length(); }\n  public static void main(String[] a) { for (int i = 0; i < 3; i++) System.out.println(\"row \" + i); System.out.println(length()); }\n}\n",
      bad__yml="services:\n  web:\n    image: nginx\n   ports:\n  - '80:80'\n", pod__yaml="apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: nginx\n  restartPolicy Always\n", fatal__php="<?php\nfunction total(array $rows): int { return count($rows); }\necho \"importing\\n\";\necho total(\"x\");\n",
      bad__rb="puts 'start'\n[1, nil].each { |n| puts n + 1 }\n", bad__tf='resource "terraform_data" "a" {\n  input = var.nothing\n  colour = "red"\n}\n', bad__sql="SELECT * FORM orders;\n", CMakeLists__txt="cmake_minimum_required(VERSION 3.20)\nproject(Bad CXX)\nfind_package(Zebra REQUIRED)\n",
      Makefile="all: parts.o\n\t$(CC) -o parts parts.o\n", bad__cpp="#include <vector>\n#include <string>\nint main() { std::vector<std::string> v; v.push_back(3, 4); return v; }\n")
files("badts", tsconfig__json='{"compilerOptions": {"strict": true, "noEmit": true, "types": []}}\n', a__ts="interface Order { id: number; total: number }\nconst orders: Order[] = [{ id: '1', total: 3 }, { id: 2 }]\nfunction pay(o: Order) { return o.amount }\npay(null)\nlet n: number = orders\nexport const f = (x) => x.y\n")
log("x-segfault", "a C program that reads address 0, then gdb's backtrace", "gcc -g -o segv segv.c; ./segv; gdb -q -batch -ex run -ex bt ./segv", "bad")
log("x-rust-borrow", "rustc: borrow, move and type errors", "rustc --edition 2021 borrow.rs; rustc --edition 2021 types.rs", "bad")
log("x-tsc-types", "tsc: type errors", LINK + "npx --offline tsc --pretty; npx --offline tsc", "badts")
log("x-node-heap", "Node 20 out of memory with a small heap", "node --max-old-space-size=40 heap.js", "bad")
log("x-python-memory", "Python under ulimit -v: MemoryError", "ulimit -v 200000; /usr/bin/python3 -c 'rows = [bytearray(10_000_000) for n in range(100)]'", "bad")
log("x-disk-full", "a tmpfs that is full: dd, cp, Python, git, gcc, PostgreSQL's initdb", "mkdir -p small; mount -t tmpfs -o size=3m none small; cd small; dd if=/dev/zero of=a bs=1M count=9; python3 -c 'open(\"b\", \"w\").write(\"x\" * 10**7)'; cp /bin/bash c; git init r 2>&1; chmod 777 .; mkdir pg; chown postgres: pg; (cd /; runuser -u postgres -- initdb -D /srv/garden/bad/small/pg); cd ..; umount small", "bad")
log("x-tls-certificate", "curl, Python and Node against a self-signed certificate of the wrong name", "openssl req -x509 -newkey rsa:2048 -nodes -keyout k -out c -subj /CN=other.example -days 3 2>/dev/null; timeout 9 openssl s_server -accept 8444 -cert c -key k -www >/dev/null 2>&1 & sleep 2; curl -v https://localhost:8444/; python3 -c 'import urllib.request; urllib.request.urlopen(\"https://localhost:8444\")'; node -e 'fetch(\"https://localhost:8444\").catch(e => console.error(e))'; git clone https://localhost:8444/x.git; wget https://localhost:8444/; wait", "bad")
log("x-dns", "names that do not resolve: curl, Python, Node, git, ssh", "curl -v http://api.garden.invalid/; python3 -c 'import urllib.request; urllib.request.urlopen(\"http://api.garden.invalid\")'; node -e 'fetch(\"http://api.garden.invalid\").catch(e => console.error(e))'; git clone http://git.garden.invalid/x.git; ssh -o BatchMode=yes git@git.garden.invalid; getent hosts api.garden.invalid || echo 'not found'", "bad")
log("x-git-conflict", "git merge and rebase with conflicts, a push that is not a fast-forward", "rm -rf g; git init -q -b main g; cd g; git config user.name Dev; git config user.email dev@example.org; echo a > f; git add .; git commit -qm one; git switch -qc t; echo b > f; git commit -qam two; git switch -q main; echo c > f; git commit -qam three; git merge t; git status; git diff; git merge --abort; git rebase t; git status; git rebase --abort; git clone -q --bare . ../g.git; git remote add o ../g.git; git commit -q --amend -m four; git push o main", "bad")
log("x-maven", "mvn -o: a dependency that is not in the local repository", "mkdir -p mvn; cd mvn; printf '<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>garden</artifactId><version>1</version><dependencies><dependency><groupId>org.example</groupId><artifactId>missing</artifactId><version>2.7</version></dependency></dependencies></project>' > pom.xml; mvn -o -B -Dmaven.repo.local=/srv/garden/bad/m2 compile", "bad")
log("x-mysql", "MariaDB 10.11: an unknown column, table and database, a duplicate entry, syntax", lambda: sh(MARIA % ("--log-warnings=4", "for q in 'SELECT x FROM mysql.user' 'SELECT * FROM garden.plants' 'CREATE DATABASE g; CREATE TABLE g.t (a INT PRIMARY KEY); INSERT INTO g.t VALUES (1), (1)' 'SELEC 1' 'GRANT ALL ON g.* TO nobody'; do mariadb -S maria/s -e \"$q\"; done; mariadb -S maria/s -u ghost -pwrong -e 'SELECT 1'; mariadb -S /srv/garden/none -e 'SELECT 1'")))
log("x-sqlite", "sqlite3 and Python's sqlite3: no such table and column, constraint, locked, malformed", "sqlite3 s.db 'SELECT * FROM plants'; sqlite3 s.db 'CREATE TABLE IF NOT EXISTS t (a INTEGER PRIMARY KEY)' 'SELECT b FROM t'; sqlite3 s.db 'DELETE FROM t' 'INSERT INTO t VALUES (1), (1)'; echo garbage-garbage-garbage > m.db; sqlite3 m.db .tables; python3 -c 'import sqlite3; sqlite3.connect(\"s.db\").execute(\"SELECT * FROM weeds\")'; python3 -c 'import sqlite3; a = sqlite3.connect(\"s.db\", timeout=.2); a.execute(\"BEGIN EXCLUSIVE\"); sqlite3.connect(\"s.db\", timeout=.2).execute(\"DELETE FROM t\")'", "bad")
log("x-shared-library", "a program whose shared library is gone; ldd; LD_DEBUG", "echo 'int f(void) { return 1; }' > f.c; gcc -shared -fPIC -o libgarden.so f.c; echo 'int f(void); int main(void) { return f(); }' > m.c; gcc -o m m.c -L. -lgarden; rm libgarden.so; ./m; ldd ./m; LD_DEBUG=libs ./m", "bad")
log("x-kubectl-yaml", "kubectl create --dry-run=client of broken manifests, without a cluster", "kubectl create --dry-run=client -f pod.yaml; kubectl apply --dry-run=client --validate=false -f pod.yaml; kubectl get pods --request-timeout=2s; kubectl create -f missing.yaml", "bad")
log("x-yaml", "YAML that cannot be parsed: Python, Ruby, docker-compose, yamllint, ansible", "/usr/bin/python3 -c 'import yaml; yaml.safe_load(open(\"bad.yml\"))'; ruby -ryaml -e 'YAML.load_file(\"bad.yml\")'; docker-compose -f bad.yml config; yamllint bad.yml; PATH=/usr/bin:$PATH ansible-playbook -i localhost, bad.yml", "bad")
log("x-linker", "gcc: an undefined reference, a missing library, a missing header", "gcc link.c; gcc link.c -lzebra; echo '#include <zebra.h>' | gcc -xc -c -; make; g++ bad.cpp", "bad")
log("x-cmake", "cmake: a package that is not there", "cmake -S . -B out", "bad")
log("x-go-panic", "Go: nil pointer, all goroutines asleep, a compile error", "go run nil.go; go run dead.go; printf 'package main\\nimport \"os\"\\nfunc main() { x := 1; y }\\n' > bad.go; go run bad.go", "bad")
log("x-java-npe", "Java 17: NullPointerException, OutOfMemoryError, ClassNotFoundException, a compile error", "javac Npe.java; java Npe; java Missing; echo 'class A { int f() { return \"x\"; } }' > A.java; javac A.java; echo 'public class Oom { public static void main(String[] a) { java.util.List<byte[]> l = new java.util.ArrayList<>(); for (;;) l.add(new byte[9999999]); } }' > Oom.java; javac Oom.java; java -Xmx64m Oom", "bad")
log("x-php-ruby", "PHP TypeError and parse error, Ruby NoMethodError and LoadError", "php -d display_errors=1 -d html_errors=0 fatal.php; php -r 'echo 1 +;'; ruby bad.rb; ruby -e 'require \"zebra\"'; ruby -e 'def x('", "bad")
log("x-python-errors", "Python: SyntaxError, IndentationError, RecursionError, UnicodeDecodeError, KeyError chain, TypeError", "python3 syntax.py; python3 -c 'def f(): return f()\nf()'; python3 -c 'b\"\\xff\".decode()'; python3 -c 'try:\n  {}[1]\nexcept KeyError as e:\n  raise ValueError(\"no price\") from e'; python3 -c 'len(3)'; python3 -c 'import json; json.loads(\"{\")'; python3 -c 'import asyncio\nasync def g():\n  raise ExceptionGroup(\"several\", [ValueError(1), TypeError(2)])\nasyncio.run(g())'", "bad")
log("x-terraform", "terraform validate: an undeclared variable and an unsupported argument", TF + "mkdir -p t; cp bad.tf t; cd t; terraform init; terraform validate; terraform plan", "bad")
log("x-ansible", "ansible-playbook: a task that fails", "printf -- '- hosts: localhost\\n  connection: local\\n  gather_facts: false\\n  tasks:\\n    - copy: {src: nothing.conf, dest: /srv/garden/bad/o}\\n    - debug: {msg: never}\\n' > p.yml; PATH=/usr/bin:$PATH ansible-playbook -i localhost, -v p.yml", "bad")
log("x-nginx-config", "nginx -t: an unknown directive, a missing upstream, a missing certificate", "for c in 'http { serve { } }' 'http { server { location / { proxy_pass http://nowhere.invalid; } } }' 'http { server { listen 443 ssl; ssl_certificate /srv/garden/none.crt; ssl_certificate_key /srv/garden/none.key; } }'; do echo \"events {} $c\" > n.conf; nginx -t -c /srv/garden/bad/n.conf; done", "bad")
log("x-permission", "permission denied: a user without rights, a read-only file system", "touch secret; chmod 600 secret; runuser -u nobody -- cat /srv/garden/bad/secret; runuser -u nobody -- python3 -c 'open(\"/srv/garden/bad/secret\")'; runuser -u nobody -- node -e 'require(\"fs\").readFileSync(\"/srv/garden/bad/secret\")'; mkdir -p ro; mount -t tmpfs -o ro none ro; touch ro/x; python3 -c 'open(\"ro/x\", \"w\")'; umount ro", "bad")
log("x-npm", "npm: no package.json, a script that is not there, a failing script, JSON that cannot be parsed", "mkdir -p n; cd n; rm -f package.json; npm test --offline 2>&1 | grep -v -e nodedir -e _logs; echo '{\"name\":\"n\",\"scripts\":{\"build\":\"node -e \\\"process.exit(3)\\\"\"}}' > package.json; npm run nothing 2>&1 | grep -v -e nodedir -e _logs; npm run build 2>&1 | grep -v -e nodedir -e _logs; echo '{' > package.json; npm run build 2>&1 | grep -v -e nodedir -e _logs", "bad")
log("x-webpack", "webpack and vite: a module that is not there, a syntax error", "mkdir -p w/src; cd w; ln -sfn " + N + " node_modules; echo 'import x from \"./missing.js\"; import y from \"zebra\"; console.log(x, y)' > src/index.js; npx --offline webpack --mode production; echo '<script type=module src=/src/index.js></script>' > index.html; npx --offline vite build; echo 'const = 3' > src/index.js; npx --offline esbuild --bundle src/index.js", "bad")
log("x-pytest-assertions", "pytest 9: assertions that fail, a fixture that is not there", "mkdir -p p; printf 'import pytest\\n\\n@pytest.mark.parametrize(\"n\", range(12))\\ndef test_price(n):\\n    assert {\"price\": n * 3, \"rows\": [n]} == {\"price\": n * 2 + 1, \"rows\": []}\\n\\ndef test_lost(warehouse):\\n    pass\\n' > p/test_p.py; pytest -p no:cacheprovider -v p", "bad")
log("x-jest-failing", "jest 29 and mocha 10: expectations that fail", "mkdir -p j; cd j; ln -sfn " + N + " node_modules; echo '{}' > package.json; printf 'for (let n = 0; n < 6; n++) test(\"price \" + n, () => expect({ price: n, rows: [n] }).toEqual({ price: 3, rows: [] }))\\n' > a.test.js; npx --offline jest --ci; printf 'const assert = require(\"assert\")\\nit(\"adds\", () => assert.deepStrictEqual([1, 2], [1, 3]))\\n' > m.js; npx --offline mocha m.js", "bad")
log("x-psql-syntax", "psql: a misspelt keyword, division by zero, a type that does not fit, a function that is not there", with_db("psql -X 'host=db dbname=shop user=app password=app-secret' -f bad.sql -c 'SELECT 1 / 0' -c \"SELECT 'x'::int\" -c 'SELECT zebra(1)' -c 'INSERT INTO people (email) VALUES (NULL)'", "bad"))
log("x-ssh", "ssh: a host that is not listening, a key that is not there, a wrong option", "ssh -o BatchMode=yes -p 2299 localhost true; ssh -i none -o BatchMode=yes -p 2299 localhost true; scp -P 2299 x localhost:; ssh-keygen -l -f bad.yml", "bad")
