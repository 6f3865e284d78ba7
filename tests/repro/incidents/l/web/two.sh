# settings, limits, enums, scripts
cd py
timeout 20 uvicorn strat:app --port 8000 > $R/strat.uvicorn 2>&1
timeout 20 uvicorn strat:app --port 8000 --workers 2 > $R/strat.workers 2>&1
timeout 20 hypercorn -b 127.0.0.1:8000 strat:app > $R/strat.hypercorn 2>&1
timeout 20 granian --interface asgi --port 8000 strat:app > $R/strat.granian 2>&1
timeout 20 waitress-serve --port 8000 strat_flask:app > $R/strat.waitress 2>&1
COLUMNS=80 timeout 20 fastapi run strat.py --port 8000 > $R/strat.fastapi 2>&1
STRAT=sliding-window python strat_loguru.py > $R/strat.loguru 2>&1
COLUMNS=90 python strat_rich.py > $R/strat.rich 2>&1
COLUMNS=80 pytest -q -n 2 --tb=native -p no:cacheprovider test_strat.py > $R/strat.xdist 2>&1
python -m unittest test_strat_unit > $R/strat.unittest 2>&1
timeout 20 flask --app enum_flask run -p 8000 > $R/enum.flask 2>&1
timeout 20 hypercorn -b 127.0.0.1:8000 enum_api:app > $R/enum.hypercorn 2>&1
COLUMNS=80 timeout 20 fastapi run enum_api.py --port 8000 > $R/enum.fastapi 2>&1
timeout 20 granian --interface asgi --port 8000 enum_api:app > $R/enum.granian 2>&1
timeout 20 uvicorn enum_api:app --port 8000 --reload > $R/enum.reload 2>&1
python enum_dj.py check > $R/enum.dj 2>&1
python -m unittest test_enum > $R/enum.unittest 2>&1
python enum_loguru.py > $R/enum.loguru 2>&1
COLUMNS=80 pytest -q -n 2 -p no:cacheprovider test_enum.py > $R/enum.xdist 2>&1
sanic enum_sanic:app --single-process --port 8000 > $R/enum.sanic 2>&1
( export ENVIRONMENT=staging SECRET_KEY=changethis POSTGRES_PASSWORD=changethis FIRST_SUPERUSER_PASSWORD=changethis
timeout 20 celery -A worker worker > $R/secret.celery 2>&1
COLUMNS=80 timeout 20 fastapi run api.py --port 8000 > $R/secret.fastapi 2>&1
timeout 20 hypercorn -b 127.0.0.1:8000 api:app > $R/secret.hypercorn 2>&1
timeout 20 uvicorn api:app --port 8000 --workers 2 > $R/secret.workers 2>&1
python manage.py check > $R/secret.dj 2>&1
timeout 20 flask --app flask_api run > $R/secret.flask 2>&1
python -m unittest test_settings > $R/secret.unittest 2>&1
COLUMNS=80 pytest -q --tb=native -p no:cacheprovider test_settings.py > $R/secret.pytest 2>&1
mkdir -p alembic/versions; timeout 30 alembic upgrade head > $R/secret.alembic 2>&1
timeout 10 dramatiq worker_dramatiq > $R/secret.dramatiq 2>&1 )
( export ENVIRONMENT=local SECRET_KEY=changethis POSTGRES_PASSWORD=changethis FIRST_SUPERUSER_PASSWORD=changethis
timeout 5 uvicorn api:app --port 8000 > $R/secret.local 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider test_settings.py > $R/secret.localpytest 2>&1 )
# scripts
python run_subprocess.py > $R/script.subprocess 2>&1
python run_decorated.py > $R/script.decorated 2>&1
python run_wrapt.py > $R/script.wrapt 2>&1
python run_stopit.py > $R/script.stopit 2>&1
python run_pebble.py > $R/script.pebble 2>&1
python run_waitfor.py > $R/script.waitfor 2>&1
python run_futures.py > $R/script.futures 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider --timeout 2 test_script.py > $R/script.pytest 2>&1
COLUMNS=80 pytest -q -p no:cacheprovider --timeout 2 --timeout-method=thread test_script.py > $R/script.pytestthread 2>&1
redis-server --port 6379 --save '' --dir /tmp/pieces-web >/dev/null 2>&1 & sleep 1
timeout 14 dramatiq -p 1 -t 1 scripts_dramatiq > $R/script.dramatiq 2>&1 & sleep 2; python -c "
import scripts_dramatiq; scripts_dramatiq.run_script.send('overdue-letters')"; sleep 7; kill %2
timeout 8 arq scripts_arq.WorkerSettings > $R/script.arq 2>&1 & sleep 2; python -c "
import asyncio, scripts_arq
from arq import create_pool
async def main():
    p = await create_pool(scripts_arq.WorkerSettings.redis_settings); await p.enqueue_job('run_script', 'overdue-letters')
asyncio.run(main())"; sleep 5; stop
node run_child.mjs > $R/script.child 2>&1
node run_worker.mjs > $R/script.workerthread 2>&1
php run_script.php overdue-letters > $R/script.php 2>&1
ruby run_script.rb overdue-letters > $R/script.ruby 2>&1
bash run_script.sh overdue-letters > $R/script.timeout 2>&1
GO111MODULE=off GOCACHE=/tmp/pieces-web/gocache go run run_script.go > $R/script.go 2>&1
uvicorn script_api:app --port 8000 > $R/script.api 2>&1 & up localhost:8000/health
curl -s -i -X POST localhost:8000/api/v1/scripts/overdue-letters/run > $R/script.apicurl; http --ignore-stdin --print=hb POST localhost:8000/api/v1/scripts/overdue-letters/run > $R/script.apihttpie; stop
