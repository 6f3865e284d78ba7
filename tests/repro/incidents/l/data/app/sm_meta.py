from sqlmodel import Field, SQLModel, JSON, Column


class Upload(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    metadata: dict = Field(sa_column=Column(JSON))
