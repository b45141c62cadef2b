import os

import pytest
from flask_migrate import upgrade

from eventboard import create_app
from eventboard.models import Board, Post, db


@pytest.fixture(scope="session")
def environ(tmp_path_factory):
    """What the application reads. TEST_DATABASE_URL names a database to be emptied."""
    folder = tmp_path_factory.mktemp("eventboard")
    sqlite = f"sqlite:///{folder / 'eventboard.db'}"
    return {
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or sqlite,
        "UPLOAD_FOLDER": str(folder / "uploads"),
    }


@pytest.fixture(scope="session")
def migrated(environ):
    with create_app(environ).app_context():
        upgrade()


@pytest.fixture
def app(environ, migrated, tmp_path):
    app = create_app(environ)
    app.config["FRONTEND_MANIFEST"] = tmp_path / "manifest.json"
    app.config["FRONTEND_MANIFEST"].write_text(
        '{"src/board.js": {"file": "board-1.js", "css": ["board-1.css"]}}'
    )
    with app.app_context():
        empty_database()
    yield app
    with app.app_context():
        db.engine.dispose()


def empty_database():
    # MySQL looks after each row whether another one still refers to it.
    db.session.execute(db.update(Post).values(reply_to_id=None))
    for table in reversed(db.metadata.sorted_tables):
        if table is not Board.__table__:
            db.session.execute(table.delete())
    board = Board.get()
    board.is_open, board.last_number = True, 0
    db.session.commit()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def admin(app, client, monkeypatch):
    """A client that is logged in."""
    monkeypatch.setenv("ADMIN_USERNAME", "root")
    monkeypatch.setenv("ADMIN_PASSWORD", "correct horse")
    result = app.test_cli_runner().invoke(args=["create-admin"])
    assert result.exit_code == 0
    client.post("/login", data={"username": "root", "password": "correct horse"})
    return client
