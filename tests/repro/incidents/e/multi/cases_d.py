"""With Docker's own output (docker_cases.sh)."""


def docker(name):
    return open(f"/srv/loft/docker/{name}.txt", "rb").read()


@case("buildkit-public-then-not-healthy", f"{COPY} {UNHEALTHY}", "GitHub Actions: 400 tests, Docker 20.10's client with BuildKit builds two images, the second cannot copy /app/public from its stage, `|| true`; the deploy step waits 120 times", ['"/app/public" not found', "Backend did not become healthy within 120s"], wrap=github("./ci/release.sh"))
def _():
    return node_tests(400) + docker("copy") + sh("sh wait_up.sh http://backend:8000/api/v1/health", "py")


@case("compose-v1-port-5432-then-backend", PORT, "GitLab: 500 tests, then docker-compose 1.29 with a real daemon: the database's port is taken on the host, the other services start, the backend waits in silence", "Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use", wrap=gitlab("integration", "./ci/up.sh"))
def _():
    return node_tests(500) + docker("port")
