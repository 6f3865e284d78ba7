from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models import Base


class AuditEvent(Base):
    __tablename__ = "audit_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str]
    metadata: Mapped[dict] = mapped_column(JSON)
