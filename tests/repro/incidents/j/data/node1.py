#!/usr/bin/env python3
"""Single problems with Node, psql."""
from jlib import *
N = "nd"
run("ln -sfn ../node_modules node_modules", N)
file("nd/package.json", '{"name":"parcel-api","version":"2.1.0","private":true,"scripts":{"test":"jest","test:e2e":"mocha test/*.js","dev":"node server.js"}}')
file("nd/db.js", "const { Sequelize, DataTypes } = require('sequelize');\nconst sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });\nconst Parcel = sequelize.define('Parcel', { tracking: DataTypes.STRING, weight: DataTypes.DECIMAL, insured: DataTypes.BOOLEAN }, { tableName: 'parcels', timestamps: false });\nmodule.exports = { sequelize, Parcel };\n")
file("nd/test/parcels.js", "const assert = require('assert');\nconst { sequelize, Parcel } = require('../db');\n\ndescribe('parcels', () => {\n  before(() => sequelize.authenticate());\n  after(() => sequelize.close());\n  it('lists parcels', async () => {\n    assert.ok((await Parcel.findAll()).length > 0);\n  });\n});\n")
case("mocha-sequelize-refused", "postgres/connection-refused-at-start", "connect ECONNREFUSED 172.22.0.8:5432", "Mocha 10's before hook with Sequelize 6: nothing listens; as it came", lambda: run("mocha test/parcels.js", N, DATABASE_URL=ABSENT))
case("mocha-sequelize-undefined-column", "postgres/undefined-column", 'column "insured" does not exist', "Mocha 10 with Sequelize 6: a column that no migration has made; GitLab", lambda: run("mocha test/parcels.js", N), gitlab)
file("nd/server.js", '''const express = require('express');
const pino = require('pino')();
const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.get('/health', async (req, res, next) => {
  try { await pool.query('SELECT 1'); res.json({ ok: true }); } catch (err) { pino.error({ err, url: req.url }, 'query failed'); res.status(500).end(); }
});
app.listen(20510, '127.0.0.1', () => pino.info('listening on 20510'));
''')
case("express-pino-pretty-wrong-password", "postgres/password-authentication-failed", 'password authentication failed for user "parcel"', "Express 4 with node-postgres' pool, pino through pino-pretty: an old password", lambda: run("{ node server.js & echo $! >/tmp/j-b/pid; wait $!; } | pino-pretty & sleep 3; curl -s http://127.0.0.1:20510/health; sleep 1; kill $(cat /tmp/j-b/pid); wait", N, DATABASE_URL=WRONG))
file("nd/jest/depots.test.js", '''const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

afterAll(() => knex.destroy());

test('parcels can be read', async () => {
  expect(await knex('parcels').where('weight', '>', 1)).toHaveLength(1);
});

test('tariffs have prices', async () => {
  const rows = await knex('tariffs').select('zone', 'price').orderBy('zone');
  expect(rows.length).toBeGreaterThan(0);
});
''')
case("jest-knex-undefined-table", "postgres/undefined-table", 'relation "tariffs" does not exist', "Jest 29 with knex: the migration was not run in the test database; Travis", lambda: run("jest --rootDir jest --ci", N), travis("npm test"))
file("nd/seed.mjs", '''import 'reflect-metadata';
import typeorm from 'typeorm';
const { DataSource, EntitySchema } = typeorm;
const Courier = new EntitySchema({ name: 'Courier', tableName: 'couriers', columns: { id: { type: Number, primary: true, generated: true }, name: { type: String }, email: { type: String, unique: true } } });
const source = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, entities: [Courier] });
await source.initialize();
console.log('Seeding couriers...');
await source.getRepository(Courier).save([{ name: 'Ida', email: 'ida@parcel.test' }, { name: 'Mia', email: 'mia@parcel.test' }]);
console.log('done');
''')
case("typeorm-seed-duplicate-key", "postgres/duplicate-key", 'duplicate key value violates unique constraint "couriers_email_key"', "a seed script with TypeORM 0.3's repository.save, run twice; as it came", lambda: run("node seed.mjs", N))
file("nd/vi/queue.test.mjs", '''import { Queue } from 'bullmq';
import { afterAll, expect, test } from 'vitest';
const queue = new Queue('labels', { connection: { url: process.env.REDIS_URL, maxRetriesPerRequest: 1, enableOfflineQueue: false } });
queue.on('error', err => console.error(err));
afterAll(() => queue.close());
test('a label is queued', async () => {
  const job = await queue.add('print', { tracking: 'PX-1001' });
  expect(job.id).toBeTruthy();
}, 4000);
''')
case("vitest-bullmq-refused", "redis/connection-refused", "connect ECONNREFUSED 172.22.0.9:6379", "Vitest 2 with BullMQ: nothing listens at Redis' address; GitHub Actions", lambda: run("timeout 25 vitest run --dir vi 2>&1", N, REDIS_URL="redis://cache:6379"), github("npx vitest run"))
file("nd/session.js", '''const express = require('express'), session = require('express-session'), { createClient } = require('redis'), RedisStore = require('connect-redis').default;
console.log('REDIS_URL=' + process.env.REDIS_URL);
const client = createClient({ url: process.env.REDIS_URL });
client.on('error', err => console.log('Redis Client Error', err));
client.connect();
const app = express();
app.use(session({ store: new RedisStore({ client }), secret: 's', resave: false, saveUninitialized: true }));
app.get('/', (req, res) => res.send('ok'));
app.listen(20511, '127.0.0.1');
''')
file("nd/jestr/cache.test.js", '''const Redis = require('ioredis');
const url = process.env.REDIS_URL;
const redis = new Redis(url, { maxRetriesPerRequest: 1 });
redis.on('error', err => console.error(url, err.message));
afterAll(() => redis.disconnect());

test('the tariff cache answers', async () => {
  await redis.set('tariff:letter', '0.95');
  expect(await redis.get('tariff:letter')).toBe('0.95');
});
''')
case("jest-ioredis-double-password", "redis/url-double-password", ["redis://:local_pass@:local_pass@redis:6379/0", "WRONGPASS"], "Jest 29 with ioredis: the password twice in REDIS_URL, which the test's error handler prints; compose's prefix", lambda: run("timeout 25 jest --rootDir jestr --ci --forceExit", N, REDIS_URL=DOUBLE), compose("tests-1"))
# psql
file("sq/init-db.sh", '''#!/bin/bash
set -e

psql -v ON_ERROR_STOP=1 --username "parcel" --host db --dbname parcel -v app_user="$APP_USER" <<-'EOSQL'
  SET client_min_messages = warning;
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'app_user') THEN
      CREATE ROLE reader;
    END IF;
  END
  $$;
EOSQL
''')
case("gha-init-db-sh-dollar-quote", "postgres/psql-variable-in-dollar-quote", 'syntax error at or near ":"', "an init-db.sh with psql 15's variable in a DO block; GitHub Actions", lambda: run("bash init-db.sh", "sq", APP_USER="reader", PGPASSWORD=PW), github("./init-db.sh"))
file("sq/setup.mjs", "import { execFileSync } from 'node:child_process';\nconsole.log('> creating roles');\nexecFileSync('psql', [process.env.DATABASE_URL, '-v', 'ON_ERROR_STOP=1', '-v', 'pw=' + process.env.APP_PW, '-f', 'roles.sql'], { stdio: 'inherit' });\n")
file("sq/roles.sql", "BEGIN;\nDO $body$\nBEGIN\n  EXECUTE format('ALTER ROLE parcel PASSWORD %L', :pw);\nEND\n$body$;\nCOMMIT;\n")
case("node-execfile-psql-dollar-quote", "postgres/psql-variable-in-dollar-quote", 'syntax error at or near ":"', "Node's execFileSync runs psql 15 -f, a variable in a DO block; as it came", lambda: run("node setup.mjs", "sq", APP_PW="x"))
