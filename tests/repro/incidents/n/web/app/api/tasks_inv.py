from invoke import task
@task
def e2e(c):
    c.run("curl --fail --silent --show-error --retry 3 --retry-delay 1 --retry-all-errors http://localhost:8000/api/v1/health")
