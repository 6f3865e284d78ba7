"""Settings with pydantic 2 that refuse the template's secrets; a Django-like module that a worker and a server import."""

from pydantic import field_validator
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    SECRET_KEY: str = "changethis"
    model_config = {"validate_default": True}

    @field_validator("SECRET_KEY")
    @classmethod
    def not_the_template(cls, value):
        if value == "changethis":
            raise ValueError('The value of SECRET_KEY is "changethis", for security, please change it, at least for deployments.')
        return value


settings = Settings()
app = None
