#!/bin/bash
# The logs of kb/http/500-without-details.md and kb/http/health-check-503.md by test runners of other kinds, and of
# kb/ci/backend-not-healthy.md by start-server-and-test and by loops that poll. VENV names a virtual environment with the PyPI packages
# robotframework-requests, schemathesis, pytest, requests; NODE_MODULES a folder with the npm packages ava, uvu, tap, mocha, chai,
# @usebruno/cli, start-server-and-test; rustc and go. Ports 6671 (answers 500 and 503) and 6672 (nobody).
: "${VENV:=./venv}" "${NODE_MODULES:=./node_modules}"
mkdir -p /srv/shopapi && cd /srv/shopapi || exit 1
[ -e node_modules ] || ln -sfn "$NODE_MODULES" node_modules
export NO_COLOR=1 B=http://127.0.0.1:6671
cat >srv.py <<'P'
import http.server, json
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        code = 503 if "health" in self.path or "ready" in self.path else 500
        body = {"detail": "Internal Server Error"} if code == 500 else {"success": False, "message": "Service Unavailable", "data": ["postgres"]}
        body = json.dumps(body).encode()
        self.send_response(code); self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *a): pass
http.server.ThreadingHTTPServer(("127.0.0.1", 6671), H).serve_forever()
P
python3 srv.py & server=$!
trap 'kill "$server"' EXIT
sleep 1
call='const r = await fetch("'$B/api/orders'")'
echo "import test from 'ava'; test('GET /api/orders answers 200', async t => { $call; t.is(r.status, 200) });" >ava.test.mjs
echo "import { test } from 'uvu'; import * as assert from 'uvu/assert'; test('GET /api/orders', async () => { $call; assert.is(r.status, 200) }); test.run();" >uvu.mjs
echo "import t from 'tap'; t.test('GET /api/orders', async t => { $call; t.equal(r.status, 200) });" >tapt.mjs
echo "import test from 'node:test'; import assert from 'node:assert/strict'; test('GET /api/orders', async () => { $call; assert.equal(r.status, 200) });" >nt.test.mjs
echo "import { expect } from 'chai'; describe('API', () => it('GET /api/health', async () => { const r = await fetch('$B/api/health'); expect(r.status).to.equal(200) }));" >mocha.mjs
npx ava ava.test.mjs; node uvu.mjs; npx tap --disable-coverage --reporter=terse tapt.mjs; node --test --test-reporter=tap nt.test.mjs; npx mocha mocha.mjs
npx start-server-and-test 'sleep 5' http-get://127.0.0.1:6672/health true
mkdir -p bru && echo '{"version":"1","name":"shop","type":"collection"}' >bru/bruno.json
printf 'meta {\n  name: orders\n  type: http\n  seq: 1\n}\n\nget {\n  url: %s/api/orders\n  body: none\n  auth: none\n}\n\ntests {\n  test("answers 200", function() {\n    expect(res.getStatus()).to.equal(200);\n  });\n}\n' "$B" >bru/orders.bru
(cd bru && npx bru run orders.bru)
cat >api.robot <<R
*** Settings ***
Library    RequestsLibrary
*** Test Cases ***
Get orders expecting ok
    GET    $B/api/orders    expected_status=200
Status by hand
    \${r}=    GET    $B/api/orders    expected_status=any
    Should Be Equal As Integers    \${r.status_code}    200
Api is ready
    \${r}=    GET    $B/api/health    expected_status=any
    Should Be Equal As Integers    \${r.status_code}    200
Health check
    GET    $B/api/health    expected_status=200
R
"$VENV/bin/robot" --output NONE --log NONE --report NONE api.robot
for path in orders health; do
    echo '{"openapi":"3.0.0","info":{"title":"shop","version":"1"},"paths":{"/api/'$path'":{"get":{"responses":{"200":{"description":"ok"}}}}}}' >openapi.json
    "$VENV/bin/schemathesis" run openapi.json --url "$B" --no-color
done
printf 'import requests\ndef test_orders_lt(): assert requests.get("%s/api/orders").status_code < 400\ndef test_health_in(): assert requests.get("%s/api/health").status_code in (200, 204)\n' "$B" "$B" >test_misc.py
"$VENV/bin/pytest" -q test_misc.py
cat >t.rs <<'R'
use std::io::{Read, Write};
fn get(path: &str) -> u16 {
    let mut stream = std::net::TcpStream::connect("127.0.0.1:6671").unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}
#[test] fn api_orders_answers_200() { assert_eq!(get("/api/orders"), 200); }
#[test] fn health_check_passes() { let status = get("/api/health"); assert_eq!(status, 200, "GET /api/health"); }
R
rustc --test -o t t.rs && ./t
mkdir -p go && (cd go && printf 'module shop\ngo 1.19\n' >go.mod && cat >api_test.go <<G
package shop
import ("net/http"; "testing")
func TestOrders(t *testing.T) { r, _ := http.Get("$B/api/orders"); if r.StatusCode != 200 { t.Errorf("expected status 200, got %d", r.StatusCode) } }
func TestReady(t *testing.T) { r, _ := http.Get("$B/readyz"); if r.StatusCode != http.StatusOK { t.Fatalf("readyz: unexpected status code: %d", r.StatusCode) } }
G
go test ./...)
for i in 1 2 3; do code=$(curl -s -o /dev/null -w '%{http_code}' "$B/health"); echo "attempt $i/3: /health answered $code"; done
echo "::error::Backend not healthy after 3 attempts, rolling back"
for state in starting starting unhealthy; do echo "waiting for backend: $state"; done
echo "backend is still $state after 3s, giving up"
