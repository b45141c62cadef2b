import json
import logging

import pytest
from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient

from app import logs
from app.main import create_app
from app.settings import Settings, load


@pytest.fixture
def environment(monkeypatch):
    """Sets these variables, and none of the others."""
    names = ("ENVIRONMENT", "DEBUG", "LOG_LEVEL", "DATABASE_URL", "REDIS_URL")

    def set(**variables):
        for name in names:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set


def test_in_dev_nothing_has_to_be_set(environment):
    environment(DEBUG="")
    settings = load(Settings)
    assert (settings.environment, settings.debug) == ("dev", False)
    assert settings.database_url.startswith("sqlite://")


def test_every_fault_is_named_and_no_value(environment):
    environment(
        DEBUG="perhaps", LOG_LEVEL="loud", DATABASE_URL="mysql://:secret@db", REDIS_URL="db"
    )
    with pytest.raises(RuntimeError) as error:
        load(Settings)
    for name in ("debug", "log_level", "database_url", "redis_url"):
        assert name in str(error.value)
    assert "secret" not in str(error.value)


def test_production_has_its_services_named_and_no_debug_mode(environment):
    environment(ENVIRONMENT="production", DEBUG="1")
    with pytest.raises(RuntimeError) as error:
        load(Settings)
    for name in ("debug", "database_url", "redis_url"):
        assert name in str(error.value)


def test_the_migrations_make_what_the_models_say(client, settings, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    command.check(Config("alembic.ini"))


def test_it_is_healthy_and_ready(client, settings):
    assert client.get("/health").json() == {"status": "ok"}
    redis = "ok" if settings.redis_url else "not used"
    assert client.get("/ready").json() == {"database": "ok", "redis": redis}


def test_without_its_services_it_is_healthy_but_not_ready():
    settings = Settings(
        environment="dev",
        database_url="postgresql+psycopg://nobody@127.0.0.1:1/none",
        redis_url="redis://127.0.0.1:1",
    )
    with TestClient(create_app(settings)) as client:
        assert client.get("/health").status_code == 200
        answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {"database": "unavailable", "redis": "unavailable"}


def test_metrics_count_requests_by_pattern(client):
    client.get("/api/items/1")
    series = 'http_requests_total{method="GET",path="/api/items/{id}",status="404"}'
    assert series in client.get("/metrics").text


def test_log_lines_are_json_above_the_level(capsys):
    logs.set_up("WARNING")
    logger = logging.getLogger("app")
    logger.info("quiet")
    logger.warning("line 1\nline 2")
    line = json.loads(capsys.readouterr().out)
    assert (line["level"], line["logger"]) == ("WARNING", "app")
    assert line["message"] == "line 1\nline 2"
