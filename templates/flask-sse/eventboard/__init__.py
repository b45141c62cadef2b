import os

from flask import Flask

from eventboard import accounts, api, assets, config, health, pages, stream
from eventboard.models import db, migrate

VERSION = "1.0.0"


def create_app(environ=os.environ):
    """The application, as the environment sets it up."""
    app = Flask(__name__)
    app.config.from_mapping(config.read(environ, app), VERSION=VERSION)
    config.set_up_logging(app)
    db.init_app(app)
    migrate.init_app(app, db)
    for part in (health, accounts, assets, pages, api, stream):
        part.init_app(app)
    return app
