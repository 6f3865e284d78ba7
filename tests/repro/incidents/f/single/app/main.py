import os
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import Depends, FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine(os.environ.get("DATABASE_URL", "postgresql+psycopg://kiln:kiln-dev@db:5432/kiln"))


class Firing(SQLModel, table=True):
    __tablename__ = "firings"
    id: int | None = Field(default=None, primary_key=True)
    kiln_no: int
    started_at: datetime
    cone: str | None = None


def get_session():
    with Session(engine) as session:
        yield session


@asynccontextmanager
async def lifespan(app: FastAPI):
    if os.environ.get("CREATE_ALL"):
        SQLModel.metadata.create_all(engine)
    yield


app = FastAPI(title="Kiln", lifespan=lifespan)


@app.get("/api/firings")
def firings(session: Session = Depends(get_session)) -> list[Firing]:
    return session.exec(select(Firing).order_by(Firing.started_at.desc()).limit(20)).all()
