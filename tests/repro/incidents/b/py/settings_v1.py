"""Settings with pydantic 1 that refuse the template's secret."""

from pydantic import BaseSettings, validator


class Settings(BaseSettings):
    PROJECT_NAME: str = "ledger"
    ENVIRONMENT: str = "production"
    SECRET_KEY: str = "changethis"

    @validator("SECRET_KEY")
    def not_the_template(cls, value, values):
        if value == "changethis" and values.get("ENVIRONMENT") != "local":
            raise ValueError('The value of SECRET_KEY is "changethis", for security, please change it, at least for deployments.')
        return value


settings = Settings()
