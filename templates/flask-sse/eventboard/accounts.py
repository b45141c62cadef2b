"""Who is logged in, and the first account."""

import os
from functools import wraps

import click
from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.security import check_password_hash, generate_password_hash

from eventboard.models import Account, db

SHORTEST_PASSWORD = 8

blueprint = Blueprint("accounts", __name__, cli_group=None)


def init_app(app):
    app.register_blueprint(blueprint)
    app.context_processor(lambda: {"account": current_account()})


def current_account():
    if "account" not in g:
        id = session.get("account")
        g.account = id and db.session.get(Account, id)
    return g.account


def admin_required(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        account = current_account()
        if not (account and account.is_admin):
            abort(403, "Only an admin may do this.")
        return view(*args, **kwargs)

    return guarded


@blueprint.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return render_template("login.html")
    account = db.session.scalar(
        db.select(Account).filter_by(username=request.form.get("username", ""))
    )
    password = request.form.get("password", "")
    if not (account and check_password_hash(account.password_hash, password)):
        flash("That username and password do not belong together.")
        return render_template("login.html"), 401
    session.clear()
    session["account"] = account.id
    return redirect(url_for("pages.board"))


@blueprint.post("/logout")
def logout():
    session.clear()
    return redirect(url_for("pages.board"))


@blueprint.cli.command("create-admin")
def create_admin():
    """Creates the first admin from ADMIN_USERNAME and ADMIN_PASSWORD."""
    if db.session.scalar(db.select(Account).filter_by(is_admin=True).limit(1)):
        click.echo("There is an admin already.")
        return
    username = os.environ.get("ADMIN_USERNAME", "").strip()
    password = os.environ.get("ADMIN_PASSWORD", "")
    if not username:
        raise click.ClickException("ADMIN_USERNAME is not set.")
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(
            f"ADMIN_PASSWORD needs at least {SHORTEST_PASSWORD} characters."
        )
    db.session.add(
        Account(
            username=username,
            password_hash=generate_password_hash(password),
            is_admin=True,
        )
    )
    db.session.commit()
    click.echo(f"Created the admin {username}.")
