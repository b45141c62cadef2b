from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Numeric, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from starlette.requests import HTTPConnection

from app.settings import Settings


class Base(DeclarativeBase):
    pass


class Item(Base):
    """Something that is in stock."""

    __tablename__ = "item"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    category: Mapped[str] = mapped_column(String(50), index=True)
    quantity: Mapped[int]
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))


def connect(settings: Settings) -> sessionmaker[Session]:
    # A connection that the database has closed meanwhile is replaced, not an error.
    return sessionmaker(create_engine(settings.database_url, pool_pre_ping=True))


def session(connection: HTTPConnection) -> Iterator[Session]:
    with connection.app.state.sessions() as session:
        yield session


Database = Annotated[Session, Depends(session)]
