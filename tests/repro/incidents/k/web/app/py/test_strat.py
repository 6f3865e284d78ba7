import pytest
from fastapi.testclient import TestClient


@pytest.fixture
def client():
    from strat_slowapi import app
    return TestClient(app)


def test_sailings_are_listed_for_the_harbour_of_oban_on_a_sunday(client):
    assert client.get("/sailings").status_code == 200


def test_fares(client):
    assert client.get("/fares").status_code == 200
