import sys

from sqlmodel import Field, Relationship, SQLModel


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    home_matches: list["Match"] = Relationship(back_populates="home_team")


class Match(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    home_team_id: int = Field(foreign_key="team.id")
    away_team_id: int = Field(foreign_key="team.id")
    home_team: Team = Relationship(back_populates="home_matches")


if __name__ == "__main__":
    print(Team(name="Owls"))
