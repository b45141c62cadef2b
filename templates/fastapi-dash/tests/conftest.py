import os

import pytest
from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient
from sqlalchemy import delete

from app.database import Item
from app.main import create_app
from app.settings import Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    """TEST_DATABASE_URL and TEST_REDIS_URL name a database and a Redis to be emptied."""
    sqlite = f"sqlite:///{tmp_path_factory.mktemp('stockroom') / 'stockroom.db'}"
    settings = Settings(
        environment="dev",
        database_url=os.environ.get("TEST_DATABASE_URL") or sqlite,
        redis_url=os.environ.get("TEST_REDIS_URL") or None,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", settings.database_url)
        command.upgrade(Config("alembic.ini"), "head")
    return settings


@pytest.fixture
def client(settings):
    app = create_app(settings)
    with app.state.sessions.begin() as database:
        database.execute(delete(Item))
    if app.state.cache.redis:
        app.state.cache.redis.flushdb()
    with TestClient(app) as client:
        yield client
    app.state.sessions.kw["bind"].dispose()
