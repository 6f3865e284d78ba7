import os
from dataclasses import dataclass, field


@dataclass
class Settings:
    environment: str = field(default_factory=lambda: os.environ["ENVIRONMENT"])
    secret_key: str = field(default_factory=lambda: os.environ.get("SECRET_KEY", "changethis"))

    def __post_init__(self):
        for name in ("secret_key",):
            self.refuse_default(name.upper(), getattr(self, name))

    def refuse_default(self, name, value):
        if value == "changethis" and self.environment != "local":
            raise ValueError(f'The value of {name} is "changethis", for security, please change it')


settings = Settings()
