def test_name():
    from app.core.config import settings

    assert settings.PROJECT_NAME == "Garden"


def test_environment():
    from app.core.config import settings

    assert settings.ENVIRONMENT == "staging"
