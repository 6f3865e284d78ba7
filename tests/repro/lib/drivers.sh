# Sourced by the scripts beside this folder; not run by itself. Call `sandbox` first.
#
#   drivers_install          the clients below
#   drivers_write            writes one small program for each client into the current folder
#   run_driver NAME SQL      connects to $PGHOST:$PGPORT as $PGUSER with $PGPASSWORD to
#                            $PGDATABASE, sends SQL, and lets the program die as it dies
#
# Needs the Debian packages php-cli php-pgsql libpostgresql-jdbc-java default-jdk-headless ruby-pg
# ruby-activerecord golang-go golang-github-lib-pq-dev python3-venv and Node 20.
# Python is Debian's, so that its own files have the same path everywhere.

DRIVERS="psql psycopg2 psycopg asyncpg pg8000 sqlalchemy-psycopg2 sqlalchemy-psycopg sqlalchemy-asyncpg django php-pdo php-pgsql go-pq jdbc ruby-pg rails node-pg sequelize typeorm"

drivers_install() {
    [ -x .venv/bin/python ] || /usr/bin/python3 -m venv .venv
    [ -f .venv/done ] || {
        .venv/bin/pip -q install psycopg2-binary==2.9.13 'psycopg[binary]==3.3.9' asyncpg==0.32.0 greenlet \
            pg8000==1.31.6 sqlalchemy==2.0.58 django==5.2.19 && touch .venv/done
    }
    [ -d node_modules/pg ] || {
        npm init -y > package.log
        npm install --silent --no-fund --no-audit pg@8 sequelize@6 typeorm@1
    }
    drivers_write
}

drivers_write() {
    mkdir -p drivers
    cat > drivers/psycopg2.py <<'PY'
import sys
sys.path.pop(0)
import psycopg2

connection = psycopg2.connect("")
connection.cursor().execute(sys.argv[1])
PY
    cat > drivers/psycopg.py <<'PY'
import sys
sys.path.pop(0)
import psycopg

with psycopg.connect("") as connection:
    connection.execute(sys.argv[1])
PY
    cat > drivers/asyncpg.py <<'PY'
import asyncio, sys
sys.path.pop(0)
import asyncpg


async def main():
    connection = await asyncpg.connect()
    await connection.execute(sys.argv[1])


asyncio.run(main())
PY
    cat > drivers/pg8000.py <<'PY'
import os, sys
sys.path.pop(0)
import pg8000.native

connection = pg8000.native.Connection(
    os.environ["PGUSER"], os.environ["PGHOST"], os.environ["PGDATABASE"],
    int(os.environ["PGPORT"]), os.environ["PGPASSWORD"])
connection.run(sys.argv[1])
PY
    cat > drivers/sqlalchemy.py <<'PY'
import asyncio, os, sys
sys.path.pop(0)
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

url = "postgresql+%s://%s:%s@%s:%s/%s" % (sys.argv[1], *(os.environ["PG" + name] for name in
                                          ("USER", "PASSWORD", "HOST", "PORT", "DATABASE")))


async def main():
    async with create_async_engine(url).begin() as connection:
        await connection.execute(text(sys.argv[2]))


if sys.argv[1] == "asyncpg":
    asyncio.run(main())
else:
    with create_engine(url).begin() as connection:
        connection.execute(text(sys.argv[2]))
PY
    cat > drivers/django_raw.py <<'PY'
import os, sys
sys.path.pop(0)
import django
from django.conf import settings
from django.db import connection

settings.configure(DATABASES={"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": os.environ["PGDATABASE"], "USER": os.environ["PGUSER"],
    "PASSWORD": os.environ["PGPASSWORD"], "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"]}})
django.setup()
with connection.cursor() as cursor:
    cursor.execute(sys.argv[1])
PY
    cat > drivers/pdo.php <<'PHP'
