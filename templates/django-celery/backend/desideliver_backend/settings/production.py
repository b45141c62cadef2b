"""Production: PostgreSQL, Redis, WhiteNoise, and TLS at a proxy in front.

What is missing is an error at the start. `check --deploy` has nothing to say.
"""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import MIDDLEWARE, env

NEEDED = ["ALLOWED_HOSTS", "DB_HOST", "DB_NAME", "DB_PASSWORD", "DB_USER", "REDIS_URL"]
if missing := [name for name in NEEDED if name not in env.ENVIRON]:
    raise ImproperlyConfigured(f"Set in the environment: {', '.join(missing)}.")

DEBUG = False

# The files that `collectstatic` left in STATIC_ROOT.
MIDDLEWARE.insert(
    MIDDLEWARE.index("django.middleware.security.SecurityMiddleware") + 1,
    "whitenoise.middleware.WhiteNoiseMiddleware",
)

EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend"
)

# The server knows from FORWARDED_ALLOW_IPS whom it may believe that a request came over HTTPS;
# SECURE_PROXY_SSL_HEADER would believe everyone.
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool(
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False
)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
# Subdomains and preload lists concern other sites too: left to who owns the domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("COOKIE_SECURE", default=True)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
