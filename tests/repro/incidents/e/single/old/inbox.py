from fastapi import Depends, FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

import models

engine = create_engine("postgresql://quay:quay-dev@db/quay")
SessionLocal = sessionmaker(autocommit=False, autoflush=False, bind=engine)
app = FastAPI()


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


@app.get("/inbox/{email}")
def inbox(email: str, db: Session = Depends(get_db)):
    return db.query(models.Account).filter(models.Account.email == email).first()
