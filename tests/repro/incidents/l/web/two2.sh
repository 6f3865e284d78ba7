cd py
export ENVIRONMENT=staging SECRET_KEY=changethis POSTGRES_PASSWORD=changethis FIRST_SUPERUSER_PASSWORD=changethis
timeout 20 hypercorn -b 127.0.0.1:8000 strat:app > $R/strat.hypercorn 2>&1
COLUMNS=80 pytest -q -n 2 --tb=native -p no:cacheprovider test_strat.py > $R/strat.xdist 2>&1
COLUMNS=80 pytest -q -n 2 -p no:cacheprovider test_enum.py > $R/enum.xdist 2>&1
COLUMNS=80 pytest -q --tb=native -p no:cacheprovider test_settings.py > $R/secret.pytest 2>&1
mkdir -p alembic/versions; timeout 30 alembic upgrade head > $R/secret.alembic 2>&1
ENVIRONMENT=local COLUMNS=80 pytest -q -p no:cacheprovider test_settings.py > $R/secret.localpytest 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider --timeout 2 test_script.py > $R/script.pytest 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider --timeout 2 --timeout-method=thread test_script.py > $R/script.pytestthread 2>&1
