"""Python stacks: some services run, some do not."""


@case("aiohttp-pool-and-scheduler-no-db", f"{REFUSED} {SERVER}", "docker compose up without its database: aiohttp with asyncpg tries five times and ends, two restarts; APScheduler with psycopg 3 goes on logging; Redis is well", "ConnectionRefusedError: [Errno 111] Connect call failed ('172.27.0.2', 5432)")
def _():
    put("py/web_aio.py", "import asyncio, logging, os\nimport asyncpg\nfrom aiohttp import web\n\nlogging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s %(message)s')\nlog = logging.getLogger('lodge.web')\n\n\nasync def pool(app):\n    for n in range(1, 6):\n        try:\n            app['pool'] = await asyncpg.create_pool(os.environ['DATABASE_URL'])\n            break\n        except OSError:\n            log.exception('no pool yet (try %d of 5)', n)\n            await asyncio.sleep(.4)\n    else:\n        raise SystemExit('giving up')\n    yield\n\n\napp = web.Application()\napp.cleanup_ctx.append(pool)\nweb.run_app(app, port=8000)\n")
    put("py/night.py", "import logging, os\nimport psycopg\nfrom apscheduler.schedulers.blocking import BlockingScheduler\n\nlogging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s %(message)s')\ns = BlockingScheduler()\n\n\n@s.scheduled_job('interval', seconds=1)\ndef close_day():\n    with psycopg.connect(os.environ['DATABASE_URL']) as c:\n        c.execute('SELECT 1')\n\n\n@s.scheduled_job('interval', seconds=.5)\ndef beat():\n    logging.info('alive')\n\n\ns.start()\n")
    with Rig() as rig:
        rig.redis().start("scheduler", "python night.py", "py").start("web", "python web_aio.py", "py", restarts=2).sleep(11).stop()
        return rig.v2()


