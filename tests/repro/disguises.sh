#!/bin/sh
# What real tools make of one log: the samples of tests/data/disguises. Usage: tests/repro/disguises.sh FOLDER
# FOLDER/plain.log is the log. Needs iconv, fold, perl, jq, tmux, script, rsyslogd, logger, node with the npm packages
# concurrently, pm2, and python3 with the PyPI packages honcho, rich, pytest (NODE_BIN, PYTHON_BIN: folders of their programs).
set -eu
cd "$1"
: "${NODE_BIN:=./node_modules/.bin}" "${PYTHON_BIN:=/usr/bin}"
here=$(pwd)

for width in 28 40 80; do fold -w "$width" plain.log >"fold-$width.log"; done
sed 's/$/\r/' plain.log >crlf.log
iconv -f utf-8 -t utf-16le crlf.log >iconv-utf-16le.log
{ printf '\377\376'; cat iconv-utf-16le.log; } >iconv-utf-16le-mark.log
{ printf '\376\377'; iconv -f utf-8 -t utf-16be crlf.log; } >iconv-utf-16be-mark.log

# A terminal of 100 columns, its screen as text; and the same as `script` records it.
tmux -L disguises new-session -d -x 100 -y 200 "cat plain.log; sleep 3" && sleep 1
tmux -L disguises capture-pane -p -S - | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >terminal-100.log
tmux -L disguises kill-server || true
script -q -c "cat plain.log" script.log >/dev/null

jq -cR '{log: (. + "\n"), stream: "stderr", time: "2026-11-21T10:00:00.123456789Z"}' plain.log >jq-json-file.log
jq -cRs '{level: "error", msg: "request failed", error: {stack: .}}' plain.log >jq-record.log

# rsyslog with its traditional file format: control characters become #012.
mkdir -p rsyslog && rm -f rsyslog/out.log
cat >rsyslog/conf <<R
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="$here/rsyslog/socket" CreatePath="on")
*.* action(type="omfile" file="$here/rsyslog/out.log" template="RSYSLOG_TraditionalFileFormat")
R
rsyslogd -n -f rsyslog/conf -i "$here/rsyslog/pid" & server=$!
sleep 1
python3 - "$here/rsyslog/socket" <<'P'
import socket, sys
text = open("plain.log").read().rstrip("\n")
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
    out.connect(sys.argv[1])
    out.send(b"<27>api[4242]: " + text.encode())
P
logger -u rsyslog/socket -t api --id=4242 <plain.log
sleep 1; kill "$server"; wait "$server" 2>/dev/null || true
head -n 1 rsyslog/out.log >rsyslog-one-record.log
tail -n +2 rsyslog/out.log | grep ' api\[' >rsyslog-lines.log
rm -r rsyslog

FORCE_COLOR=0 "$NODE_BIN/concurrently" --no-color -n api "cat plain.log" >concurrently.log 2>&1 || true
FORCE_COLOR=0 "$NODE_BIN/concurrently" --no-color -n web,api "sleep 1; echo ready" "cat plain.log" >concurrently-two.log 2>&1 || true
printf 'api: cat plain.log\nweb: echo ready; sleep 1\n' >Procfile
"$PYTHON_BIN/honcho" start --no-colour >honcho.log 2>&1 || true
rm Procfile
"$PYTHON_BIN/python" - <<'P' >rich-panel.log
from rich.console import Console
from rich.panel import Panel
Console(width=100).print(Panel(open("plain.log").read().rstrip(), title="Error"), markup=False)
P
mkdir -p pytest && printf 'def test_start():\n    raise RuntimeError(open("%s/plain.log").read())\n' "$here" >pytest/test_start.py
(cd pytest && "$PYTHON_BIN/python" -m pytest -p no:cacheprovider -q test_start.py) >pytest.log || true
sed -i "s|$here|/srv/app|g" pytest.log
rm -r pytest
