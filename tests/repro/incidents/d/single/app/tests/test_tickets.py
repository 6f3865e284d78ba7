import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.fk_models import Base, Ticket, User

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
app = FastAPI()


@app.post("/tickets")
def create(body: dict):
    with Session(engine) as db:
        db.add(Ticket(**body))
        db.commit()
    return body


@pytest.fixture
def client():
    Base.metadata.create_all(engine)
    return TestClient(app)


def test_openapi(client):
    assert client.get("/openapi.json").status_code == 200


def test_create_ticket(client):
    assert client.post("/tickets", json={"title": "printer", "created_by_id": 1}).status_code == 200
