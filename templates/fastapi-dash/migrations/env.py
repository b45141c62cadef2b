from alembic import context
from sqlalchemy import create_engine

from app import logs
from app.database import Base
from app.settings import Settings, load

settings = load(Settings)


def run_offline():
    """Prints the SQL."""
    context.configure(url=settings.database_url, target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_online():
    with create_engine(settings.database_url).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            # SQLite changes a table by copying it.
            render_as_batch=connection.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            context.run_migrations()


logs.set_up(settings.log_level)
if context.is_offline_mode():
    run_offline()
else:
    run_online()
