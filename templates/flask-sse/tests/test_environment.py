import pytest
from flask_migrate import check
from sqlalchemy.exc import OperationalError

from eventboard import create_app
from eventboard.models import db


def test_every_fault_of_the_environment_is_named():
    environ = {
        "DATABASE_URL": "postgres://localhost/eventboard",
        "UPLOAD_FOLDER": "uploads",
        "MAX_UPLOAD_MB": "0",
        "MAX_STREAMS": "many",
        "COOKIE_SECURE": "maybe",
        "LOG_LEVEL": "loud",
    }
    with pytest.raises(RuntimeError) as error:
        create_app(environ)
    for name in ("SECRET_KEY", *environ):
        assert name in str(error.value)


def test_in_debug_mode_nothing_has_to_be_set(monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert create_app({}).debug


def test_the_migrations_make_what_the_models_say(app):
    with app.app_context():
        check()


def test_without_its_database_the_application_lives_but_is_not_ready(app, monkeypatch):
    def unreachable(*args, **kwargs):
        raise OperationalError("SELECT 1", {}, Exception("unreachable"))

    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(db.session, "execute", unreachable)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
