#!/usr/bin/env bash
# Runs ordinary commands that fail in ways that no entry of `kb/` is about, and writes what each prints to OUTDIR/NAME.log.
#
#     tests/repro/unknown.sh tests/unknown
#
# The right answer to each of them is that nothing is known, and no guess. A tool that is missing is skipped with a notice.
# Commands reach no further than this machine.
set -u

out=${1:?usage: unknown.sh OUTDIR}
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
cd "$work" || exit 1
export RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup} CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}
export LC_ALL=C.UTF-8 TERM=dumb HOME=$work GIT_CONFIG_NOSYSTEM=1 NO_COLOR=1

# run NAME TOOLS COMMAND: both streams of a bash command line.
run() {
    local tool
    for tool in $2; do
        command -v "$tool" >/dev/null 2>&1 || { echo "skipped $1: $tool is missing"; return; }
    done
    timeout 60 bash -c "$3" 2>&1 </dev/null | sed "s#$work#/srv/app#g; s#/root/[^ \":]*python3.11#/usr/lib/python3.11#" | head -c 20000 >"$out/$1.log"
    [ -s "$out/$1.log" ] || { echo "skipped $1: it printed nothing"; rm -f "$out/$1.log"; }
}

printf '#include <stdio.h>\nint main(void) { int x = "a"; printf("%%d", y); return missing(x); }\n' >bad.c
printf 'int helper(void);\nint main(void) { return helper(); }\n' >undefined.c
printf 'fn main() { let x: i32 = "a"; let v = vec![1]; drop(v); println!("{:?}", v); }\n' >bad.rs
printf 'public class Bad { public static void main(String[] a) { String s = null; System.out.println(s.length()); } }\n' >Bad.java
printf 'public class Worse { int x = "a"; void f() { undefined(); } }\n' >Worse.java
printf 'package main\nimport "os"\nfunc main() { var x int = "a" }\n' >bad.go
printf 'package main\nfunc main() { var m map[string]int; m["a"] = 1 }\n' >panic.go
printf '{"a": 1,, "b": }\n' >bad.json
printf '<a><b></a>\n' >bad.xml
printf 'all: missing.o\n\tcc -o all missing.o\n' >Makefile
printf 'cmake_minimum_required(VERSION 3.5)\nproject(x)\nfind_package(Imaginary REQUIRED)\n' >CMakeLists.txt
printf 'const fs = require("fs");\nJSON.parse(fs.readFileSync("bad.json"));\n' >bad.js
printf 'import { x } from "./nowhere.mjs";\n' >bad.mjs
printf 'Promise.reject(new TypeError("order.items is not iterable"));\n' >reject.js
printf 'def total(items):\n    return sum(i["price"] for i in items)\n\nprint(total([{"price": 1}, {"prize": 2}]))\n' >key.py
printf 'def f(n):\n    return f(n + 1)\nf(0)\n' >deep.py
printf 'import json, pathlib\njson.loads(pathlib.Path("bad.json").read_text())\n' >decode.py
printf 'x = [1, 2\nprint(x)\n' >syntax.py
printf 'import ssl, socket, threading\nopen("/proc/1/mem").read()\n' >denied.py
printf 'import unittest\nclass T(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(1 + 1, 3)\nunittest.main()\n' >failing.py
head -c 2000 /dev/urandom >noise.gz

run gcc-errors gcc 'gcc -Wall bad.c -o bad'
run ld-undefined gcc 'gcc undefined.c -lnosuchlibrary; gcc undefined.c'
run rustc-errors rustc 'rustc bad.rs'
run cargo-no-manifest cargo 'cargo build --offline'
run java-null "javac java" 'javac Bad.java && java Bad'
run javac-errors javac 'javac Worse.java'
run java-no-class java 'java com.example.Missing'
run go-errors go 'go run bad.go'
run go-panic go 'go run panic.go'
run node-json node 'node bad.js'
run node-module node 'node bad.mjs'
run node-reject node 'node reject.js'
run npm-no-script npm 'echo "{\"name\":\"x\",\"scripts\":{\"start\":\"node nowhere.js\"}}" >package.json; npm start; npm run build; rm package.json'
run python-key python3 'python3 key.py'
run python-recursion python3 'python3 deep.py'
run python-decode python3 'python3 decode.py'
run python-syntax python3 'python3 syntax.py'
run python-permission python3 'python3 denied.py'
run python-no-module python3 'python3 -m imaginary_tool; python3 -c "import imaginary"'
run python-unittest python3 'python3 failing.py'
run pip-no-package pip 'pip install --no-index imaginary-package'
run ruby-nil ruby 'ruby -e "nil.upcase"'
run php-undefined php 'php -r "undefined_function(1);"'
run perl-missing perl 'perl -e "use Imaginary::Module;"; perl -e "open(my \$f, q(<), q(/none)) or die qq(cannot open: \$!)"'
run git-not-a-repository git 'git status; git log'
run git-push git 'git init -q r && cd r && git push origin main; git checkout nowhere; git merge nowhere'
run git-conflict git 'git init -q c && cd c && git config user.email a@b.c && git config user.name a && echo 1 >f && git add f && git commit -qm 1 && git checkout -qb x && echo 2 >f && git commit -qam 2 && git checkout -q - && echo 3 >f && git commit -qam 3 && git merge x'
run tar-broken tar 'tar xzf noise.gz; tar xf nowhere.tar'
run gzip-broken gzip 'gunzip -t noise.gz'
run make-no-rule make 'make'
run cmake-no-package cmake 'cmake .'
run curl-refused curl 'curl -sS http://127.0.0.1:1/; curl -sS https://nowhere.invalid/'
run wget-refused wget 'wget -O- http://127.0.0.1:1/x'
run openssl-no-certificate openssl 'openssl x509 -in nowhere.pem -noout; openssl verify bad.json'
run sqlite-errors sqlite3 'sqlite3 x.db "SELECT * FRM orders; CREATE TABLE a(b UNIQUE); INSERT INTO a VALUES(1),(1);"'
run jq-error jq 'jq . bad.json; echo "{}" | jq ".a |"'
run xmllint-error xmllint 'xmllint bad.xml'
run unzip-broken unzip 'unzip noise.gz'
run bash-errors bash 'bash -c "if then"; bash -c "nosuchcommand --flag"; bash -c "cd /nowhere"; bash -c "kill -9 \$\$"'
run nginx-directive nginx 'printf "events {}\nhttp { servr { listen 1; } }\n" >n.conf; nginx -t -c "$PWD/n.conf" -e stderr'
run apt-no-package apt-get 'apt-get install -s imaginary-package'
run dpkg-broken dpkg 'dpkg -i noise.gz'
run mount-error mount 'mount /dev/nowhere /mnt'
run dd-full dd 'dd if=/dev/zero of=/dev/full bs=1k count=4'
run find-errors find 'find /nowhere -name x; find / -maxdepth 0 -nme y'
run awk-syntax awk "awk '{ print \$1 ' bad.json"
run sed-error sed "sed 's/a/b' bad.json; sed -i s/a/b/ /nowhere"
run gpg-no-key gpg 'gpg --homedir . --verify bad.json; gpg --homedir . -d bad.json'
run convert-error convert 'convert nowhere.png out.jpg'
run ulimit-memory python3 'ulimit -v 200000; python3 -c "x = bytearray(10**9)"'
rm -rf "$work"
