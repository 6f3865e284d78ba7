#!/bin/sh
# How proxies say that no backend answers: examples of kb/frontend/network-error-hangs.md.
# Needs: Debian packages apache2, haproxy, nginx, iproute2 (root: it gives the loopback device a route that leads nowhere); node.
# NODE_MODULES names a folder with the npm packages express, http-proxy-middleware@2, hpm3@npm:http-proxy-middleware@3,
# react-dev-utils, next, react and react-dom. Ports 15730 to 15739, loopback only. Runs in /srv/portal/proxies, or where APP says.
: "${NODE_MODULES:=./node_modules}" "${APP:=/srv/portal/proxies}"
mkdir -p "$APP" && cd "$APP" || exit 1
ln -sfn "$NODE_MODULES" node_modules
get() { curl -s -o /dev/null --max-time 8 "http://localhost:$1/api/v1/auth/me"; }

for version in http-proxy-middleware hpm3; do
    echo "== $version $(node -p "require('./node_modules/$version/package.json').version")"
    timeout 5 node -e "
        const { createProxyMiddleware } = require('$version');
        require('express')().use('/api', createProxyMiddleware({ target: 'http://localhost:15739', logger: console })).listen(15730)" 2>&1 &
    sleep 2; get 15730; wait $!
done
echo "== create-react-app's proxy, react-dev-utils $(node -p "require('./node_modules/react-dev-utils/package.json').version")"
timeout 5 node -e "
    const { prepareProxy } = require('react-dev-utils/WebpackDevServerUtils');
    const [setting] = prepareProxy('http://localhost:15739', '/srv', '/');
    require('express')().use(require('http-proxy-middleware').createProxyMiddleware(setting.context, setting)).listen(15731)" 2>&1 &
sleep 2; get 15731; wait $!
echo "== next $(node -p "require('./node_modules/next/package.json').version")"
mkdir -p next/pages && cd next && ln -sfn ../node_modules node_modules
echo 'module.exports = { rewrites: async () => [{ source: "/api/:path*", destination: "http://localhost:15739/api/:path*" }] }' >next.config.js
echo 'export default () => "home"' >pages/index.js
NEXT_TELEMETRY_DISABLED=1 timeout 25 node node_modules/next/dist/bin/next dev --port 15732 2>&1 &
sleep 12; get 15732; wait $!
cd ..
echo "== apache"
cat >apache.conf <<C
ServerName localhost
Listen 127.0.0.1:15733
PidFile $APP/apache.pid
ErrorLog $APP/apache.log
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
ProxyPass /api http://127.0.0.1:15739/api
C
timeout 4 apache2 -X -f "$APP/apache.conf" & sleep 2; get 15733; wait $!; cat apache.log
echo "== haproxy"
cat >haproxy.cfg <<C
global
  log stdout format raw local0
defaults
  mode http
  log global
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend www
  bind 127.0.0.1:15734
  default_backend api
backend api
  option httpchk GET /health
  server backend1 127.0.0.1:15739 check inter 500ms fall 1
C
timeout 4 haproxy -f haproxy.cfg 2>&1 & sleep 2; get 15734; wait $!
echo "== nginx, no route and no answer"
ip route add unreachable 198.51.100.1 2>/dev/null; ip route add 198.51.100.2 dev lo 2>/dev/null
cat >nginx.conf <<C
daemon off;
pid $APP/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path $APP/body; proxy_temp_path $APP/proxy; fastcgi_temp_path $APP/f; uwsgi_temp_path $APP/u; scgi_temp_path $APP/s;
  server { listen 127.0.0.1:15735; location / { proxy_pass http://198.51.100.1:8000; } }
  server { listen 127.0.0.1:15736; location / { proxy_connect_timeout 1s; proxy_pass http://198.51.100.2:8000; } }
}
C
timeout 6 nginx -c "$APP/nginx.conf" 2>&1 & sleep 1; get 15735; get 15736; wait $!
ip route del unreachable 198.51.100.1; ip route del 198.51.100.2 dev lo
