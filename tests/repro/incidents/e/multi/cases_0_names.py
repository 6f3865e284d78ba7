"""Names that the cases share."""
TABLE, COLUMN, KEY = "postgres/undefined-table", "postgres/undefined-column", "postgres/duplicate-key"
PASSWORD, REFUSED, SERVER = "postgres/password-authentication-failed", "postgres/connection-refused-at-start", "postgres/connection-to-server-failed"
REDIS, DOUBLE = "redis/connection-refused", "redis/url-double-password"
LOST, FAILS, BEHIND, NO_ALEMBIC = "alembic/cant-locate-revision", "alembic/upgrade-head-fails", "alembic/not-at-head", "python/alembic-not-found"
SECRET, HEALTH, UNHEALTHY, BLANK = "config/secret-key-changethis", "http/health-check-503", "ci/backend-not-healthy", "http/500-without-details"
ORIGIN, MASKED, REDIRECT = "cors/origin-not-allowed", "cors/backend-crash-masked", "cors/redirect-drops-headers"
CASCADE, LIMITED, LOOP, NETWORK = "ratelimit/cascade-locks-frontend", "gateway/429-rate-limited", "frontend/auth-redirect-loop", "frontend/network-error-hangs"
JWT, LOGIN, STRATEGY, ENUM = "auth/jwt-could-not-validate", "auth/invalid-credentials-no-admin", "ratelimit/invalid-strategy", "graphql/strawberry-object-is-not-an-enum"
LIBMAGIC, STAGE, SCRIPT, PSQLVAR = "docker/cached-layer-missing-dependency", "docker/multistage-missing-packages", "docker/script-not-mounted", "postgres/psql-variable-in-dollar-quote"
FOREIGN, RESERVED, VERSIONS, MODS = "sqlalchemy/ambiguous-foreign-keys", "sqlalchemy/reserved-attribute-metadata", "sqlalchemy/continuum-version-table-name", "sqlalchemy/continuum-mod-columns"
COPY, PORT, VARIABLE, TIMEOUT, NAME = "docker/copy-source-not-found", "docker/port-already-allocated", "docker/compose-variable-not-set", "app/script-timeout", "python/name-error-module-not-whitelisted"
NO_MAGIC = "unshare -m sh -c 'for f in /usr/lib/x86_64-linux-gnu/libmagic.so.1*; do mount --bind /dev/null \"$(realpath $f)\" 2>/dev/null; done; exec \"$@\"' sh "
API = "http://backend:8000/api/v1"
UVICORN = "uvicorn lodge.main:app --host 0.0.0.0 --port 8000"
CELERY = "celery -A lodge.tasks worker -c 1 -l INFO --without-gossip --without-mingle"
OLD = "postgresql://lodge:last-season@db:5432/lodge"
PSYCOPG = "postgresql+psycopg://lodge:attic-key@db:5432/lodge"


def node_tests(count, reporter="spec", what="tariff"):
    put("run/many.test.mjs", f"import test from 'node:test'; import assert from 'node:assert';\nfor (let g = 0; g < {count // 20}; g++) test('{what} ' + g, async (t) => {{ for (let n = 0; n < 20; n++) await t.test('case ' + n, () => assert.ok(n >= 0)); }});\n")
    return sh(f"node --test --test-reporter={reporter} run/many.test.mjs")


def pytest_(folder, options="", **env):
    return sh(f"pytest -p no:cacheprovider {options} 2>&1", folder, **env)


def task(line):
    return sh(f"python -c \"from lodge.tasks import *; {line}\"", "py")


PASSING = "import pytest\n\n\n@pytest.mark.parametrize('n', range({n}))\ndef test_nights(n):\n    assert n >= 0\n"
