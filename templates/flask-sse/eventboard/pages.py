from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from eventboard import uploads
from eventboard.accounts import admin_required
from eventboard.models import Attachment, Board, Post, db

LATEST = 50

blueprint = Blueprint("pages", __name__)


def init_app(app):
    app.register_blueprint(blueprint)


@blueprint.get("/")
def board():
    """The latest posts. The page then follows /events from the newest of them."""
    latest = db.select(Post).order_by(Post.number.desc()).limit(LATEST)
    posts = [post.as_json() for post in db.session.scalars(latest)]
    return render_template("board.html", board=Board.get(), posts=posts)


@blueprint.post("/board")
@admin_required
def set_board():
    """Opens or closes the board for new posts."""
    Board.get().is_open = request.form.get("is_open") == "true"
    db.session.commit()
    return redirect(url_for("pages.board"))


@blueprint.get("/uploads/<int(max=2147483647):id>")
def upload(id):
    """Always a download: what a stranger sent must not run as a page of this site."""
    attachment = db.get_or_404(Attachment, id)
    return send_file(
        uploads.path(current_app, attachment.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=attachment.name,
        etag=attachment.sha256.hex(),
    )
