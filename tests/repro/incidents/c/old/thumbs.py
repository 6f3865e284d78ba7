"""huey 2.3 over SQLite: checks the type of each upload."""
import magic
from huey import SqliteHuey

huey = SqliteHuey("uploads", filename="/srv/harbor/run/uploads.db")


@huey.task()
def kind(path):
    return magic.from_file(path, mime=True)
