import os
from typing import Literal

from pydantic import BaseModel, model_validator
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    ENVIRONMENT: Literal["local", "staging", "production"] = "local"
    PROJECT_NAME: str = "heron"
    SECRET_KEY: str = "changethis"
    FIRST_SUPERUSER: str = "admin@heron.example"

    def _check_default_secret(self, var_name: str, value: str | None) -> None:
        if value == "changethis":
            message = f'The value of {var_name} is "changethis", for security, please change it, at least for deployments.'
            if self.ENVIRONMENT == "local":
                import warnings
                warnings.warn(message, stacklevel=1)
            else:
                raise ValueError(message)

    @model_validator(mode="after")
    def _enforce_non_default_secrets(self):
        self._check_default_secret("SECRET_KEY", self.SECRET_KEY)
        return self


settings = Settings()
