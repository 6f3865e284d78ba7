import os
import secrets


class Production:
    SECRET_KEY = os.environ.get("SECRET_KEY", "changethis")

    def __init__(self):
        if self.SECRET_KEY == "changethis":
            raise RuntimeError('SECRET_KEY is still "changethis". Generate one: python -c "import secrets; print(secrets.token_urlsafe(32))"')
