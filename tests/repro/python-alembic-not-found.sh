#!/bin/sh
# What is printed where Alembic is not installed, or where a folder named `alembic` hides it:
# by runc and crun, by shells, by Python and by subprocess.
#
# Needs root, the Debian packages python3-venv, runc, crun, busybox-static and dash; installs
# Alembic from PyPI for the cases in which it is there.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/lib/sandbox.sh"
. "$here/lib/python.sh"

install() {
    python_install .venv fastapi
    python_install .with-alembic alembic==1.20.1 sqlalchemy==2.0.58
}
sandbox alembic-not-found "$@"

mkdir -p alembic/versions src/database bundle/rootfs/bin empty
touch alembic/env.py alembic.ini src/__init__.py src/database/__init__.py
cat > src/database/run_migrations.py <<'PY'
import sys

from alembic.config import Config
PY
cat > entrypoint.sh <<'SH'
#!/bin/bash
set -e
echo "Running migrations..."
alembic upgrade head
exec uvicorn app.main:app
SH
chmod +x entrypoint.sh
cat > prestart.py <<'PY'
import subprocess

subprocess.run(["alembic", "upgrade", "head"], check=True)
PY
cp "$(command -v busybox)" bundle/rootfs/bin/busybox
ln -sf busybox bundle/rootfs/bin/sh
(
    cd bundle || exit
    rm -f config.json
    runc spec
    sed -i 's/"terminal": true/"terminal": false/; s/"sh"$/"alembic", "upgrade", "head"/; s/"sh"/"alembic", "upgrade", "head"/' config.json
)
run() {
    echo "=== $1"
    shift
    "$@" 2>&1
}
run 'runc' runc run -b bundle alembic-not-found-1
run 'crun' crun run -b bundle alembic-not-found-2
export PATH="/srv/app/.venv/bin:$PATH"
run 'sh' sh -c 'alembic upgrade head'
run 'bash' ./entrypoint.sh
run 'busybox' busybox sh -c 'alembic upgrade head'
run 'env' env alembic upgrade head
run 'subprocess' python prestart.py
run 'python -m' python -m alembic upgrade head
run 'python -c' python -c "from alembic.config import main; main(argv=['upgrade', 'head'])"
run 'run_migrations' python -m src.database.run_migrations
run 'another module' python -c 'import celery'
cd empty || exit
run 'no folder: python -m' python -m alembic upgrade head
run 'no folder: python -c' python -c "from alembic.config import main"
cd ..
export PATH="/srv/app/.with-alembic/bin:$PATH"
run 'installed: python -m' python -m alembic --version
touch alembic/__init__.py
run 'installed, folder is a package: python -m' python -m alembic upgrade head
run 'installed, folder is a package: python -c' python -c "from alembic.config import main; main(argv=['upgrade', 'head'])"
run 'installed, folder is a package: alembic' alembic --version
run 'what is imported' python -c 'import alembic; print(alembic.__path__)'
rm alembic/__init__.py
