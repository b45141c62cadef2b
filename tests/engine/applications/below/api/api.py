import sys

from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health() -> dict[str, list[int]]:
    return {"python": list(sys.version_info[:2])}
