"""What differs between environments comes from environment variables."""

import logging.config
from pathlib import Path

DATABASES = ("sqlite://", "mysql+pymysql://", "postgresql+psycopg://")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def read(environ, app):
    """Flask's settings; an error names all that is wrong with them.

    Only in debug mode there are defaults for what a server must not guess.
    """
    faults = []

    def setting(name, convert, default=None):
        text = environ.get(name, "").strip() or default
        if text is None:
            faults.append(f"{name} is not set")
            return None
        try:
            return convert(text)
        except ValueError as error:
            faults.append(f"{name} {error}")

    def required(name, convert, in_debug_mode):
        return setting(name, convert, in_debug_mode if app.debug else None)

    uploads = Path(app.instance_path, "uploads")
    settings = {
        "SECRET_KEY": required("SECRET_KEY", str, "only-for-development"),
        "SQLALCHEMY_DATABASE_URI": required(
            "DATABASE_URL", database_url, "sqlite:///eventboard.db"
        ),
        "UPLOAD_FOLDER": required("UPLOAD_FOLDER", absolute_path, str(uploads)),
        "MAX_CONTENT_LENGTH": setting("MAX_UPLOAD_MB", megabytes, "16"),
        "MAX_STREAMS": setting("MAX_STREAMS", positive, "24"),
        "SESSION_COOKIE_SECURE": setting("COOKIE_SECURE", flag, "False"),
        "LOG_LEVEL": setting("LOG_LEVEL", level, "INFO"),
    }
    if faults:
        raise RuntimeError("In the environment: " + "; ".join(faults) + ".")
    return {
        **settings,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A connection that the database has closed meanwhile is replaced, not an error.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "pool_recycle": 1800},
    }


def set_up_logging(app):
    """Everything goes to stdout; gunicorn's own loggers stay as gunicorn has them."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "format": "{asctime} {levelname} {name}: {message}",
                    "style": "{",
                }
            },
            "handlers": {
                "stdout": {
                    "class": "logging.StreamHandler",
                    "stream": "ext://sys.stdout",
                    "formatter": "line",
                }
            },
            "root": {"handlers": ["stdout"], "level": app.config["LOG_LEVEL"]},
            "loggers": {"alembic.runtime.plugins": {"level": "WARNING"}},
        }
    )


def database_url(text):
    if not text.startswith(DATABASES):
        raise ValueError(f"must begin with one of {', '.join(DATABASES)}")
    return text


def absolute_path(text):
    if not Path(text).is_absolute():
        raise ValueError(f"must be an absolute path, not {text!r}")
    return Path(text)


def positive(text):
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(f"must be a positive whole number, not {text!r}")
    return int(text)


def megabytes(text):
    return positive(text) * 1024 * 1024


def flag(text):
    if text.lower() not in ("true", "false"):
        raise ValueError(f"must be True or False, not {text!r}")
    return text.lower() == "true"


def level(text):
    if text.upper() not in LEVELS:
        raise ValueError(f"must be one of {', '.join(LEVELS)}, not {text!r}")
    return text.upper()
