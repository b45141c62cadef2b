from alembic import context

from eventboard.models import db

metadata = db.metadata


def run_offline():
    """Prints the SQL."""
    url = db.engine.url.render_as_string(hide_password=False)
    context.configure(url=url, target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_online():
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            # SQLite changes a table by copying it.
            render_as_batch=connection.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
