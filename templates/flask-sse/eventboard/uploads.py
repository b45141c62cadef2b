"""Files in the upload folder, each under the digest of what is in it."""

import hashlib
import os
from tempfile import NamedTemporaryFile

from eventboard.models import Attachment


def store(app, file):
    """Keeps an uploaded file, and returns the row that leads to it."""
    digest = hashlib.file_digest(file.stream, "sha256").digest()
    size = file.stream.tell()
    file.stream.seek(0)

    place = path(app, digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, delete=False) as copy:
        file.save(copy)
    # A reader sees the whole file or none.
    os.replace(copy.name, place)
    return Attachment(name=file.filename[-255:], size=size, sha256=digest)


def path(app, digest):
    name = digest.hex()
    return app.config["UPLOAD_FOLDER"] / name[:2] / name
