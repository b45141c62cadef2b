"""The frontend's build: its manifest says under which names it wrote what."""

import json
from pathlib import Path

from flask import url_for
from markupsafe import Markup

MANIFEST = Path(__file__).parent / "static" / "dist" / "manifest.json"


def init_app(app):
    app.config.setdefault("FRONTEND_MANIFEST", MANIFEST)
    app.jinja_env.globals["frontend"] = lambda entry: tags(
        app.config["FRONTEND_MANIFEST"], entry
    )


def tags(manifest, entry):
    """The elements that load an entry's script and its styles."""
    try:
        built = json.loads(Path(manifest).read_text())[entry]
    except FileNotFoundError as error:
        raise RuntimeError(
            f"{manifest} is missing: run `npm ci && npm run build` in frontend/."
        ) from error
    html = Markup('<script type="module" src="{}"></script>').format(url(built["file"]))
    for style in built.get("css", []):
        html += Markup('<link rel="stylesheet" href="{}">').format(url(style))
    return html


def url(file):
    return url_for("static", filename=f"dist/{file}")
