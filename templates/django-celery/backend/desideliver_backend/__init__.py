from desideliver_backend.celery import app as celery_app

__all__ = ["celery_app"]

VERSION = "1.0.0"
