/** Nothing is chosen in it, so that `DJANGO_SETTINGS_MODULE` always tells the truth. */
export const init = (
  project: string,
): string => `"""What all environments share is in \`base\`, the rest in \`local\` and \`production\`.

DJANGO_SETTINGS_MODULE names the one that runs, \`${project}.settings.local\` for example.
"""
`;

export const local = `"""Development: error pages, mail on the console, a server that finds static files itself."""

from .base import *  # noqa: F403
from .base import STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
`;

export const production = `"""Production: static files by WhiteNoise, and TLS at a proxy in front."""

from .base import *  # noqa: F403
from .base import MIDDLEWARE, env

DEBUG = False
MIDDLEWARE.insert(
    MIDDLEWARE.index("django.middleware.security.SecurityMiddleware") + 1,
    "whitenoise.middleware.WhiteNoiseMiddleware",
)

# The server knows from FORWARDED_ALLOW_IPS whom it may believe that a request came over HTTPS;
# SECURE_PROXY_SSL_HEADER would believe everyone.
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600)
# Subdomains and preload lists concern other sites too: left to who owns the domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("COOKIE_SECURE", default=True)
`;
