from alembic import context
from settings import settings
context.configure(url="sqlite://", literal_binds=True)
