"""Settings, database, tokens."""
import os
import secrets
import sys
from datetime import datetime, timedelta, timezone

from jose import JWTError, jwt
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(32)
ALGORITHM = "HS256"
ACCESS_TOKEN_SECONDS = int(os.environ.get("ACCESS_TOKEN_SECONDS", "900"))

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:////app/tern/api/tern.db"), echo=os.environ.get("SQL_ECHO") == "debug" and "debug")


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    hashed_password: Mapped[str] = mapped_column(String(200))


def token_for(name: str, seconds: int | None = None) -> str:
    return jwt.encode({"sub": name, "exp": datetime.now(timezone.utc) + timedelta(seconds=seconds or ACCESS_TOKEN_SECONDS)}, SECRET_KEY, ALGORITHM)


def find_user(db: Session, name: str) -> User | None:
    return db.scalars(select(User).where(User.username == name)).first()
