from invoke import task


@task
def migrate(c):
    """Brings the database to the head."""
    c.run("alembic upgrade head", echo=True, pty=False)
