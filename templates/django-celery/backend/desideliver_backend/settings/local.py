"""Development: it starts with nothing set but SECRET_KEY.

Without DB_ENGINE the database is a file of SQLite. Without REDIS_URL the cache is the
process's own memory, and a task runs where it is asked for, without a worker.
"""

from .base import *  # noqa: F403
from .base import BASE_DIR, LOGGING, REDIS_URL, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CORS_ALLOWED_ORIGINS = env.list(
    "CORS_ALLOWED_ORIGINS", default=["http://localhost:3000", "http://localhost:3001"]
)

if not env.str("DB_ENGINE", default=""):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": BASE_DIR / "db.sqlite3",
            # Writers wait for their turn instead of failing on a locked file.
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
        }
    }

if not REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CELERY_TASK_ALWAYS_EAGER = True

EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend"
)

# The server of development finds the files by itself.
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)

LOGGING["loggers"]["orders"] = {"level": "DEBUG"}