@case("dramatiq-boot-metadata", RESERVED, "docker compose logs -t: two dramatiq processes do not boot for a model, restarted; uvicorn of the same image imports no models and serves 700 requests", "Attribute name 'metadata' is reserved")
def _():
    put("py/mail/__init__.py", "")
    put("py/mail/models.py", "from sqlalchemy import Column, Integer, JSON, Text\nfrom sqlalchemy.orm import declarative_base\n\nBase = declarative_base()\n\n\nclass Message(Base):\n    __tablename__ = 'messages'\n    id = Column(Integer, primary_key=True)\n    subject = Column(Text)\n    metadata = Column(JSON)\n")
    put("py/mail/actors.py", "import os\nimport dramatiq\nfrom dramatiq.brokers.redis import RedisBroker\n\ndramatiq.set_broker(RedisBroker(url=os.environ['REDIS_URL']))\n\nfrom mail.models import Message\n\n\n@dramatiq.actor\ndef send(n):\n    print(n)\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "py").port("backend", 8000).start("mailer", "dramatiq mail.actors -p 2 -t 1", "py", restarts=4, delay=1)
        rig.get(f"{API}/stays/ST7003", 700, 0.01).sleep(2).stop()
        return rig.v2t()


@case("gunicorn-four-uvicorn-workers-secret", SECRET, "docker compose logs by service: gunicorn with four uvicorn workers does not boot for its secret, restarted; Celery with the right one is well, its 150 tasks first", 'The value of SECRET_KEY is "changethis", for security, please change it')
def _():
    with Rig() as rig:
        rig.pg().redis().start("worker", CELERY, "py").wait("worker", "ready.")
        rig.start("backend", "gunicorn -w 4 -k uvicorn.workers.UvicornWorker -b 0.0.0.0:8000 lodge.main:app", "py", restarts=4, SECRET_KEY="changethis")
        task("[count_stays.delay() for n in range(150)]")
        rig.sleep(22).stop()
        return rig.v2(order=["worker", "redis", "db", "backend"])


WAIT = "#!/bin/bash\nset -e\nuntil (: </dev/tcp/db/5432); do echo \"[$(date +%T)] waiting for db:5432\"; sleep 1; done\necho \"[$(date +%T)] db is up, running migrations\"\n"


@case("wait-loop-then-lost-revision", f"{LOST} {REFUSED}", "docker compose up: an entry point waits in a loop for a database that is late (bash: connect: Connection refused), then Alembic does not know the revision; restarted; folded at 100 columns", "Can't locate revision identified by '5be10c77d2a4'", wrap=fold(100))
def _():
    alembic("py/m1", {"a001": (None, "pass"), "b002": ("a001", "pass")}, url=PSYCOPG)
    put("py/m1/entry.sh", WAIT + "alembic upgrade head\nexec uvicorn lodge.main:app\n")
    with Rig() as rig:
        rig.pg(*stamped_as("5be10c77d2a4"), hold=True).redis()
        rig.start("backend", "bash entry.sh", "py/m1", restarts=3).start("worker", CELERY, "py").sleep(9).boot().sleep(9).stop()
        return rig.v2()


@case("until-psql-then-two-heads", f"{FAILS} {REFUSED} {SERVER}", "docker compose logs -t: `until psql …` prints libpq's refusal until the database is there, then Alembic finds two heads; restarted", "Multiple head revisions are present for given argument 'head'")
def _():
    alembic("py/m2", {"a001": (None, "pass"), "b002": ("a001", "pass"), "c003": ("a001", "pass")}, url=PSYCOPG)
    put("py/m2/entry.sh", "set -e\nuntil psql \"$DATABASE_URL\" -c '\\q'; do\n  >&2 echo 'Postgres is unavailable - sleeping'\n  sleep 1\ndone\n>&2 echo 'Postgres is up - executing command'\nalembic upgrade head\n")
    with Rig() as rig:
        rig.pg(hold=True).redis().start("migrate", "sh entry.sh", "py/m2", restarts=4).start("worker", CELERY, "py").sleep(12).boot().sleep(9).stop()
        return rig.v2t()


@case("wait-loop-then-django-data-migration-key", f"{KEY} {REFUSED} {SERVER}", "docker compose up: Django 5.2 waits with psycopg 3 until the database is there, then a data migration meets a key; restarted, the same again", 'duplicate key value violates unique constraint "desk_tariff_code_key"')
def _():
    put("py/hotel/__init__.py", "")
    put("py/hotel/settings.py", "import os\nfrom urllib.parse import urlparse\n\nurl = urlparse(os.environ['DATABASE_URL'])\nSECRET_KEY = 'k2'\nINSTALLED_APPS = ['django.contrib.contenttypes', 'desk']\nDEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': url.path[1:], 'USER': url.username, 'PASSWORD': url.password, 'HOST': url.hostname}}\n")
    for f in ("desk/__init__.py", "desk/migrations/__init__.py"):
        put("py/" + f, "")
    put("py/desk/models.py", "from django.db import models\n\n\nclass Tariff(models.Model):\n    code = models.CharField(max_length=9, unique=True)\n    season = models.CharField(max_length=9, default='')\n")
    put("py/desk/migrations/0001_initial.py", "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    initial = True\n    operations = [migrations.CreateModel('Tariff', [('id', models.BigAutoField(primary_key=True)), ('code', models.CharField(max_length=9)), ('season', models.CharField(max_length=9, default=''))]),\n                  migrations.AddConstraint('tariff', models.UniqueConstraint(fields=['code'], name='desk_tariff_code_key'))]\n")
    put("py/desk/migrations/0002_seasons.py", "from django.db import migrations\n\n\ndef fill(apps, schema_editor):\n    tariff = apps.get_model('desk', 'Tariff')\n    for season in ('summer', 'winter'):\n        for code in ('STD', 'FLEX', 'WEEK'):\n            tariff.objects.create(code=code, season=season)\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('desk', '0001_initial')]\n    operations = [migrations.RunPython(fill)]\n")
    put("py/manage.py", "import os, sys\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'hotel.settings')\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n")
    put("py/wait_db.py", "import os, time\nimport psycopg\n\nwhile True:\n    try:\n        psycopg.connect(os.environ['DATABASE_URL']).close()\n        break\n    except psycopg.OperationalError as error:\n        print('wait_db:', error, flush=True)\n        time.sleep(1)\nprint('wait_db: ready', flush=True)\n")
    with Rig() as rig:
        rig.pg(hold=True).redis().start("web", "sh -c 'python wait_db.py && python manage.py migrate --noinput && exec gunicorn hotel.wsgi'", "py", restarts=5).sleep(8).boot().sleep(11).stop()
        return rig.v2()


@case("init-check-behind-health-503", f"{BEHIND} {HEALTH}", "kubectl logs --prefix --timestamps: an init container's check says that Alembic is not at head, four times; the pod of before goes on, its readiness answers 503 with migrations_not_at_head", ["ERROR: alembic is NOT at head", '"data":["migrations_not_at_head"]'])
def _():
    alembic("py/m3", {"a001": (None, "pass"), "b002": ("a001", "pass")}, url=PSYCOPG)
    put("py/m3/check.py", "import sys\nfrom alembic.config import Config\nfrom alembic.runtime.migration import MigrationContext\nfrom alembic.script import ScriptDirectory\nfrom sqlalchemy import create_engine\n\nconfig = Config('alembic.ini')\nheads = ScriptDirectory.from_config(config).get_heads()\nwith create_engine(config.get_main_option('sqlalchemy.url')).connect() as db:\n    current = MigrationContext.configure(db).get_current_revision()\nprint(f'migration check: current={current} head={heads[0]}')\nif current != heads[0]:\n    print('ERROR: alembic is NOT at head', file=sys.stderr)\n    sys.exit(1)\n")
    with Rig() as rig:
        rig.pg(*stamped_as("a001")).redis().start("backend", UVICORN, "py", HEAD="b002").port("backend", 8000).start("check-migrations", "python check.py", "py/m3", restarts=4, delay=1.5)
        rig.start("probe", f"sh -c 'while :; do curl -s -w \" %{{http_code}}\\n\" {API}/health; sleep 0.5; done'").get(f"{API}/stays/ST7009", 320, 0.025).stop()
        return rig.kubectl(only=["backend", "check-migrations", "probe"])


@case("flask-limiter-strategy-beside-redis-refused", f"{STRATEGY} {REDIS}", "docker compose up, two problems: a Flask-Limiter 4 gateway does not boot under gunicorn for its strategy, restarted; a poller of RQ's queue has no Redis and goes on", ["Invalid rate limiting strategy sliding-window-log", "Error 111 connecting to redis:6379. Connection refused."])
def _():
    put("py/gate.py", "import os\nfrom flask import Flask\nfrom flask_limiter import Limiter\nfrom flask_limiter.util import get_remote_address\n\napp = Flask(__name__)\nlimiter = Limiter(get_remote_address, app=app, strategy='sliding-window-log', default_limits=['300/minute'], storage_uri='memory://')\n\n\n@app.get('/')\ndef index():\n    return {'gate': 'open'}\n")
    put("py/poll.py", "import logging, os, time\nimport redis\n\nlogging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s %(message)s')\nq = redis.Redis.from_url(os.environ['REDIS_URL'], retry=None)\nwhile True:\n    try:\n        logging.info('queue length %d', q.llen('rq:queue:default'))\n    except redis.ConnectionError as error:\n        logging.error('queue length unknown: %s', error)\n    time.sleep(.25)\n")
    with Rig() as rig:
        rig.start("poller", "python poll.py", "py").sleep(1).start("gateway", "gunicorn -w 2 -b 0.0.0.0:8080 gate:app", "py", restarts=3).sleep(14).stop()
        return rig.v2()


@case("graphql-enum-and-voucher-table", f"{ENUM} {TABLE}", "docker compose logs -t, two problems: the GraphQL service (FastAPI under uvicorn) does not boot for an enum, restarted; Celery misses a table in every sixth of 120 tasks and goes on", ["StayStatus is not an enum", 'relation "vouchers" does not exist'])
def _():
    put("py/graph.py", "import strawberry\nfrom fastapi import FastAPI\nfrom strawberry.fastapi import GraphQLRouter\n\n\n@strawberry.enum\nclass StayStatus(str):\n    BOOKED = 'booked'\n    LEFT = 'left'\n\n\n@strawberry.type\nclass Query:\n    @strawberry.field\n    def status(self) -> StayStatus:\n        return StayStatus.BOOKED\n\n\napp = FastAPI()\napp.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix='/graphql')\n")
    with Rig() as rig:
        rig.pg().redis().start("worker", CELERY, "py").wait("worker", "ready.")
        task("[send_voucher.delay(n) if n % 6 == 1 else count_stays.delay() for n in range(60)]")
        rig.sleep(2).start("graphql", "uvicorn graph:app --host 172.27.0.8 --port 8000", "py", restarts=4, delay=1)
        task("[send_voucher.delay(n) if n % 6 == 1 else count_stays.delay() for n in range(60)]")
        rig.sleep(8).stop()
        return rig.v2t()


@case("libmagic-first-password-second", f"{LIBMAGIC} {PASSWORD} {SERVER}", "docker compose logs -t, the accounting service pasted first: two services do not boot: files (libmagic), a second before it accounting (password); restarted side by side", ["failed to find libmagic.  Check your installation", "ImportError: failed to find libmagic", 'password authentication failed for user "lodge"'])
def _():
    put("py/files.py", "import magic\nfrom fastapi import FastAPI\n\napp = FastAPI()\n")
    with Rig() as rig:
        rig.pg().redis().start("files", NO_MAGIC + "/opt/venv/bin/uvicorn files:app --host 172.27.0.9 --port 8000", "py", restarts=4, delay=2).wait("files", "failed to find libmagic")
        rig.sleep(1.5).start("accounting", "python -c \"import os, psycopg2; print('accounting: connecting', flush=True); psycopg2.connect(os.environ['DATABASE_URL'])\"", "py", restarts=5, delay=2, DATABASE_URL=OLD).sleep(13).stop()
        return rig.v2t(order=["accounting", "files", "db", "redis"])


@case("flask-sqlalchemy-mappers-200-pages", FOREIGN, "docker json-file: Flask-SQLAlchemy under gunicorn: the first page names the relationship, 29 later ones only say that mappers failed to initialize; 270 pages without models are well", "Could not determine join condition between parent/child tables on relationship Swap.offered_by")
def _():
    put("py/swaps.py", "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL'].replace('postgresql:', 'postgresql+psycopg:')\ndb = SQLAlchemy(app)\n\n\nclass Clerk(db.Model):\n    __tablename__ = 'clerks'\n    id = db.Column(db.Integer, primary_key=True)\n\n\nclass Swap(db.Model):\n    __tablename__ = 'swaps'\n    id = db.Column(db.Integer, primary_key=True)\n    offered_by_id = db.Column(db.ForeignKey('clerks.id'))\n    taken_by_id = db.Column(db.ForeignKey('clerks.id'))\n    offered_by = db.relationship('Clerk')\n\n\n@app.get('/')\ndef index():\n    return {}\n\n\n@app.get('/clerks')\ndef clerks():\n    return {'n': Clerk.query.count()}\n")
    with Rig() as rig:
        rig.pg().start("shifts", "gunicorn -w 1 -b 0.0.0.0:8000 --access-logfile - swaps:app", "py").port("backend", 8000)
        for _ in range(30):
            rig.get("http://backend:8000/", 9, 0.002).get("http://backend:8000/clerks")
        rig.stop()
        return rig.jsonl("docker", only=["shifts"])


CONTINUUM = "import os\nimport sqlalchemy as sa\nfrom sqlalchemy.orm import configure_mappers, declarative_base\nfrom sqlalchemy_continuum import make_versioned\n{plugin}\nBase = declarative_base()\n\n\nclass Rate(Base):\n    __versioned__ = {{}}\n    __tablename__ = 'rates'\n    id = sa.Column(sa.Integer, primary_key=True)\n    season = sa.Column(sa.Text)\n    price = sa.Column(sa.Numeric)\n\n\nconfigure_mappers()\nengine = sa.create_engine(os.environ['DATABASE_URL'].replace('postgresql:', 'postgresql+psycopg2:'))\n"
RATES = ("SET ROLE lodge", "CREATE TABLE rates (id serial PRIMARY KEY, season text, price numeric)", "INSERT INTO rates (season, price) SELECT 's' || n, n FROM generate_series(1, 30) n", "CREATE SEQUENCE transaction_id_seq", "CREATE TABLE transaction (issued_at timestamp, id bigint PRIMARY KEY, remote_addr varchar(50))", "RESET ROLE")


@case("continuum-celery-scoped-session", f"{VERSIONS} {TABLE}", "docker compose logs worker: Celery with one scoped session for all tasks: the version table is missing, in one of 121 tasks, the 50 later ones say that the transaction has been rolled back", 'relation "rates_version" does not exist')
def _():
    put("py/v1/rates.py", CONTINUUM.format(plugin="make_versioned(user_cls=None)"))
    put("py/v1/jobs.py", "import os\nfrom celery import Celery\nfrom sqlalchemy.orm import Session\nfrom rates import Rate, engine\n\ncelery = Celery('rates', broker=os.environ['REDIS_URL'])\ndb = Session(engine)\n\n\n@celery.task\ndef look(n):\n    return float(db.get(Rate, n).price)\n\n\n@celery.task\ndef raise_price(n):\n    db.get(Rate, n).price += 1\n    db.commit()\n")
    with Rig() as rig:
        rig.pg(*RATES).redis().start("worker", "celery -A jobs worker -c 1 -P solo -l INFO", "py/v1").wait("worker", "ready.")
        sh("python -c \"from jobs import *; [look.delay(n % 30 + 1) for n in range(70)]; raise_price.delay(3); [look.delay(n % 30 + 1) for n in range(50)]\"", "py/v1")
        rig.sleep(6).stop()
        return rig.v2(only=["worker"])


@case("continuum-mods-flask-syslog", f"{MODS} {COLUMN}", "syslog lines of a Flask app with SQLAlchemy-Continuum's PropertyModTracker under gunicorn: 16 of 208 requests miss the version table's column; PostgreSQL's own lines between", 'column "price_mod" of relation "rates_version" does not exist')
def _():
    put("py/v2/rates.py", CONTINUUM.format(plugin="from sqlalchemy_continuum.plugins import PropertyModTrackerPlugin\nmake_versioned(user_cls=None, plugins=[PropertyModTrackerPlugin()])"))
    put("py/v2/web.py", "from flask import Flask\nfrom sqlalchemy.orm import Session\nfrom rates import Rate, engine\n\napp = Flask(__name__)\n\n\n@app.get('/rates/<int:n>')\ndef rate(n):\n    with Session(engine) as db:\n        return {'price': float(db.get(Rate, n).price)}\n\n\n@app.post('/rates/<int:n>')\ndef change(n):\n    with Session(engine) as db:\n        db.get(Rate, n).price += 1\n        db.commit()\n    return {}\n")
    with Rig() as rig:
        rig.pg(*RATES, "SET ROLE lodge", "CREATE TABLE rates_version (id int, season text, price numeric, season_mod boolean, transaction_id bigint, end_transaction_id bigint, operation_type smallint, PRIMARY KEY (id, transaction_id))")
        rig.start("rates", "gunicorn -w 2 -b 0.0.0.0:8000 --access-logfile - web:app", "py/v2").port("backend", 8000)
        for n in range(16):
            rig.get("http://backend:8000/rates/4", 12, 0.002).get("http://backend:8000/rates/4", method="POST")
        rig.stop()
        return rig.journal()


@case("fastapi-cache-double-password-probe", f"{DOUBLE} {HEALTH}", "docker compose up: the URL gets its password twice; redis-py's AuthenticationError at /availability, a probe shows the health check's body; the app says its URL at the start, 210 other requests are well", ["redis://:cellar-key@:cellar-key@redis:6379/0", "invalid username-password pair"])
def _():
    with Rig() as rig:
        rig.pg().redis("--requirepass cellar-key").start("backend", UVICORN, "py", SAY="1", REDIS_URL="redis://:cellar-key@redis:6379/0", REDIS_PASSWORD="cellar-key").port("backend", 8000)
        rig.start("probe", f"sh -c 'while :; do curl -s -w \" %{{http_code}}\\n\" {API}/health; sleep 0.8; done'")
        for _ in range(14):
            rig.get(f"{API}/stays/ST7020", 15, 0.004).get(f"{API}/availability")
        rig.stop()
        return rig.v2()


@case("rq-double-password-printed", DOUBLE, "kubectl logs --prefix: an RQ 3 worker prints its URL, whose password stands twice, and cannot ping Redis, five restarts; a second deployment with the right URL works, its jobs between", ["redis://:cellar-key@:cellar-key@redis:6379/1", "invalid username-password pair"])
def _():
    put("py/rqw.py", "import os, sys\nfrom redis import Redis\nfrom rq import SimpleWorker\n\nurl = os.environ['REDIS_URL']\nprint('rq worker', os.environ['NAME'], 'on', url, flush=True)\nSimpleWorker(['low'], connection=Redis.from_url(url)).work()\n")
    with Rig() as rig:
        rig.redis("--requirepass cellar-key").start("rq-thumbs", "python rqw.py", "py", NAME="thumbs", REDIS_URL="redis://:cellar-key@redis:6379/1").sleep(2)
        rig.start("rq-mail", "python rqw.py", "py", restarts=4, delay=1, NAME="mail", REDIS_URL="redis://:cellar-key@:cellar-key@redis:6379/1")
        sh("python -c \"import os, time\nfrom redis import Redis\nfrom rq import Queue\nq = Queue('low', connection=Redis.from_url('redis://:cellar-key@redis:6379/1'))\n[(q.enqueue('time.sleep', 0.01), time.sleep(.08)) for n in range(90)]\"", "py")
        rig.stop()
        return rig.kubectl(only=["rq-thumbs", "rq-mail"], stamps=False)


@case("worker-stage-runpy-api-fine", f"{STAGE}", "docker compose up: the production image's worker (`python -m jobs.worker`) lacks a package, traceback through runpy, six restarts; the API's own image is well, 260 requests", "ModuleNotFoundError: No module named 'celery'")
def _():
    put("py/jobs/__init__.py", "")
    put("py/jobs/worker.py", "import logging\n\nfrom jobs.queue import app\n\nlogging.basicConfig()\napp.worker_main()\n")
    put("py/jobs/queue.py", "from celery import Celery\n\napp = Celery('jobs')\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "py").port("backend", 8000).start("worker", "/srv/loft/venv-prod/bin/python -m jobs.worker", "py", restarts=5, delay=1)
        rig.get(f"{API}/stays/ST7021", 260, 0.025).stop()
        return rig.v2()


@case("dash-exec-alembic-not-found-loop", NO_ALEMBIC, "docker compose up: an entry point in dash says `exec: alembic: not found`, restarted, among PostgreSQL's, Redis's and a worker's lines", "alembic: not found")
def _():
    put("py/docker-entrypoint.sh", "#!/bin/sh\nset -e\necho 'entrypoint: migrating'\nexec alembic upgrade head\n")
    with Rig() as rig:
        rig.pg().redis().start("worker", CELERY, "py").start("migrate", "sh ./docker-entrypoint.sh", "py", restarts=7, delay=1.2, PATH="/usr/bin:/bin").wait("worker", "ready.")
        task("[count_stays.delay() for n in range(60)]")
        rig.sleep(8).stop()
        return rig.v2()


@case("script-import-shadowed-then-vouchers", f"{NO_ALEMBIC} {TABLE}", "kubectl logs --timestamps: run_migrations.py meets the project's own folder `alembic` and the entry point goes on; uvicorn misses a table in 12 of 252 requests", ["ModuleNotFoundError: No module named 'alembic.config'", 'relation "vouchers" does not exist'])
def _():
    put("py/k1/alembic/__init__.py", "")
    put("py/k1/run_migrations.py", "import logging\n\nfrom alembic.config import Config, main\n\nlogging.basicConfig(level=logging.INFO)\nmain(argv=['upgrade', 'head'])\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", "bash -c 'echo \"start: migrations\"; python run_migrations.py || echo \"start: migrations failed ($?), going on\"; cd ..; exec uvicorn lodge.main:app --host 0.0.0.0 --port 8000'", "py/k1").port("backend", 8000)
        for _ in range(12):
            rig.get(f"{API}/stays/ST7031", 20, 0.002).get(f"{API}/vouchers")
        rig.stop()
        return rig.kubectl(only=["backend"])


@case("jobs-backoff-lost-revision-column", f"{LOST} {COLUMN}", "stern: a Kubernetes job's Alembic (asyncio template) does not know the database's revision, tried again and again; the API of before misses a column in 10 of 250 requests", ["Can't locate revision identified by 'd41c0a9e7712'", "column rooms.view_kind does not exist"])
def _():
    alembic("py/m4", {"a001": (None, "pass"), "b002": ("a001", "op.add_column('rooms', sa.Column('view_kind', sa.Text))")}, url="postgresql+asyncpg://lodge:attic-key@db:5432/lodge", template="async")
    with Rig() as rig:
        rig.pg(*stamped_as("d41c0a9e7712")).redis().start("migrate", "alembic upgrade head", "py/m4", restarts=4, delay=1).wait("migrate", "locate revision")
        rig.start("backend", UVICORN, "py").port("backend", 8000)
        for _ in range(10):
            rig.get(f"{API}/stays/ST7041", 24, 0.004).get(f"{API}/rooms")
        rig.stop()
        return rig.stern(only=["migrate", "backend"])


@case("warehouse-no-route", SERVER, "docker compose logs -t: a data source's nightly copy cannot reach its server (psycopg2: No route to host), 20 tries among 800 good rows of another source", "failed: No route to host")
def _():
    put("py/copy_job.py", "import logging, os\nimport psycopg2\n\nlogging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s %(message)s')\nlog = logging.getLogger('copy')\nsource = psycopg2.connect(os.environ['DATABASE_URL'])\nfor n in range(800):\n    with source.cursor() as c:\n        c.execute('SELECT code FROM stays WHERE id = %s', (n % 200 + 1,))\n        log.info('row %d: %s', n, c.fetchone()[0])\n    if n % 40 == 25:\n        try:\n            psycopg2.connect('host=172.30.0.9 dbname=warehouse user=copy')\n        except psycopg2.OperationalError:\n            log.exception('Connection test failed: source warehouse')\n")
    subprocess.run(["ip", "route", "replace", "unreachable", "172.30.0.9/32"], check=True)
    with Rig() as rig:
        rig.pg().run("copy", "python copy_job.py", "py").stop()
        return rig.v2t(only=["copy"])


@case("retry-500-column-until-429", f"{COLUMN} {LIMITED}", "docker compose logs: a client with tenacity tries again after each 500 until only 429 is left; the API's log beside it misses a column (SQLAlchemy, psycopg 3)", ["column rooms.view_kind does not exist", "429 Too Many Requests"])
def _():
    put("py/sync_rooms.py", "import logging, sys\nimport httpx\nfrom tenacity import before_sleep_log, retry, stop_after_attempt, wait_fixed\n\nlogging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s: %(message)s')\nlogging.getLogger('httpx').setLevel('WARNING')\nlog = logging.getLogger('sync')\n\n\n@retry(wait=wait_fixed(.03), stop=stop_after_attempt(30), before_sleep=before_sleep_log(log, logging.WARNING), reraise=True)\ndef read(path):\n    r = httpx.get('http://backend:8000/api/v1' + path)\n    r.raise_for_status()\n    return r.json()\n\n\nfor n in range(1, 60):\n    log.info('stay %d: %s', n, read(f'/stays/ST{7000 + n}'))\nfor n in range(3):\n    try:\n        read('/rooms')\n    except httpx.HTTPStatusError as error:\n        log.error('rooms not read: %s %s', error.response.status_code, error.response.text)\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN, "py", LIMIT="84").port("backend", 8000).run("sync", "python sync_rooms.py", "py").stop()
        return rig.v2(only=["sync", "backend"])


@case("nginx-limit-req-aiohttp", LIMITED, "docker compose logs: aiohttp reads 370 pages through nginx 1.22 with limit_req_status 429; 15 answers are 429, nginx's error lines between, the backend is well", "429 Too Many Requests")
def _():
    put("py/limit.conf", "daemon off;\nerror_log stderr;\npid /app/run/ngl.pid;\nevents {}\nhttp { access_log /dev/stdout; client_body_temp_path /app/run/l1; proxy_temp_path /app/run/l2; fastcgi_temp_path /app/run/l3; uwsgi_temp_path /app/run/l4; scgi_temp_path /app/run/l5;\n  limit_req_zone $binary_remote_addr zone=api:1m rate=600r/s;\n  server { listen 80; location / { limit_req zone=api burst=5 nodelay; limit_req_status 429; proxy_pass http://backend:8000; } } }\n")
    put("py/crawl.py", "import asyncio\nimport aiohttp\n\n\nasync def main():\n    async with aiohttp.ClientSession() as s:\n        for n in range(110):\n            async def one(m):\n                async with s.get(f'http://web/api/v1/stays/ST{7000 + m}') as r:\n                    body = await r.text()\n                    if r.status != 200:\n                        print(f'stay {m}: {r.status} {r.reason}', flush=True)\n            await asyncio.gather(*(one(n * 6 + k) for k in range(9 if n % 20 == 7 else 3)))\n            await asyncio.sleep(.03)\n\n\nasyncio.run(main())\n")
    with Rig() as rig:
        rig.pg().redis().start("backend", UVICORN + " --no-access-log", "py").port("backend", 8000).start("nginx", "nginx -c /app/py/limit.conf", "py").port("web", 80).run("crawler", "python crawl.py", "py").stop()
        return rig.v2(only=["crawler", "nginx", "backend"])


@case("token-expired-load-test", JWT, "docker compose logs -t: a load test logs in once; after 5 seconds its token has expired, so 472 of 700 reads are 401; uvicorn's access lines between", "Could not validate credentials")
def _():
    put("py/load.py", "import time\nimport requests\n\ns = requests.Session()\nbase = 'http://backend:8000/api/v1'\ns.headers['Authorization'] = 'Bearer ' + s.post(base + '/login', json={'username': 'desk@example.com', 'password': 'reception-4'}).json()['access_token']\nfor n in range(700):\n    r = s.get(base + '/users/me')\n    if r.status_code != 200 or n % 10 == 0:\n        print(f'user {n}: {r.status_code} {r.text}', flush=True)\n    time.sleep(.008)\n")
    with Rig() as rig:
        rig.pg("INSERT INTO users (email, hashed_password) VALUES ('desk@example.com', 'reception-4')").redis().start("backend", UVICORN, "py", TTL="5").port("backend", 8000).run("load", "python load.py", "py").stop()
        return rig.v2t(only=["load", "backend"])


@case("probe-redis-member-among-access", HEALTH, "kubectl logs: an app's readiness says 503 with its member redis, 72 times, among 900 access lines; the app logs nothing else", '{"success":false,"message":"Service Unavailable","data":["redis"]}')
def _():
    with Rig() as rig:
        rig.pg().start("backend", UVICORN, "py").port("backend", 8000).start("probe", f"sh -c 'while :; do curl -s -w \" %{{http_code}}\\n\" {API}/health; sleep 0.2; done'")
        rig.get(f"{API}/stays/ST7055", 900, 0.004).stop()
        return rig.kubectl(only=["backend", "probe"])


RUNNER = """import json, os, signal, sys, time
from celery import Celery
from celery.utils.log import get_task_logger

celery = Celery('scripts', broker=os.environ['REDIS_URL'])
log = get_task_logger('scripts.exec')
SCRIPTS = json.load(open('scripts.json'))


class ScriptTimeoutError(Exception):
    pass


def alarm(*_):
    raise ScriptTimeoutError('Script execution exceeded SCRIPT_EXEC_TIMEOUT=1s')


@celery.task(bind=True, max_retries=2, default_retry_delay=0)
def execute(self, name):
    signal.signal(signal.SIGALRM, alarm)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        scope = {'__builtins__': {'sum': sum, 'range': range, 'len': len}}
        exec(compile(SCRIPTS[name], f'<script {name}>', 'exec'), scope)
        log.info('script %s: %s', name, scope['result'])
    except Exception as error:
        raise self.retry(exc=error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@celery.task
def publish(name, n):
    log.warning('report %s/%d: no rows from its script, left out', name, n)
"""


def scripts(bad, lines):
    put("py/s1/runner.py", RUNNER)
    put("py/s1/scripts.json", json.dumps({"totals": "result = sum(range(50))", "occupancy": bad}))
    with Rig() as rig:
        rig.redis().start("scripts", "celery -A runner worker -c 1 -l INFO -P solo", "py/s1").wait("scripts", "ready.")
        sh(f"python -c \"from runner import *; [execute.delay('totals') for n in range({lines})]; execute.delay('occupancy'); [(publish.delay('occupancy', n), execute.delay('totals')) for n in range({lines})]\"", "py/s1")
        rig.sleep(7 if "while" in bad else 5).stop()
        return rig


@case("celery-script-timeout-then-reports", TIMEOUT, "CRI: Celery runs tenants' scripts: one of 300 meets the time limit and its retries too, 140 later reports are only left out", ["ScriptTimeoutError('Script execution exceeded SCRIPT_EXEC_TIMEOUT=1s')", "runner.ScriptTimeoutError: Script execution exceeded SCRIPT_EXEC_TIMEOUT=1s"])
def _():
    return scripts("n = 0\nwhile True:\n    n += 1\n", 140).cri(only=["scripts"])


@case("celery-script-polars-then-reports", NAME, "fluentd's JSON: the same: one script uses polars, which is not whitelisted; 125 later reports are only left out", ["name 'polars' is not defined", "NameError: name 'polars' is not defined"])
def _():
    return scripts("result = polars.read_csv('rooms.csv').height\n", 125).jsonl("fluentd", only=["scripts"])


@case("rails-prepare-password-loop", f"{PASSWORD} {SERVER}", "docker compose up: an entry point in Ruby (ActiveRecord 6.1) tries its migration until it is let in, 30 times in vain; Sidekiq 6.4 and Redis are well, PostgreSQL's own lines between", 'password authentication failed for user "lodge"')
def _():
    put("rb/prepare.rb", "require 'active_record'\n30.times do |n|\n  begin\n    ActiveRecord::Base.establish_connection(ENV['DATABASE_URL'])\n    ActiveRecord::Base.connection.execute('SELECT 1')\n    break\n  rescue StandardError => e\n    $stderr.puts \"db:prepare try #{n + 1}: #{e.class}: #{e.message}\"\n    e.backtrace.first(3).each { |l| $stderr.puts \"  #{l}\" } if n % 5 == 0\n    sleep 0.3\n  end\nend\nabort 'db:prepare gave up'\n")
    put("rb/jobs.rb", "require 'sidekiq'\nSidekiq.configure_server { |c| c.redis = { url: ENV['REDIS_URL'] } }\nSidekiq.configure_client { |c| c.redis = { url: ENV['REDIS_URL'] } }\nclass CleanJob\n  include Sidekiq::Worker\n  def perform(n); end\nend\n")
    with Rig() as rig:
        rig.pg().redis().start("sidekiq", "sidekiq -c 1 -r ./jobs.rb", "rb").sleep(3).start("web", "ruby prepare.rb", "rb", restarts=0, DATABASE_URL=OLD)
        sh("ruby -e 'require \"./jobs\"; 60.times { |n| CleanJob.perform_async(n) }'", "rb")
        rig.sleep(11).stop()
        return rig.v2()
