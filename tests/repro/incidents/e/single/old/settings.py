from pydantic import BaseSettings, root_validator


class Settings(BaseSettings):
    SECRET_KEY: str = "changethis"
    ENVIRONMENT: str = "local"

    @root_validator
    def no_defaults(cls, values):
        if values["SECRET_KEY"] == "changethis" and values["ENVIRONMENT"] != "local":
            raise ValueError('The value of SECRET_KEY is "changethis", for security, please change it')
        return values
