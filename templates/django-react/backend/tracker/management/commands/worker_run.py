import logging
import signal
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from tracker import VERSION
from tracker.models import Entry, OutboxMessage

POLL_SECONDS = 0.5
BATCH_SIZE = 20

logger = logging.getLogger("tracker.worker")


class Command(BaseCommand):
    help = "Processes the outbox until SIGTERM or SIGINT."

    stopping = False

    def handle(self, **options):
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

        logger.info("worker started (version %s)", VERSION)
        while not self.stopping:
            try:
                poll()
            except (OperationalError, InterfaceError) as error:
                logger.warning("database unavailable, will try again: %s", error)
                connection.close()
            time.sleep(POLL_SECONDS)
        logger.info("worker stopped")

    def stop(self, signum, frame):
        self.stopping = True


def poll():
    for message in process_batch():
        logger.info("processed outbox %s (version %s)", message.id, VERSION)
    if settings.HEARTBEAT_FILE:
        Path(settings.HEARTBEAT_FILE).touch()


@transaction.atomic
def process_batch():
    """Processes the oldest messages that no other worker holds."""
    pending = OutboxMessage.objects.filter(processed_at=None)
    batch = list(pending.select_for_update(skip_locked=True)[:BATCH_SIZE])
    for message in batch:
        now = timezone.now()
        Entry.objects.filter(id=message.payload["entry"]).update(processed_at=now)
        message.processed_at = now
        message.save(update_fields=["processed_at"])
    return batch
