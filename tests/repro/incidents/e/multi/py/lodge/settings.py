import os

from pydantic import field_validator
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    ENVIRONMENT: str = "production"
    SECRET_KEY: str = "mE3v-9sKq2"
    DATABASE_URL: str
    REDIS_URL: str
    REDIS_PASSWORD: str = ""

    @field_validator("SECRET_KEY")
    @classmethod
    def _not_default(cls, value):
        if value == "changethis" and os.environ.get("ENVIRONMENT") != "local":
            raise ValueError('The value of SECRET_KEY is "changethis", for security, please change it, at least for deployments.')
        return value

    @property
    def cache_url(self):
        return self.REDIS_URL.replace("redis://", f"redis://:{self.REDIS_PASSWORD}@") if self.REDIS_PASSWORD else self.REDIS_URL


settings = Settings()
