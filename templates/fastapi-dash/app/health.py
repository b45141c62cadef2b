import os
import socket

from fastapi import APIRouter, Request, Response
from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app import VERSION
from app.database import Database

router = APIRouter()


@router.get("/health")
def health() -> dict:
    """The API runs."""
    return {"status": "ok"}


@router.get("/ready")
def ready(request: Request, response: Response, database: Database) -> dict:
    """Its database answers. Redis is told of, but the API does without for a while."""
    answer = {"database": "ok", "redis": "ok"}
    try:
        database.execute(text("SELECT 1"))
    except SQLAlchemyError:
        answer["database"] = "unavailable"
        response.status_code = 503
    redis = request.app.state.cache.redis
    try:
        if redis:
            redis.ping()
        else:
            answer["redis"] = "not used"
    except RedisError:
        answer["redis"] = "unavailable"
    return answer


@router.get("/api/status")
def status(request: Request) -> dict:
    """Which process answers, and as what."""
    return {
        "version": VERSION,
        "environment": request.app.state.settings.environment,
        "debug": request.app.state.settings.debug,
        "hostname": socket.gethostname(),
        "process": os.getpid(),
    }
