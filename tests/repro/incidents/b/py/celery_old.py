"""Celery tasks over the old models: `transfers` fails at its first use of a mapper."""

import os

from celery import Celery

app = Celery("ledger", broker=os.environ.get("BROKER", "memory://"), backend=None)
app.conf.update(broker_connection_retry_on_startup=True, broker_connection_max_retries=3, worker_hijack_root_logger=True)


@app.task
def settle(number):
    return f"settled {number}"


@app.task
def transfers():
    from sqlalchemy.orm import configure_mappers

    import old_models  # noqa: F401
    configure_mappers()
