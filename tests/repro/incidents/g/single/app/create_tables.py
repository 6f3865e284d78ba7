import os

from sqlalchemy import create_engine

from documents import Photo

engine = create_engine("postgresql+psycopg://garden:garden-dev@db/garden")
Photo.metadata.create_all(engine)
