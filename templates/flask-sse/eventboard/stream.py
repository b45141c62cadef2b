"""New posts as server-sent events.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import json

from flask import Blueprint, Response, abort, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from eventboard.api import posts_after
from eventboard.feed import Feed

KEEP_ALIVE_SECONDS = 15
RETRY_MILLISECONDS = 2000

blueprint = Blueprint("stream", __name__)


def init_app(app):
    app.register_blueprint(blueprint)
    app.extensions["feed"] = Feed(app)


@blueprint.get("/events")
def events():
    """The posts after the last one that the client has, then each new one.

    A stream holds a thread of the server. So that some are left for other requests,
    a process refuses streams beyond MAX_STREAMS; the page tries again later.
    """
    feed = current_app.extensions["feed"]
    if feed.streams >= current_app.config["MAX_STREAMS"]:
        abort(503, "Too many streams are open.")
    seen = request.headers.get("Last-Event-ID", type=int)
    if seen is None:
        seen = request.args.get("after", type=int)
    if seen is None:
        seen = feed.last_number()
    return Response(
        follow(feed, seen),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


def follow(feed, seen):
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    with feed.joined():
        while not feed.stopping:
            newest = feed.newest
            try:
                posts = read(feed.app, seen)
            except SQLAlchemyError:
                return  # the client comes back and says where it was
            for post in posts:
                seen = post["number"]
                yield f"id: {seen}\nevent: post\ndata: {json.dumps(post)}\n\n"
            if not posts:
                seen = max(seen, newest)  # numbers whose posts were taken away
            if not feed.wait(seen, KEEP_ALIVE_SECONDS):
                yield ": keep-alive\n\n"


def read(app, seen):
    # A context of its own, so that no connection is held while a stream waits.
    with app.app_context():
        return posts_after(seen)
