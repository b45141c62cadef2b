"""The API: `app` for uvicorn, `create_app` for tests."""

import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import VERSION, database, events, health, items, logs, metrics
from app.cache import Cache
from app.events import Events
from app.settings import Settings, load


def create_app(settings: Settings) -> FastAPI:
    logs.set_up(settings.log_level)
    app = FastAPI(
        title="stockroom",
        version=VERSION,
        debug=settings.debug,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url="/api/docs",
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.sessions = database.connect(settings)
    app.state.cache = Cache(settings.redis_url)
    app.state.events = Events(settings.redis_url)
    app.middleware("http")(metrics.measure)
    for part in (items, events, health, metrics):
        app.include_router(part.router)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI):
    relay = asyncio.create_task(app.state.events.relay())
    yield
    relay.cancel()
    metrics.forget_process()


app = create_app(load(Settings))
