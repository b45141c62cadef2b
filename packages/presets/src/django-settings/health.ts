/** The paths that the probes of `django` ask for. */
export const health = `from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpResponse
from redis import RedisError


def health(get_response):
    """Answers probes: /healthz if Django runs, /readyz if database and cache do too."""

    def middleware(request):
        if request.path == "/healthz":
            return text("ok")
        if request.path == "/readyz":
            return readiness()
        return get_response(request)

    return middleware


def readiness():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        cache.get("readyz")
    except (Error, RedisError) as error:
        return text(f"unavailable: {type(error).__name__}", status=503)
    return text("ok")


def text(message, status=200):
    return HttpResponse(message, content_type="text/plain", status=status)
`;
