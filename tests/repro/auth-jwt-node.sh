#!/usr/bin/env bash
# Tokens that jsonwebtoken (node) refuses: expired, signed with another key, damaged.
# Needs: node 20 with npm. Installs jsonwebtoken from npm into $KB_REPRO_DIR.
# Env: KB_REPRO_DIR (default: a new temporary folder); the examples were captured with /srv/portal/jwt.
set -eu
dir=${KB_REPRO_DIR:-$(mktemp -d)}
mkdir -p "$dir"
cd "$dir"
[ -f package.json ] || npm init -y >/dev/null
[ -d node_modules/jsonwebtoken ] || npm install --silent jsonwebtoken
cat > verify.cjs <<'EOF'
const jwt = require('jsonwebtoken')
const key = 'first-key'
const tokens = { expired: jwt.sign({ sub: 'admin' }, key, { expiresIn: -60 }), key: jwt.sign({ sub: 'admin' }, 'second-key'), damaged: 'undefined' }
jwt.verify(tokens[process.argv[2]], key)
EOF
for what in expired key damaged; do node verify.cjs "$what" || true; done
