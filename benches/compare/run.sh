#!/bin/sh
# Compares kb with other matchers over the same patterns and the same logs. Usage: benches/compare/run.sh [GROUP…] [--OPTION…]
# Installs what it compares with: Hyperscan, ripgrep and GNU time from Debian's packages, YARA-X from PyPI into target/compare.
# Without a group it runs them all; `benches/README.md` says what each measures.
set -eu
cd "$(dirname "$0")/../.."
tools=target/compare/tools
mkdir -p "$tools"

if ! { test -e /usr/include/hs/hs.h && command -v rg && command -v gcc && test -x /usr/bin/time && python3 -c 'import ensurepip'; } >/dev/null 2>&1; then
    if command -v apt-get >/dev/null && test "$(id -u)" = 0; then
        apt-get update >"$tools/apt.log"
        apt-get install -y libhyperscan-dev ripgrep gcc time python3-venv >>"$tools/apt.log"
    else
        echo "run.sh: please install libhyperscan-dev, ripgrep, gcc, time and python3-venv; what is missing is left out" >&2
    fi
fi
if test -e /usr/include/hs/hs.h; then
    gcc -O2 -o "$tools/hyperscan" benches/compare/hyperscan.c -lhs
fi
if ! test -x "$tools/python/bin/python"; then
    python3 -m venv "$tools/python" && "$tools/python/bin/pip" install --quiet yara-x==1.22.1 || echo "run.sh: no YARA-X" >&2
fi
exec cargo bench --quiet --bench compare -- "$@"
