import pytest
from sqlalchemy import ForeignKey, Column, Integer
from sqlalchemy.orm import declarative_base, relationship, configure_mappers

Base = declarative_base()


class Address(Base):
    __tablename__ = "addresses"
    id = Column(Integer, primary_key=True)


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    billing_id = Column(ForeignKey("addresses.id"))
    shipping_id = Column(ForeignKey("addresses.id"))
    billing_address = relationship(Address)


def test_order():
    Order()


def test_address():
    Address()
