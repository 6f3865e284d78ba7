import os

import procrastinate

app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=os.environ.get("DATABASE_URL", "postgresql://garden:garden-dev@db/garden")), import_paths=[])


@app.task
def water(bed):
    return bed
