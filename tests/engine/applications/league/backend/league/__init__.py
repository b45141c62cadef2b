"""Scores of running matches, in the memory of one process; links by `url_for` alone."""

import os
import threading
from pathlib import Path

from flask import Flask, redirect, url_for


def create_app(cup="", title=""):
    app = Flask(__name__)
    lock = threading.Lock()
    goals = []

    @app.get("/healthz")
    def health():
        return "ok"

    @app.get("/")
    def index():
        return redirect(url_for("score"))

    @app.post("/goal")
    def goal():
        with lock:
            goals.append(1)
        return {"goals": len(goals)}

    @app.get("/score")
    def score():
        return {"cup": cup, "title": title, "goals": len(goals)}

    @app.get("/about")
    def about():
        places = {
            "config": "/etc/league/config.txt",
            "teams": "/srv/catalogue/teams.txt",
            "page": "/web/dist/page.txt",
            "built": "/built/built.txt",
            "stamp": "/app/stamp.txt",
            "tests": "/app/league/tests/test_scores.py",
        }
        found = {name: Path(place).read_text() if Path(place).exists() else None for name, place in places.items()}
        return {**found, "measured": os.environ.get("MEASURED")}

    @app.get("/metrics")
    def metrics():
        return "for the operator"

    return app
