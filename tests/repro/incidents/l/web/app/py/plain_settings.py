import os


def check_default_secret(name):
    value = os.environ.get(name, "")
    if value == "changethis" and os.environ.get("ENVIRONMENT") != "local":
        raise ValueError(f'The value of {name} is "changethis", for security, please change it, at least for deployments.')
    return value


SECRET_KEY = check_default_secret("SECRET_KEY")
