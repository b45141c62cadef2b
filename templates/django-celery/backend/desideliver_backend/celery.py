import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE", "desideliver_backend.settings.production"
)

app = Celery("desideliver_backend")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_logging(**kwargs):
    """Celery sets up none of its own where somebody listens to this: Django's serves."""
