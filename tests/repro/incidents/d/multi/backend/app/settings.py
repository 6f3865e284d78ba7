import os

from pydantic import model_validator
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    ENVIRONMENT: str = "production"
    SECRET_KEY: str = "k8Jw0v2m"
    DATABASE_URL: str
    REDIS_URL: str

    @model_validator(mode="after")
    def _enforce_non_default_secrets(self):
        if self.SECRET_KEY == "changethis" and self.ENVIRONMENT != "local":
            raise ValueError('The value of SECRET_KEY is "changethis", for security, please change it, at least for deployments.')
        return self


settings = Settings()
