import os

from fastapi import FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine, select


class Member(SQLModel, table=True):
    __tablename__ = "members"
    id: int | None = Field(default=None, primary_key=True)
    email: str
    full_name: str | None = None


engine = create_engine(os.environ["DATABASE_URL"], pool_size=5)
app = FastAPI()


@app.get("/members")
def members() -> list[Member]:
    with Session(engine) as session:
        return session.exec(select(Member)).all()
