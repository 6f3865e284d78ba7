from celery import Celery
from sqlalchemy import Column, Integer, JSON
from sqlalchemy.orm import declarative_base

app = Celery("jobs_audit", broker="redis://:local_pass@redis:6379/0")
Base = declarative_base()


class AuditRow(Base):
    __tablename__ = "audit_rows"
    id = Column(Integer, primary_key=True)
    metadata = Column(JSON)
