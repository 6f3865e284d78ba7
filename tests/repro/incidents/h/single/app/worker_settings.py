from app.core.config import settings

REDIS_URL = "redis://:dev-redis-pw@redis:6379/0"
QUEUES = ["default", "mail"]
NAME = f"{settings.PROJECT_NAME.lower()}-worker"
