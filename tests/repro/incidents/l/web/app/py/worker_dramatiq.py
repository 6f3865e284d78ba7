import dramatiq
from settings import settings