<?php
$pdo = new PDO(sprintf('pgsql:host=%s;port=%s;dbname=%s', getenv('PGHOST'), getenv('PGPORT'), getenv('PGDATABASE')),
    getenv('PGUSER'), getenv('PGPASSWORD'));
$pdo->query($argv[1]);
PHP
    cat > drivers/pgsql.php <<'PHP'
<?php
$connection = pg_connect('host=' . getenv('PGHOST'));
pg_query($connection, $argv[1]);
PHP
    cat > drivers/main.go <<'GO'
package main

import (
	"database/sql"
	"log"
	"os"

	_ "github.com/lib/pq"
)

func main() {
	db, err := sql.Open("postgres", "sslmode=disable")
	if err != nil {
		log.Fatal(err)
	}
	if _, err = db.Exec(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
GO
    cat > drivers/Main.java <<'JAVA'
import java.sql.DriverManager;

public class Main {
    public static void main(String[] args) throws Exception {
        String url = "jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/" + System.getenv("PGDATABASE");
        try (var connection = DriverManager.getConnection(url, System.getenv("PGUSER"), System.getenv("PGPASSWORD"))) {
            connection.createStatement().execute(args[0]);
        }
    }
}
JAVA
    cat > drivers/pg.rb <<'RB'
require "pg"
PG.connect.exec(ARGV[0])
RB
    cat > drivers/rails.rb <<'RB'
require "logger"
require "active_record"
ActiveRecord::Base.establish_connection(
  adapter: "postgresql", host: ENV["PGHOST"], port: ENV["PGPORT"], database: ENV["PGDATABASE"],
  username: ENV["PGUSER"], password: ENV["PGPASSWORD"])
ActiveRecord::Base.connection.execute(ARGV[0])
RB
    cat > drivers/pg.mjs <<'JS'
import pg from "pg";

const client = new pg.Client();
await client.connect();
await client.query(process.argv[2]);
JS
    cat > drivers/sequelize.mjs <<'JS'
import { Sequelize } from "sequelize";

const e = process.env;
const db = new Sequelize(e.PGDATABASE, e.PGUSER, e.PGPASSWORD, { host: e.PGHOST, port: e.PGPORT, dialect: "postgres", logging: false });
await db.query(process.argv[2]);
JS
    cat > drivers/typeorm.mjs <<'JS'
import { DataSource } from "typeorm";

const e = process.env;
const db = new DataSource({ type: "postgres", host: e.PGHOST, port: +e.PGPORT, username: e.PGUSER, password: e.PGPASSWORD, database: e.PGDATABASE });
await db.initialize();
await db.query(process.argv[2]);
JS
}

run_driver() {
    driver=$1
    sql=$2
    case $driver in
    psql) psql -c "$sql" ;;
    psycopg2) .venv/bin/python drivers/psycopg2.py "$sql" ;;
    psycopg | asyncpg | pg8000) .venv/bin/python "drivers/$driver.py" "$sql" ;;
    sqlalchemy-*) .venv/bin/python drivers/sqlalchemy.py "${driver#sqlalchemy-}" "$sql" ;;
    django) .venv/bin/python drivers/django_raw.py "$sql" ;;
    php-pdo) php drivers/pdo.php "$sql" ;;
    php-pgsql) php drivers/pgsql.php "$sql" ;;
    go-pq) go run drivers/main.go "$sql" ;;
    jdbc) java -cp /usr/share/java/postgresql.jar drivers/Main.java "$sql" ;;
    ruby-pg) ruby drivers/pg.rb "$sql" ;;
    rails) ruby drivers/rails.rb "$sql" ;;
    node-pg) node drivers/pg.mjs "$sql" ;;
    sequelize | typeorm) node "drivers/$driver.mjs" "$sql" ;;
    esac 2>&1
}

# The programs must not take anything from who runs them.
unset PGOPTIONS PGSERVICE PGSSLMODE 2> /dev/null || :
export GOPATH=/usr/share/gocode GO111MODULE=off GOFLAGS= GOCACHE=/srv/app/go-cache
