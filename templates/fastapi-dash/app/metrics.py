"""What Prometheus reads: https://prometheus.github.io/client_python/

Where several processes serve, PROMETHEUS_MULTIPROC_DIR names a folder for their numbers.
It has to be empty when the server starts, and is made if need be.
"""

import os
import time
from pathlib import Path

from fastapi import APIRouter, Request, Response

FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
if FOLDER:
    Path(FOLDER).mkdir(parents=True, exist_ok=True)

# Where its numbers are is decided when this is imported.
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

REQUESTS = Counter("http_requests", "Requests answered.", ["method", "path", "status"])
SECONDS = Histogram("http_request_seconds", "Time to an answer.", ["method", "path"])
LISTENERS = Gauge("websocket_listeners", "Open WebSockets.", multiprocess_mode="livesum")

router = APIRouter()


@router.get("/metrics", include_in_schema=False)
def metrics() -> Response:
    registry = REGISTRY
    if FOLDER:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


async def measure(request: Request, call_next) -> Response:
    start = time.perf_counter()
    status = 500
    try:
        response = await call_next(request)
        status = response.status_code
        return response
    finally:
        # The pattern, not the address: one series for all items.
        route = request.scope.get("route")
        path = route.path if route else "unknown"
        REQUESTS.labels(request.method, path, status).inc()
        SECONDS.labels(request.method, path).observe(time.perf_counter() - start)


def forget_process() -> None:
    if FOLDER:
        multiprocess.mark_process_dead(os.getpid())
