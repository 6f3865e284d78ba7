import subprocess

TENANTS = ["north", "south"]
for tenant in TENANTS:
    print("provisioning", tenant, flush=True)
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", "-v", f"tenant={tenant}", "-f", "tenant.sql"], check=True)
