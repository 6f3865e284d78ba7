#!/bin/sh
# Modules that are not there, in the folders that images use, and names that a script runner does not know: examples of
# kb/docker/multistage-missing-packages.md, kb/docker/cached-layer-missing-dependency.md and
# kb/python/name-error-module-not-whitelisted.md.
# Needs root (chroot), Debian's python3 without Alembic and the package file. Makes folders /code, /workspace, /opt/app, ... and
# leaves them.
for folder in /code /srv/api /usr/src/app /workspace /opt/app /home/app; do
    echo "== $folder"
    mkdir -p "$folder/src/database"
    echo 'from alembic.config import Config' >"$folder/src/database/run_migrations.py"
    (cd "$folder" && /usr/bin/python3 -m src.database.run_migrations 2>&1)
done
echo "== a program without one of its libraries"
root=$(mktemp -d)
for file in /usr/bin/file $(ldd /usr/bin/file | grep -o '/[^ ]*' | grep -v libmagic); do
    mkdir -p "$root$(dirname "$file")"
    cp -L "$file" "$root$file"
done
chroot "$root" /usr/bin/file x 2>&1
rm -r "$root"
echo "== names"
python3 - 2>&1 <<'P'
import logging

logging.basicConfig()
MODULES = """pandas pd numpy np scipy requests httpx yaml json re os sys math random datetime decimal collections itertools
functools statistics csv io time uuid hashlib base64 pathlib subprocess typing logging""".split()
for module in MODULES:
    try:
        exec(f"{module}.anything()", {"__builtins__": {}})
    except NameError as error:
        logging.getLogger("scripts").error("%s: %s", type(error).__name__, error)
P
