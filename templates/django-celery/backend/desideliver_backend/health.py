from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpResponse
from redis import RedisError


def health(get_response):
    """Answers probes: /healthz if Django runs, /readyz if database and cache do too."""

    def middleware(request):
        match request.path:
            case "/healthz":
                return text("ok")
            case "/readyz":
                return readiness()
            case _:
                return get_response(request)

    return middleware


def readiness():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return text("database unavailable", status=503)
    try:
        cache.get("readyz")
    except RedisError:
        return text("cache unavailable", status=503)
    return text("ok")


def text(message, status=200):
    return HttpResponse(message, content_type="text/plain", status=status)
