from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eventboard.models import db

blueprint = Blueprint("health", __name__)


def init_app(app):
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def healthz():
    """The application runs."""
    return answer("ok")


@blueprint.get("/readyz")
def readyz():
    """Its database answers too."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return answer("database unavailable", 503)
    return answer("ok")


def answer(text, status=200):
    return text, status, {"Content-Type": "text/plain"}
