"""What a process has of its settings and variables."""

import json
import os

names = ("USE_CACHE", "CORS_ORIGINS", "MAIL_PASSWORD", "SMTP_PASS", "MAIL_DSN", "FEATURE")


def told():
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_user")
        users = cursor.fetchone()[0]
    return {
        "module": os.environ["DJANGO_SETTINGS_MODULE"],
        "vendor": connection.vendor,
        "users": users,
        "debug": settings.DEBUG,
        "key": settings.SECRET_KEY,
        "language": settings.LANGUAGE_CODE,
        "variables": {name: os.environ.get(name) for name in names},
    }


if __name__ == "__main__":
    print(json.dumps(told()), flush=True)
