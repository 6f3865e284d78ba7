"""Chromium by playwright-core, and psql's DO blocks."""

CHROME = "Chromium 156 headless by playwright-core 1"


def browse(scene, api, server=None, python=True, cwd="app", both=False, **variables):
    """What the page's console says (form: playwright's text, location), and the backend's log."""
    seen = []
    command = lambda: seen.append(node(f"timeout 60 node pages.js {scene} {api}", HOME="/run", **{k: str(v) for k, v in variables.items()})) or b""
    if server is None:
        command()
        return seen[0]
    log = serving(server, 8000, [command], cwd, python=python, **{k: str(v) for k, v in variables.items()})
    return compose("backend-1", "frontend-1")(log) + compose("frontend-1")(seen[0]) if both else seen[0]


case("playwright-cors-wildcard", ORIGIN, CHROME + ": credentials with Access-Control-Allow-Origin *, Express 4 with cors 2", "has been blocked by CORS policy", lambda: browse("credentials", "http://localhost:8000/api/patients", "node cors.js star", False, "node"))
case("playwright-cors-fastapi-origin", ORIGIN, CHROME + ", axios 1: FastAPI 0.115's CORSMiddleware allows another origin; the backend's log says 400 for OPTIONS, one compose log", "has been blocked by CORS policy", lambda: browse("axios", "http://localhost:8000/api/v1/users/me", AUTH, both=True, ORIGINS="https://clinic.example.org"))
case("playwright-cors-crash", f"{COLUMN} {MASKED}", CHROME + " and uvicorn 0.34's log, one compose log: FastAPI 0.115 with CORSMiddleware, SQLAlchemy's asyncio and asyncpg 0.30 fails", ["column patients.insurance_no does not exist", "has been blocked by CORS policy"], lambda: browse("plain", "http://localhost:8000/api/v1/patients", "uvicorn app.cors_main:app --host 0.0.0.0 --port 8000", both=True, DATABASE_URL=URL))
case("playwright-cors-express-crash", MASKED, CHROME + " and morgan-like lines of Express 4 that says 500: no stack anywhere", ["has been blocked by CORS policy"], lambda: browse("plain", "http://localhost:8000/api/patients", "node cors.js crash", False, "node", both=True))
case("playwright-cors-slash-redirect", REDIRECT, CHROME + ": Express 4 sends 307 from /api to /api/v1, a preflight", "Redirect is not allowed for a preflight request", lambda: browse("header", "http://localhost:8000/api/auth/me", "node cors.js moved", False, "node"), crlf := (lambda data: data.replace(b"\n", b"\r\n")))
case("playwright-fastapi-redirect", REDIRECT, CHROME + ": a FastAPI 0.115 middleware sends 307 from /api to /api/v1 outside of CORSMiddleware, one compose log", "has been blocked by CORS policy", lambda: browse("plain", "http://localhost:8000/api/patients", "uvicorn app.moved_main:app --host 0.0.0.0 --port 8000", both=True))
case("playwright-network-error", NETWORK, CHROME + ", axios 1: nobody listens", "Network Error", lambda: browse("axios", "http://localhost:8010/api/v1/users/me"))
case("playwright-failed-to-fetch", NETWORK, CHROME + ", a login form over axios 1 whose API is at a port of the developer's machine", "Network Error", lambda: browse("login", "http://localhost:8001"), slack("the login page on staging just spins, console says:"))
case("playwright-auth-loop", LOOP, CHROME + ": an interceptor goes to /login at each 401, Express 4, one compose log", "isAuthenticated: false, isLoading: true", lambda: browse("loop", "http://localhost:8000/api/auth/me", "node cors.js auth", False, "node", both=True))
case("playwright-cascade", f"{CASCADE} {LIMITED}", CHROME + " against express-rate-limit 7: retries use up the limit, then /auth/me gets 429 and isLoading stays true; both logs", "isLoading: true", lambda: browse("cascade", "http://localhost:8000", "node cors.js limit", False, "node", both=True))

GRANTS = "-- two users for an existing database\nDO $$\nBEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'clinic_ui') THEN\n    EXECUTE format('CREATE ROLE clinic_ui LOGIN PASSWORD %L', :'ui_pass');\n  END IF;\nEND $$;\nGRANT SELECT ON ALL TABLES IN SCHEMA public TO clinic_ui;\n"
case("terminal-psql-dollar-quote", DOLLAR, "psql 15 in a terminal: \\set and a DO block typed in", 'syntax error at or near ":"', lambda: terminal([("psql postgresql://clinic:clinic-dev@localhost:5432/clinic", [("clinic=> ", "\\set ui_pass 'x1y2'"), ("clinic=> ", "DO $$ BEGIN"), ("clinic$> ", "  EXECUTE format('ALTER ROLE clinic PASSWORD %L', :'ui_pass');"), ("clinic$> ", "END $$;"), ("clinic=> ", "\\q")])], at="/home/maya/clinic", prompt="maya@thinkpad:~/clinic$ ", PAGER="cat", HISTFILE="/dev/null", INPUTRC="/dev/null"))
case("make-psql-dollar-quote", DOLLAR, "psql 15 -v ON_ERROR_STOP=1 behind GNU make 4.3, GitLab", 'syntax error at or near ":"', lambda: run("make db-users", project("dbusers", {"scripts/grant-users.sql": GRANTS, "Makefile": "db-users:\n\tpsql -v ON_ERROR_STOP=1 -v ui_pass=x1y2 -f scripts/grant-users.sql\n"}), PGHOST="db", PGUSER="clinic", PGPASSWORD=PW, PGDATABASE="clinic"), gitlab)
case("heredoc-psql-dollar-quote", DOLLAR, "psql 15 reading a here-document in a setup script (set -x), docker logs -t", 'syntax error at or near ":"', lambda: run("bash setup.sh", project("heredoc", {"setup.sh": "#!/bin/bash\nset -e\necho \"4. Creating users...\"\npsql -v ON_ERROR_STOP=1 -v ui_pass=\"$UI_PASS\" <<'SQL'\n" + GRANTS + "SQL\necho \"5. Running migrations...\"\n"}), PGHOST="db", PGUSER="clinic", PGPASSWORD=PW, PGDATABASE="clinic", UI_PASS="x1y2"), docker_t)
