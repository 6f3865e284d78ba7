#!/bin/sh
# A refused login as clients and test runners of several languages report it.
# Needs: python3, node 20 with npm, ruby with rspec, go, php-cli, a JDK. Loopback only.
set -u
d=$(mktemp -d); cd "$d" || exit 1
cat > srv.py <<'P'
import http.server
class H(http.server.BaseHTTPRequestHandler):
    def do_POST(s):
        s.rfile.read(int(s.headers.get('content-length') or 0)); b = b'{"detail":"Invalid credentials"}'
        s.send_response(401); s.send_header('content-type', 'application/json'); s.send_header('content-length', str(len(b))); s.end_headers(); s.wfile.write(b)
    def log_message(s, *a): pass
http.server.ThreadingHTTPServer(('127.0.0.1', 16940), H).serve_forever()
P
python3 srv.py & pid=$!; sleep 1
U=http://127.0.0.1:16940/api/v1/auth/login
npm init -y >/dev/null && npm i --no-audit --no-fund got pino >/dev/null
node -e "import('got').then(g => g.default.post('$U', { json: {}, retry: { limit: 0 } })).catch(e => console.error(e))"
node -e "fetch('$U', { method: 'POST' }).then(async r => require('pino')().error({ status: r.status, body: await r.json() }, 'login failed'))"
cat > login_spec.rb <<P
require 'net/http'
describe('login') { it('gives a token') { r = Net::HTTP.post(URI('$U'), '{}'); expect(r.code.to_i).to eq(200), r.body } }
P
rspec login_spec.rb
mkdir g; printf 'module g\ngo 1.19\n' > g/go.mod
cat > g/login_test.go <<P
package g
import ("io"; "net/http"; "strings"; "testing")
func TestLogin(t *testing.T) { r, _ := http.Post("$U", "application/json", strings.NewReader("{}")); b, _ := io.ReadAll(r.Body); if r.StatusCode != 200 { t.Fatalf("expected status 200, got %d: %s", r.StatusCode, b) } }
P
(cd g && go test ./...)
php -r "file_get_contents('$U', false, stream_context_create(['http' => ['method' => 'POST', 'content' => '{}']]));"
cat > L.java <<P
import java.net.*;
public class L { public static void main(String[] a) throws Exception { var c = (HttpURLConnection) new URL("$U").openConnection(); c.setRequestMethod("POST"); c.setDoOutput(true); c.getOutputStream().write("{}".getBytes()); c.getInputStream(); } }
P
java L.java
kill "$pid"; rm -rf "$d"
