"""A SQLModel service whose relationship has two foreign keys to choose from."""

from fastapi import FastAPI
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine, select


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    matches: list["Match"] = Relationship(back_populates="home")


class Match(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    home_id: int = Field(foreign_key="team.id")
    away_id: int = Field(foreign_key="team.id")
    home: Team | None = Relationship(back_populates="matches")


engine = create_engine("sqlite://")
SQLModel.metadata.create_all(engine)
app = FastAPI()


@app.get("/teams")
def teams():
    with Session(engine) as session:
        return session.exec(select(Team)).all()
