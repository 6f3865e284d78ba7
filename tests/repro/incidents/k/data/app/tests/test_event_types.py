from events import AuditEvent


def test_type():
    assert AuditEvent.__tablename__ == "audit_events"
