import pytest, requests


@pytest.fixture(scope="session")
def docker_setup():
    return []


@pytest.fixture(scope="session")
def docker_cleanup():
    return []


def is_responsive(url):
    try:
        return requests.get(url, timeout=1).status_code == 200
    except requests.exceptions.ConnectionError:
        return False


@pytest.fixture(scope="session")
def backend(docker_services):
    url = "http://localhost:8000/health"
    docker_services.wait_until_responsive(timeout=5.0, pause=0.5, check=lambda: is_responsive(url))
    return url
