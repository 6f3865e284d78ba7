"""python-magic 0.4.27 where libmagic is not there: in a real container, and in the container-like place."""

MAGIC = "ImportError: failed to find libmagic.  Check your installation"
KIND = {"intake/__init__.py": "", "intake/kind.py": "import magic\n\n\ndef kind(data: bytes) -> str:\n    return magic.from_buffer(data, mime=True)\n"}


def in_container():
    name = project("cove-intake", {**KIND, "intake/consumer.py": "import logging\n\nfrom intake.kind import kind\n\nlogging.basicConfig(level=logging.INFO)\nlogging.info(kind(b'%PDF-1.7'))\n", "requirements.txt": "python-magic==0.4.27\n",
                                   "compose.yaml": "services:\n  intake:\n    build: .\n    network_mode: host\n    restart: \"on-failure:2\"\n", "Dockerfile": "FROM python:3.12-slim\nCOPY wheels /usr/local/lib/python3.12/site-packages\nWORKDIR /app\nCOPY intake intake\nCMD [\"python3\", \"-m\", \"intake.consumer\"]\n"})
    shutil.copytree(f"{HOME}/py312/lib/python3.12/site-packages/magic", f"{HOME}/{name}/wheels/magic", ignore=shutil.ignore_patterns("__pycache__", "libmagic"))
    try:
        return dock(f"{UP} build -q >/dev/null 2>&1; timeout 25 {UP} up --no-color", name)
    finally:
        down(name)


case("compose-up-libmagic", LIBMAGIC, "docker compose 2.40 `up` of an image of Python 3.12 with python-magic 0.4.27 and no libmagic, with restarts", MAGIC, in_container)
case("watchfiles-libmagic", LIBMAGIC, "watchfiles 1 runs a worker with python-magic 0.4.27, libmagic not there, Python 3.12, CRI log file", MAGIC, lambda: run("timeout 8 /srv/hb/no_libmagic.sh watchfiles 'python -m intake.worker' intake", project("intake", {**KIND, "intake/worker.py": "import time\n\nfrom intake.kind import kind\n\nwhile True:\n    print(kind(b'%PDF-1.7'), flush=True)\n    time.sleep(1)\n"})), cri)
