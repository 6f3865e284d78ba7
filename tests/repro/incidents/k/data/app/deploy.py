import subprocess

print("==> migrate")
subprocess.run(["alembic", "upgrade", "head"], check=True, cwd="/app")
