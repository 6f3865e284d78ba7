R=/tmp/pieces-web/raw
up() { for _ in $(seq 100); do curl -s -o /dev/null "$1" && return; sleep .1; done; echo "NOT UP $1" >&2; }
stop() { kill $(jobs -p); wait; } 2>/dev/null
cd py
timeout 20 gunicorn -k uvicorn.workers.UvicornWorker strat_slowapi:app -b 127.0.0.1:8000 > $R/strat.gunicorn 2>&1
TERN_RATELIMIT_STRATEGY=sliding-window timeout 20 flask --app strat_flask:create_app run -p 8000 > $R/strat.flask 2>&1
TERN_RATELIMIT_STRATEGY=fixed-window-elastic-expiry timeout 20 flask --app strat_flask:create_app routes > $R/strat.flask2 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider test_strat.py > $R/strat.pytest 2>&1
python -c "from limits.strategies import STRATEGIES; print(STRATEGIES['fixed-window-elastic-expiry'])" > $R/strat.limits 2>&1
COLUMNS=100 strawberry export-schema gql.schema:schema > $R/enum.export 2>&1
timeout 20 uvicorn gql.schema:app --port 8000 > $R/enum.uvicorn 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider gql > $R/enum.pytest 2>&1
python -m gql.schema > $R/enum.python 2>&1
COLUMNS=90 pytest -q --tb=short -p no:cacheprovider gql > $R/enum.pytestshort 2>&1
export ENVIRONMENT=production SECRET_KEY=changethis PROJECT_NAME=Tern POSTGRES_SERVER=db
timeout 20 uvicorn app_main:app --port 8000 > $R/secret.uvicorn 2>&1
timeout 20 gunicorn wsgi_plain:app -b 127.0.0.1:8000 > $R/secret.gunicorn 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider --co app_main.py --doctest-modules > $R/secret.pytest 2>&1
ENVIRONMENT=staging celery -A wsgi_plain worker > $R/secret.celery 2>&1
unset ENVIRONMENT SECRET_KEY PROJECT_NAME POSTGRES_SERVER
python runner.py > $R/script.runner 2>&1
node ../node/vm.mjs > $R/script.vm 2>&1
uvicorn script_api:app --port 8000 > $R/script.uvicorn 2>&1 & up localhost:8000/docs
curl -s -i -X POST localhost:8000/api/v1/scripts/nearest-berth/run > $R/script.curl 2>&1
curl -s -o /dev/null -X POST localhost:8000/api/v1/raw/nearest-berth/run
curl -s -o /dev/null --max-time 20 -X POST localhost:8000/api/v1/func/nearest-berth/run
kill -9 $(jobs -p); wait 2>/dev/null
redis-server --port 6379 --save '' --dir /tmp/pieces-web >/dev/null 2>&1 & sleep 1
celery -A tasks worker -c 1 -l info > $R/script.celery 2>&1 & sleep 4
python -c "
import tasks
r = tasks.run.delay('nearest-berth')
try: r.get(timeout=20)
except Exception as e: print(type(e).__name__, e)
r = tasks.stubborn.delay('nearest-berth')
print(r.get(timeout=20))
" > $R/script.caller 2>&1
kill $(jobs -p); sleep 2
redis-server --port 6379 --save '' --dir /tmp/pieces-web >/dev/null 2>&1 & sleep 1
rq worker -w rq.worker.SpawnWorker reports > /dev/null 2>&1 & sleep .1; kill %2 %3 %4 2>/dev/null
rq enqueue -q reports --timeout 2 time.sleep 30 > /dev/null 2>&1
python -c "
from redis import Redis
from rq import Queue
Queue('reports', connection=Redis()).enqueue('py_report.run', 'nearest-berth', job_timeout=2)" 2>/dev/null
timeout 30 rq worker --burst reports > $R/script.rq 2>&1
kill $(jobs -p) 2>/dev/null
