#!/usr/bin/env python3
"""Pieces of the outputs of raw.sh and docker.sh; run cut1.py first."""
from cutlib import *
SA, PY, DK = "SQLAlchemy 2.0.43", "Python 3.11", "docker 20.10"
C2 = "docker compose 2.40 over docker 20.10"
def p(*a, **k):
    try: piece(*a, **k)
    except (AssertionError, SystemExit, FileNotFoundError) as e: print("!!", a[0], e)
p("pandas-append-gkpj", "pd-append", -3, -1, "dup", ["INSERT INTO people", "gkpj"], f"pandas' to_sql(if_exists='append') on {SA}, psycopg2, {PY}: rows that are there; the last three lines")
p("pandas-read-explanation-caret", "pd-col", -5, -1, "col", ["LINE 1", r"^ +\^"], f"pandas' read_sql on {SA}, psycopg2, {PY}: a query for a column that is not there; the last lines, without the exception's")
p("pandas-read-payments-caret", "pd-tab", -5, -1, "tab", ["LINE 1", r"^ +\^"], f"pandas' read_sql on {SA}, psycopg2, {PY}: a query of a table that is not there; the last lines, without the exception's")
p("pandas-cursor-undefined-table", "pd-conn", -8, -1, "tab", "UndefinedTable", f"pandas' read_sql on a psycopg2 connection, {PY}: a query of a table that is not there; the last lines")
p("loaddata-could-not-load", "dj-load", -2, -1, "dup", ["duplicate key"], "Django's loaddata with psycopg 3: a fixture of a person who is there; the last two lines")
p("clearsessions-caret", "dj-clear", -5, -1, "tab", ["django_session"], "Django's clearsessions before migrate; the last lines")
p("values-list-explanation-caret", "dj-admin", -2, -1, "col", ["LINE 1", r"^ +\^"], "Django's shell with psycopg 3: the model has a column that the table lacks; the last two lines")
p("dumpdata-cursor-hold", "dj-dump", -2, -1, "col", ["LINE 1", r"^ +\^"], "Django's dumpdata: the model has a column that the table lacks; the last two lines") if False else None
p("psql-did-not-find", "psql-d", r"\\d payments", "^ *\\^", "tab", ["Did not find any relation", "does not exist"], "psql 15 in a terminal: \\d and a query of a table that is not there")
p("psql-described-explain", "psql-d", r"^ +id ", "explain ", "col", "explain ", "x") if False else None
p("psql-alias-explanation", "psql-d", "SELECT a.explanation", -2, "col", "does not exist", "psql 15 in a terminal: a query for a column that is not there; the last lines")
p("psql-copy-line-two", "csv-copy", 2, 3, "dup", ["already exists", "COPY people"], "psql 15's \\copy of a CSV that holds a person who is there; without the first line") if False else None
p("psql-insert-exit-code-one", "psql-1", 3, 4, "dup", "already exists", "psql 15 -1 with two inserts, the second of a person who is there; the last two lines")
p("psql-four-statements", "view", 4, 6, "tab", "does not exist", "psql 15: CREATE INDEX, ALTER TABLE and TRUNCATE of tables that are not there; the last three lines")
p("server-statement-create-view", "s1", "STATEMENT:  CREATE VIEW", "relation .payments", "tab col", ["relation"], "x") if False else None
p("jsonlog-undefined-table", "s1json", "42P01", "+1", "tab", "42P01", "PostgreSQL 15's jsonlog: Python's query of a table that is not there; one line")
p("jsonlog-unique-violation", "s1json", "23505", "+1", "dup", "23505", "PostgreSQL 15's jsonlog: an insert of a person who is there; one line")
p("csvlog-undefined-column", "s1csv", ",42703,", "+1", "col", "42703", "PostgreSQL 15's csvlog: a query for a column that is not there; one line")
p("psql-e-select-into-tbl", "var-e", 1, 5, "var", ":tbl", "psql 15 -e of a here-document: a DO block with a psql variable; the statement alone") if False else None
p("psql-e-line-four", "var-e", 2, -1, "var", ["LINE 4"], "psql 15 -e of a here-document: a DO block with a psql variable; without the first line")
p("psql-errverbose-limit", "var-errv", "errverbose", -2, "var", "LINE 1", "psql 15's \\errverbose in a terminal: a DO block with a psql variable; the last lines")
p("make-db-init-error-three", "var-mk", -3, -1, "var", "LINE 3", "GNU make around psql 15 -f: a DO block with a psql variable; without the line that says it")
p("psql-stdin-exit-zero", "var-stdin", 2, -1, "var", "LINE 3", "psql 15 <file: a DO block with a psql variable; without the first line")
p("subprocess-stderr-list", "var-py", 1, -1, "var", "syntax error", f"psql 15's stderr as a list from subprocess, {PY}: a DO block with a psql variable; as it came")
p("jsonlog-do-statement", "s2json", "42601", "+1", "var", "42601", "PostgreSQL 15's jsonlog: psql sent a DO block with a variable in it as it stands; one line")
# docker
p("entrypoint-created-127", "d-s-entrystate", '"ExitCode"', "+2", "script", ["127", "no such file"], f"{DK} inspect: an entrypoint script that is not mounted; two lines of its State")
p("compose-up-nightly-starting", "d-s-entry", -2, -1, "script", "no such file", f"{C2} up -d: an entrypoint script that is not mounted; the last two lines")
p("compose-logs-timestamps", "d-s-importlogst", 1, -1, "script", "can't open file", f"{C2} logs -t of a service that restarts: tools/ is not mounted; as it came")
p("exec-bash-inside", "d-s-inside", "# ls", -3, "script", ["can't open file"], f"{DK} exec -it … bash: tools/ is not mounted; a terminal")
p("sh-cannot-open-run", "d-s-inside", 2, 3, "script", "can't open", f"{DK} exec … sh: tools/ is not mounted; a terminal, two lines")
p("compose-run-tools-ls", "d-s-run", 1, -1, "script", ["no such file|No such file"], f"{C2} run of a script and ls: tools/ is not mounted; a terminal")
p("exec-find-nothing", "d-s-find", 1, 6, "script", ["No module named 'tools'", "volumes", "./app"], f"{C2} exec python3 -m and find, grep of compose.yaml: tools/ is not mounted; a terminal")
p("buildkit-two-errors-tty", "d-c-startty", r"CACHED \[2/5\]", (r"^ > \[4/5\]", 1), "copy", r"ERROR \[3/5\]", f"{DK}'s BuildKit on a terminal with colors: .dockerignore leaves all but app out; without the last line")
p("buildkit-nginx-conf-plain", "d-c-three", "^#9 .run 4/5", "^#9 ERROR", "copy", "^#9 ERROR", f"{DK}'s BuildKit, --progress=plain: nginx/default.conf is not in the context; one step")
p("buildkit-add-assets", "d-c-three", r"^ > .run 5/5. ADD", -1, "copy", "assets.tar.gz", f"{DK}'s BuildKit, --progress=plain: ADD of an archive that is not in the context; the last lines")
p("subprocess-build-stderr-end", "d-c-py", 4, -2, "copy", [r"COPY package.json"], f"{DK}'s BuildKit from subprocess, the build's context is the folder above; the end of its stderr")
p("terminal-ignore-all-but-app", "d-c-ignoreterm", 1, -1, "copy", ["not found|file does not exist", r"^\*"], f"ls, .dockerignore and {DK}'s BuildKit in a terminal: .dockerignore leaves requirements.txt out")
p("legacy-star-excluded", "d-c-starlegacy", -4, -1, "copy", "COPY failed", f"{DK}'s legacy builder: .dockerignore leaves requirements.txt out; the last lines")
exec(open("cut3.py").read()) if os.path.exists("cut3.py") else None
print(len(seen))
