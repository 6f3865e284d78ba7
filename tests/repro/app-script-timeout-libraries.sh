#!/bin/sh
# Libraries that stop a script after its time: examples of kb/app/script-timeout.md.
# Needs: go, elixir (Debian); PYTHON names a python with the PyPI packages pebble, stopit, wrapt_timeout_decorator. No ports. Writes into
# the current folder.
: "${PYTHON:=python3}"
for words in 'import stopit
with stopit.ThreadingTimeout(0.3, swallow_exc=False):
    while True: pass' 'import pebble, time
@pebble.concurrent.process(timeout=0.5)
def f(): time.sleep(5)
f().result()' 'import wrapt_timeout_decorator, time
@wrapt_timeout_decorator.timeout(1)
def f(): time.sleep(5)
f()' 'import multiprocessing, time
multiprocessing.Pool(1).apply_async(time.sleep, (5,)).get(timeout=0.5)'; do
    "$PYTHON" -c "$words" 2>&1 | tail -n 2
done
elixir -e 'Task.await(Task.async(fn -> Process.sleep(2000) end), 300)'
printf 'package main\nimport ("context"; "fmt"; "os/exec"; "time")\nfunc main() {\n\tc, stop := context.WithTimeout(context.Background(), 300*time.Millisecond)\n\tdefer stop()\n\tfmt.Println("report script:", exec.CommandContext(c, "sleep", "5").Run(), c.Err())\n}\n' >limit.go
go run limit.go
