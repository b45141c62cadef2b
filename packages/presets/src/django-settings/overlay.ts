import { posix } from "node:path";

export interface DjangoOverlayOptions {
  /** Folder with `manage.py`, from the project's folder. Default: the project's folder. */
  readonly source?: string;
  /** The application's own settings, which stay as they are: `config.settings`. */
  readonly settings: string;
  /** The module that is written over them, such as `config.container`. */
  readonly module: string;
}

/**
 * Settings over those of a site that reads no variables: a module that takes all that they say, and the values of the
 * variables of `django` instead. For the option `samples` of a stack, which writes it where it is missing; the variable
 * `DJANGO_SETTINGS_MODULE: "config.container"` makes every process run it. It needs no package beside Django.
 */
export const djangoOverlay = ({
  module,
  settings,
  source = ".",
}: DjangoOverlayOptions): Readonly<Record<string, string>> => ({
  [posix.join(source, `${module.replaceAll(".", "/")}.py`)]: overlay(settings),
});

const overlay = (
  settings: string,
): string => `"""The settings of \`${settings}\`, with what the container's variables say instead.

DJANGO_SETTINGS_MODULE names this module in containers; outside of them nothing has changed.
"""

import os

from ${settings} import *  # noqa: F403


def text(name, default=""):
    """The variable's value; blank counts as not set."""
    return os.environ.get(name) or default


def flag(name):
    return text(name).lower() in ("1", "true", "yes", "on")


def items(name):
    return [item.strip() for item in text(name).split(",") if item.strip()]


SECRET_KEY = os.environ["SECRET_KEY"]
SECRET_KEY_FALLBACKS = items("SECRET_KEY_FALLBACKS")
DEBUG = flag("DEBUG")
ALLOWED_HOSTS = items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = items("CSRF_TRUSTED_ORIGINS")

# Who ends TLS is declared; the server knows from FORWARDED_ALLOW_IPS whom it may believe.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("COOKIE_SECURE")
SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT")
SECURE_HSTS_SECONDS = int(text("SECURE_HSTS_SECONDS", "0"))

if text("DB_HOST"):
    DATABASES = {
        "default": {
            "ENGINE": text("DB_ENGINE"),
            "NAME": text("DB_NAME"),
            "USER": text("DB_USER"),
            "PASSWORD": text("DB_PASSWORD"),
            "HOST": text("DB_HOST"),
            "PORT": text("DB_PORT"),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
elif text("DATABASE_PATH"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": text("DATABASE_PATH"),
        }
    }

if text("REDIS_URL"):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": text("REDIS_URL"),
        }
    }

STATIC_ROOT = text("STATIC_ROOT", "staticfiles")
MEDIA_ROOT = text("MEDIA_ROOT", "media")
`;
