from app.core.config import settings


def test_name():
    assert settings.PROJECT_NAME
