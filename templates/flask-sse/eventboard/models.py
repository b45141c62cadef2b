from datetime import UTC, datetime
from decimal import Decimal
from typing import ClassVar

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    DateTime,
    ForeignKey,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Text,
    TypeDecorator,
    event,
    update,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

# The largest that an integer column holds in every database.
HIGHEST_NUMBER = 2**31 - 1


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __table_args__: ClassVar = {"mysql_charset": "utf8mb4", "mysql_engine": "InnoDB"}


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


class Moment(TypeDecorator):
    """A point in time: aware in Python, UTC to the microsecond in every database."""

    impl = DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql")
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):
        return value and value.replace(tzinfo=UTC)


def now():
    return datetime.now(UTC)


class Board(db.Model):
    """The only row says how the board stands."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    is_open: Mapped[bool] = mapped_column(default=True)
    last_number: Mapped[int] = mapped_column(default=0)

    @classmethod
    def get(cls):
        return db.session.scalars(db.select(cls)).one()

    @classmethod
    def next_number(cls):
        """Counts a post. Until it is committed or undone, the next one waits.

        So numbers become visible in their order, and whoever has seen one of
        them has missed none before it.
        """
        db.session.execute(update(cls).values(last_number=cls.last_number + 1))
        return db.session.scalar(db.select(cls.last_number))


class Post(db.Model):
    """An event that somebody announces, or an answer to such a post."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    price: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    reply_to: Mapped["Post | None"] = relationship(remote_side=[id])
    attachments: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id")

    def as_json(self):
        return {
            "number": self.number,
            "reply_to": self.reply_to and self.reply_to.number,
            "title": self.title,
            "body": self.body,
            "price": None if self.price is None else str(self.price),
            "starts_at": self.starts_at and self.starts_at.isoformat(),
            "created_at": self.created_at.isoformat(),
            "attachments": [
                {"name": file.name, "size": file.size, "url": file.url}
                for file in self.attachments
            ],
        }


class Attachment(db.Model):
    """A file of a post. What is in it lies in the upload folder, under its digest."""

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def url(self):
        return f"/uploads/{self.id}"


class Account(db.Model):
    """Somebody who may log in."""

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    is_admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection, record):
    """Foreign keys hold, and readers go on while one process writes."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA busy_timeout = 5000")
