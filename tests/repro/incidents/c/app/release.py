import logging
import subprocess

logging.basicConfig(level=logging.INFO, format="%(asctime)s [release] %(message)s")
logging.info("release phase: migrations")
subprocess.run(["alembic", "-c", "/srv/harbor/app/alembic.ini", "upgrade", "head"], check=True)
