"""The API. Whoever reaches it may read and, while the board is open, post."""

import os
import socket

from flask import Blueprint, abort, current_app, jsonify, request
from sqlalchemy.exc import DataError
from werkzeug.exceptions import BadRequest, HTTPException

from eventboard import uploads
from eventboard.fields import read_post
from eventboard.models import HIGHEST_NUMBER, Board, Post, db

MOST_POSTS = 100

blueprint = Blueprint("api", __name__, url_prefix="/api")


def init_app(app):
    app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, explain)
    app.register_error_handler(DataError, lambda error: explain(BadRequest()))


@blueprint.get("/posts")
def list_posts():
    """The posts after a number, in their order, `MOST_POSTS` at a time."""
    return {"posts": posts_after(request.args.get("after", 0, type=int))}


@blueprint.post("/posts")
def add_post():
    """Adds a post from a JSON object or from a form, which may bring files along."""
    fields = request.get_json(silent=True) if request.is_json else request.form
    if not isinstance(fields, dict):
        return {"body": "Enter a JSON object."}, 400

    values, faults = read_post(fields)
    if faults:
        return faults, 400
    files = [file for file in request.files.getlist("file") if file.filename]
    attachments = [uploads.store(current_app, file) for file in files]

    number = Board.next_number()
    if not Board.get().is_open:
        abort(403, "The board is closed.")
    post = Post(number=number, attachments=attachments, **values)
    db.session.add(post)
    db.session.commit()
    return post.as_json(), 201


@blueprint.get("/posts/<int(max=2147483647):number>")
def get_post(number):
    return db.one_or_404(db.select(Post).filter_by(number=number)).as_json()


@blueprint.get("/status")
def status():
    """Which process answers, and what it works with."""
    board = Board.get()
    dialect = db.engine.dialect
    name = "mariadb" if getattr(dialect, "is_mariadb", False) else dialect.name
    return {
        "posts": board.last_number,
        "is_open": board.is_open,
        "streams": current_app.extensions["feed"].streams,
        "database": {
            "engine": name,
            "version": ".".join(str(part) for part in dialect.server_version_info),
        },
        "version": current_app.config["VERSION"],
        "hostname": socket.gethostname(),
        "process": os.getpid(),
    }


def posts_after(number):
    number = max(0, min(number, HIGHEST_NUMBER))
    query = db.select(Post).where(Post.number > number).order_by(Post.number)
    return [post.as_json() for post in db.session.scalars(query.limit(MOST_POSTS))]


def explain(error):
    """Errors of the API are JSON, all others stay pages."""
    if not request.path.startswith("/api/"):
        return error
    return jsonify(error=error.description), error.code
