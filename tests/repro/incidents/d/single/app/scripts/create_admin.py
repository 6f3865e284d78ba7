from app.fk_models import Base, User
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as db:
    if not db.scalar(select(User).where(User.username == "admin")):
        db.add(User(username="admin"))
        db.commit()
        print("admin created")
