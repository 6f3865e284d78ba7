def test_event():
    from events import AuditEvent

    assert AuditEvent(action="login").action == "login"
