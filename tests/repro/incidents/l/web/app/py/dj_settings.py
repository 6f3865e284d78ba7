from plain_settings import SECRET_KEY
INSTALLED_APPS = []
