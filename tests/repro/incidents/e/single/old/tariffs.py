import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy.orm import configure_mappers, sessionmaker
from sqlalchemy_continuum import make_versioned

make_versioned(user_cls=None)
Base = declarative_base()


class User(Base):
    __versioned__ = {}
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.Text)
    full_name = sa.Column(sa.Text)


configure_mappers()
engine = sa.create_engine("postgresql://quay:quay-dev@db/quay")
Session = sessionmaker(engine)
app = FastAPI()


@app.put("/users/{key}")
def rename(key: int, full_name: str):
    with Session() as session:
        session.get(User, key).full_name = full_name
        session.commit()
    return {"ok": True}
