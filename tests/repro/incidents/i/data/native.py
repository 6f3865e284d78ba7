#!/usr/bin/env python3
"""C++ (libpqxx), Lua (luasql), C (hiredis), R, Perl, Go, Java."""
from lib import *
file("cpp/pick.cpp", r'''#include <pqxx/pqxx>
#include <iostream>
#include <cstdlib>
int main(int argc, char** argv) {
  try {
    pqxx::connection c(std::getenv("DATABASE_URL"));
    pqxx::work w(c);
    std::cerr << "[picker] connected to " << c.dbname() << std::endl;
    for (int i = 1; i < argc; ++i) { std::cerr << "[picker] " << argv[i] << std::endl; w.exec(argv[i]); }
    w.commit();
    std::cerr << "[picker] done" << std::endl;
  } catch (const pqxx::sql_error& e) {
    std::cerr << "[picker] SQL error: " << e.what() << "[picker] query was: " << e.query() << std::endl; return 3;
  } catch (const std::exception& e) {
    std::cerr << "[picker] fatal: " << e.what() << std::endl; return 2;
  }
}
''')
print(run("[ -x picker ] || g++ -O0 -std=c++17 -o picker pick.cpp -lpqxx -lpq", "cpp").decode()[-500:])
save("libpqxx-wrong-password", "postgres/password-authentication-failed postgres/connection-to-server-failed", 'password authentication failed for user "orchard"', "C++ with libpqxx 6.4 and libpq 15, an old password, Drone's log lines", drone("picker")(b"+ ./picker\n" + run("./picker 'SELECT 1'", "cpp", DATABASE_URL=WRONG)))
save("libpqxx-duplicate-key", "postgres/duplicate-key", 'duplicate key value violates unique constraint "crates_code_key"', "C++ with libpqxx 6.4: a crate's code is there already, as it came", run("./picker \"INSERT INTO crates(code, weight) VALUES ('C-101', 17.2) ON CONFLICT DO NOTHING\" \"INSERT INTO crates(code, weight) VALUES ('C-100', 18.9)\"", "cpp"))
save("libpqxx-no-such-host", "postgres/connection-to-server-failed", 'could not translate host name "pg-primary" to address', "C++ with libpqxx 6.4 and libpq 15: the host name does not resolve, Travis", travis("./picker refresh")(run("./picker 'SELECT 1'", "cpp", DATABASE_URL=URL.replace("@db", "@pg-primary"))))
file("lua/report.lua", '''local driver = require "luasql.postgres"
local env = assert(driver.postgres())
local u = os.getenv("PGHOST")
local con, err = env:connect("orchard", "orchard", os.getenv("PGPASSWORD"), u, 5432)
if not con then io.stderr:write("report: cannot connect: " .. err .. "\\n") os.exit(1) end
print("report: yields per tree")
local cur = assert(con:execute(arg[1]))
local row = cur:fetch({}, "a")
while row do print(row.tag, row.variety) row = cur:fetch(row, "a") end
''')
save("luasql-undefined-table", "postgres/undefined-table", 'relation "yields" does not exist', "Lua 5 with LuaSQL 2.6: a table that no migration made, stamped by tai64n", tai64n(run("lua report.lua 'SELECT t.tag, t.variety FROM trees t JOIN yields y ON y.tree_id = t.id' 2>&1", "lua", PGHOST="db", PGPASSWORD=PW)))
save("luasql-refused", "postgres/connection-refused-at-start postgres/connection-to-server-failed", "Connection refused", "a daemontools-like run loop starts a Lua program with LuaSQL 2.6 while no database listens, multilog's tai64n stamps", run("for n in 1 2 3 4 5; do echo 'starting report'; lua report.lua 'SELECT tag, variety FROM trees' 2>&1; sleep 1; done | tai64n | tai64nlocal", "lua", PGHOST="postgres", PGPASSWORD=PW))
file("r/yield.R", '''library(DBI)
library(RPostgreSQL)
message("yield report, R ", getRversion())
con <- dbConnect(PostgreSQL(), host = "db", user = "orchard", password = Sys.getenv("PGPASSWORD"), dbname = "orchard")
d <- dbGetQuery(con, "SELECT tag, variety, planted_on FROM trees ORDER BY planted_on")
print(head(d))
''')
save("rscript-undefined-column", "postgres/undefined-column", 'column "planted_on" does not exist', "R with RPostgreSQL: a column that is not in the table, GELF lines", gelf("node-2", "yield-report")(run("Rscript yield.R 2>&1", "r", PGPASSWORD=PW)))
file("perl/import.pl", '''use strict; use warnings; use DBI;
my $dbh = DBI->connect("dbi:Pg:dbname=orchard;host=db", "orchard", $ENV{PGPASSWORD}, { RaiseError => 1, PrintError => 0, AutoCommit => 1 });
printf "%s import of %s\\n", scalar localtime, "harvest.csv";
my $sth = $dbh->prepare("UPDATE trees SET last_pruned = now() WHERE tag = ?");
for my $tag (qw(T-001 T-002)) { print "tag $tag\\n"; $sth->execute($tag); }
''')
save("perl-dbd-pg-undefined-column", "postgres/undefined-column", 'column "last_pruned" of relation "trees" does not exist', "Perl's DBD::Pg: UPDATE of a column that is not there, under cron, `annotate`d by ts", run("perl import.pl 2>&1 | ts '%b %d %H:%M:%S'", "perl", PGPASSWORD=PW))
file("perl/roles.pl", '''use strict; use warnings;
my @files = sort glob "sql/*.sql";
for my $f (@files) {
  print "==> applying $f\\n";
  system("psql", "-X", "-v", "ON_ERROR_STOP=1", "-v", "picker_pass=$ENV{PICKER_PASS}", "-f", $f, $ENV{DATABASE_URL}) == 0
    or die sprintf("psql failed on %s with status %d\\n", $f, $? >> 8);
}
''')
DO = '''DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'picker') THEN
    EXECUTE format('CREATE ROLE picker LOGIN PASSWORD %L', :'picker_pass');
  END IF;
END
$$;
'''
file("perl/sql/010_settings.sql", "SELECT current_database() AS db;\n"); file("perl/sql/020_roles.sql", DO)
save("perl-system-psql-dollar-quote", "postgres/psql-variable-in-dollar-quote", 'syntax error at or near ":"', "a Perl script applies SQL files by psql 15 with a variable in a DO block; TeamCity's log", teamcity("Database roles")(run("perl roles.pl 2>&1", "perl", PICKER_PASS="x7")))
file("go/main.go", '''package main

import (
	"log"
	"os"
	"os/exec"
)

func main() {
	log.SetPrefix("dbinit: ")
	log.Println("creating roles")
	cmd := exec.Command("psql", "-qX", "-1", "-v", "ON_ERROR_STOP=1", "-v", "ui_pass="+os.Getenv("UI_PASS"), "-f", "roles.sql", os.Getenv("DATABASE_URL"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		log.Fatalf("psql: %v\\n%s", err, out)
	}
	log.Println("roles ready")
}
''')
file("go/roles.sql", DO.replace("picker", "ui"))
run("go build -o dbinit main.go", "go")
save("go-exec-psql-dollar-quote", "postgres/psql-variable-in-dollar-quote", 'syntax error at or near ":"', "a Go init container runs psql 15 with a variable in a DO block, `kubectl logs --prefix`", kube("orchard-api-6c4f7", "dbinit")(run("./dbinit", "go", UI_PASS="x7")))
file("java/Migrate.java", '''import java.io.IOException;
import java.util.logging.Logger;

public class Migrate {
    private static final Logger LOG = Logger.getLogger(Migrate.class.getName());

    public static void main(String[] args) throws Exception {
        LOG.info("running schema migrations before start");
        Process p = new ProcessBuilder("alembic", "upgrade", "head").inheritIO().start();
        int code = p.waitFor();
        if (code != 0) throw new IllegalStateException("migrations ended with " + code);
        LOG.info("schema is up to date");
    }
}
''')
run("javac Migrate.java", "java")
NOAL = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
save("java-processbuilder-no-alembic", "python/alembic-not-found", 'Cannot run program "alembic"', "Java 17 starts `alembic upgrade head` by ProcessBuilder in an image without it, Docker's json-file", json_file(run("java -cp . Migrate", "java", PATH=NOAL)))
file("c/cache.c", r'''#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(void) {
  for (int i = 1; i <= 4; i++) {
    redisContext *c = redisConnect("worker", 6379);
    if (c == NULL || c->err) {
      fprintf(stderr, "cached[%d] WARN cannot reach redis at worker:6379: %s (attempt %d), serving from memory\n", 41, c ? c->errstr : "out of memory", i);
      if (c) redisFree(c);
      sleep(1); continue;
    }
    return 0;
  }
  fprintf(stderr, "cached[41] ERROR giving up on redis, in-memory cache only\n");
  return 0;
}
''')
print(run("gcc -o cached cache.c -lhiredis", "c").decode())
save("hiredis-refused", "redis/connection-refused", "cannot reach redis at worker:6379: Connection refused", "a C daemon with hiredis 0.14 where no Redis listens, CRI log", cri(run("./cached", "c")))
