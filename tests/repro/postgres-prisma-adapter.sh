#!/bin/sh
# What @prisma/adapter-pg throws. Needs node 20 with npm and a PostgreSQL with password login:
#   DATABASE_URL=postgresql://app:secret@127.0.0.1:5432/app sh postgres-prisma-adapter.sh
set -u
: "${DATABASE_URL:?}"
d=$(mktemp -d); cd "$d" || exit 1
npm init -y >/dev/null && npm i --no-audit --no-fund @prisma/adapter-pg >/dev/null
cat > a.mjs <<'P'
import { PrismaPg } from '@prisma/adapter-pg';
const [,, url, sql] = process.argv;
const a = await new PrismaPg({ connectionString: url }).connect();
try { await a.queryRaw({ sql, args: [], argTypes: [] }); } catch (e) { console.error(e); }
process.exit(0);
P
node a.mjs "$DATABASE_URL" 'select * from nope'
node a.mjs "$DATABASE_URL" 'select nope from pg_class'
node a.mjs "$(echo "$DATABASE_URL" | sed 's#/[^/]*$#/nodb#')" 'select 1'
node a.mjs "$(echo "$DATABASE_URL" | sed 's#:[^:/@]*@#:wrong@#')" 'select 1'
node a.mjs 'postgresql://app:x@127.0.0.1:15999/app' 'select 1'
rm -rf "$d"
