#!/bin/sh
# A browser's console beside the log of a backend that dies of a bug in its handler, in languages whose frameworks print no
# access log: the examples of cors/backend-crash-masked.
# Needs (Debian): chromium, node, ruby with webrick, perl with libplack-perl and libmojolicious-perl, php-cli, elixir with erlang-inets.
# usage: cors-crashed-backends.sh [node|rack|plack|mojo|php|elixir]...   Loopback only, ports 8000 and 5173.
set -eu
dir=${WORK:-$(mktemp -d)} # a folder that does not exist yet; its path stands in some logs
mkdir -p "$dir"
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir app web
cat >app/server.mjs <<'X'
import http from 'node:http';
const stock = { tools: null };
http.createServer(async (request, answer) => {
  try { answer.end(JSON.stringify(await list())) } catch (error) { console.error(error); answer.writeHead(500).end() }
}).listen(8000, '127.0.0.1');
async function list() { await null; return stock.tools.map((tool) => tool.name) }
X
cat >app/server.rb <<'X'
require 'webrick'
server = WEBrick::HTTPServer.new(Port: 8000, BindAddress: '127.0.0.1', AccessLog: [])
server.mount_proc('/') { |request, answer| answer.body = [nil].map { |tool| tool.name }.join(',') }
server.start
X
cat >app/app.psgi <<'X'
use strict;
my $stock = { tools => undef };
sub names { join ',', map { $_->{name} } $stock->{tools}->all }
sub { [200, ['Content-Type', 'text/plain'], [names()]] };
X
cat >app/mojo.pl <<'X'
use Mojolicious::Lite -signatures;
get '/*any' => sub ($c) { my $tool; $c->render(text => $tool->name) };
app->start;
X
cat >app/index.php <<'X'
<?php function names(?array $tools): string { return implode(',', array_map(fn($t) => $t->name, $tools)); } echo names(null);
X
cat >app/server.exs <<'X'
defmodule Tools do
  def loop(listen) do
    {:ok, socket} = :gen_tcp.accept(listen)
    task = Task.async(fn -> receive do :go -> answer(socket) end end)
    :gen_tcp.controlling_process(socket, task.pid)
    send(task.pid, :go)
    Process.unlink(task.pid)
    loop(listen)
  end
  def answer(socket) do
    {:ok, _} = :gen_tcp.recv(socket, 0)
    body = try do
      Enum.map(nil, & &1.name)
    rescue error ->
      IO.puts(:stderr, Exception.format(:error, error, __STACKTRACE__))
      ""
    end
    :gen_tcp.send(socket, "HTTP/1.1 500 Internal Server Error\r\ncontent-length: #{byte_size(body)}\r\nconnection: close\r\n\r\n")
    :gen_tcp.close(socket)
  end
end
{:ok, listen} = :gen_tcp.listen(8000, [:binary, active: false, reuseaddr: true, ip: {127, 0, 0, 1}])
Tools.loop(listen)
X
cat >web/index.html <<'X'
<script>fetch('http://localhost:8000/api/v1/tools').catch((error) => console.error('tools: ' + error))</script>
X
command() {
  case $1 in
  node) echo node app/server.mjs ;;
  rack) echo ruby app/server.rb ;;
  plack) echo plackup --port 8000 --host 127.0.0.1 --no-default-middleware app/app.psgi ;;
  mojo) echo perl app/mojo.pl daemon -m production -l http://127.0.0.1:8000 ;;
  php) echo php -d display_errors=0 -d log_errors=1 -S 127.0.0.1:8000 -t app app/index.php ;;
  elixir) echo elixir app/server.exs ;;
  esac
}
for scene in "${@:-node}"; do
  echo "--- $scene"
  # shellcheck disable=SC2046
  $(command "$scene") >backend.txt 2>&1 & backend=$!
  python3 -m http.server 5173 --bind 127.0.0.1 --directory web >/dev/null 2>&1 & page=$!
  sleep 4
  timeout 20 chromium --headless --no-sandbox --user-data-dir="$dir/profile" --enable-logging=stderr --virtual-time-budget=4000 --dump-dom http://localhost:5173/ 2>&1 >/dev/null \
    | grep CONSOLE >console.txt || true
  kill "$backend" "$page"; wait "$backend" "$page" 2>/dev/null || true
  sed 's/^/browser-1 | /' console.txt
  sed 's/^/api-1     | /' backend.txt
done
