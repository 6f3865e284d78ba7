cd /app/heron/api
# settings
export ENVIRONMENT=production
python initial_data.py > $R/sec.initial 2>&1
timeout 20 celery -A tasks worker > $R/sec.celery 2>&1
PYTHONPATH=. DJANGO_SETTINGS_MODULE=dj_secret timeout 20 django-admin runserver 8000 > $R/sec.dj 2>&1
PYTHONPATH=. DJANGO_SETTINGS_MODULE=dj_secret timeout 20 django-admin migrate > $R/sec.djmigrate 2>&1
timeout 20 gunicorn -b 127.0.0.1:8000 flask_secret:app > $R/sec.gunicorn 2>&1
timeout 20 flask --app flask_secret shell > $R/sec.flaskshell 2>&1
COLUMNS=80 python -m unittest test_config > $R/sec.unittest 2>&1
python -m pdb -c c -c q initial_data.py > $R/sec.pdb 2>&1 < /dev/null
(timeout 8 uvicorn --reload tasks:app --port 8000 > $R/sec.reload 2>&1)
unset ENVIRONMENT
python -m unittest test_config > $R/sec.warn 2>&1
# strategy
(timeout 8 uvicorn --reload api_limited:app --port 8000 > $R/str.reload 2>&1)
python -m unittest test_api_limited > $R/str.unittest 2>&1
behave > $R/str.behave 2>&1
timeout 15 gunicorn -b 127.0.0.1:8000 wsgi:app > $R/str.gunicorn 2>&1
flask --app wsgi routes > $R/str.flask 2>&1
python structlog_start.py > $R/str.structlog 2>&1
python -m pdb -c c -c w -c q api_limited.py > $R/str.pdb 2>&1 < /dev/null
(timeout 15 fastapi dev api_limited.py > $R/str.fastapidev 2>&1)
timeout 15 gunicorn -k uvicorn.workers.UvicornWorker -b 127.0.0.1:8000 api_limited:app > $R/str.gunicornuv 2>&1
# enum
export STRAWBERRY_DISABLE_RICH_ERRORS=1
(timeout 8 uvicorn --reload gapi:app --port 8000 > $R/enum.reload 2>&1)
timeout 15 gunicorn -k uvicorn.workers.UvicornWorker -b 127.0.0.1:8000 gapi:app > $R/enum.gunicorn 2>&1
python -m unittest test_gschema > $R/enum.unittest 2>&1
QUART_APP=gquart:app timeout 15 quart run > $R/enum.quart 2>&1
python -m pdb -c c -c w -c q gapi.py > $R/enum.pdb 2>&1 < /dev/null
python -c "from gschema import schema; print(schema)" > $R/enum.c 2>&1
unset STRAWBERRY_DISABLE_RICH_ERRORS
strawberry export-schema gschema > $R/enum.export 2>&1
