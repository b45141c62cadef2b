"""What happens to items, for whoever listens at the WebSocket /ws."""

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from anyio import from_thread
from fastapi import APIRouter, WebSocket
from redis import Redis, RedisError
from redis import asyncio as redis_asyncio

from app.metrics import LISTENERS

CHANNEL = "stockroom:events"
MOST_WAITING = 100
RETRY_SECONDS = 1

logger = logging.getLogger(__name__)
router = APIRouter()


class Events:
    """Passes events to the listeners of every process by Redis, or of this one without."""

    def __init__(self, url: str | None):
        self.url = url
        self.redis = url and Redis.from_url(url, socket_timeout=1)
        self.listeners: set[asyncio.Queue] = set()

    def publish(self, kind: str, item: dict) -> None:
        """Called in the thread of a request."""
        message = json.dumps({"type": kind, "item": item})
        if not self.redis:
            from_thread.run_sync(self.tell, message)
            return
        try:
            self.redis.publish(CHANNEL, message)
        except RedisError as error:
            logger.warning("event not published: %s", error)

    def tell(self, message: str) -> None:
        for waiting in self.listeners:
            # Who does not keep up misses events, and nobody waits for them.
            if not waiting.full():
                waiting.put_nowait(message)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue]:
        waiting = asyncio.Queue(MOST_WAITING)
        self.listeners.add(waiting)
        LISTENERS.inc()
        try:
            yield waiting
        finally:
            self.listeners.remove(waiting)
            LISTENERS.dec()

    async def relay(self) -> None:
        """Tells this process what Redis says, as long as it runs."""
        while self.url:
            try:
                async with redis_asyncio.from_url(self.url) as redis, redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    async for message in channel.listen():
                        if message["type"] == "message":
                            self.tell(message["data"].decode())
            except RedisError as error:
                logger.warning("events unavailable, will try again: %s", error)
            await asyncio.sleep(RETRY_SECONDS)


@router.websocket("/ws")
async def follow(socket: WebSocket) -> None:
    await socket.accept()
    with socket.app.state.events.listening() as waiting:
        sending = asyncio.create_task(send(socket, waiting))
        try:
            async for _ in socket.iter_text():
                pass  # until the client leaves: it has nothing to say
        finally:
            sending.cancel()


async def send(socket: WebSocket, waiting: asyncio.Queue) -> None:
    while True:
        await socket.send_text(await waiting.get())
