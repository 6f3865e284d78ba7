from typing import Optional
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine, select
import os


class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str
    matches: list["Match"] = Relationship(back_populates="home")


class Match(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    home_id: int = Field(foreign_key="team.id")
    guest_id: int = Field(foreign_key="team.id")
    home: Team = Relationship(back_populates="matches")


def main():
    with Session(create_engine(os.environ["DATABASE_URL"])) as session:
        print(session.exec(select(Team)).all())


main()
