import logging
from collections.abc import Callable

from redis import Redis, RedisError

SECONDS = 60

logger = logging.getLogger(__name__)


class Cache:
    """Numbers in Redis. Without it, or while it is away, they are counted each time."""

    def __init__(self, url: str | None):
        self.redis = url and Redis.from_url(url, socket_timeout=1)

    def number(self, key: str, count: Callable[[], int]) -> tuple[int, bool]:
        """The number, and whether it was cached."""
        try:
            if self.redis and (cached := self.redis.get(key)) is not None:
                return int(cached), True
            number = count()
            if self.redis:
                self.redis.set(key, number, ex=SECONDS)
            return number, False
        except RedisError as error:
            logger.warning("cache unavailable: %s", error)
            return count(), False

    def forget(self, key: str) -> None:
        try:
            if self.redis:
                self.redis.delete(key)
        except RedisError as error:
            logger.warning("cache unavailable: %s", error)
