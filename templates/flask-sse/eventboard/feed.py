import logging
import signal
import threading
import time
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from eventboard.models import Board

POLL_SECONDS = 1

logger = logging.getLogger(__name__)


class Feed:
    """Wakes the open streams of this process when there is a new post.

    While there is a stream, one thread asks the database. So it does not matter
    which process, or which host, a post came in by.
    """

    def __init__(self, app):
        self.app = app
        self.changed = threading.Condition()
        self.newest = 0
        self.streams = 0
        self.watching = False
        self.stopping = False
        self.stop_on_sigterm()

    @contextmanager
    def joined(self):
        with self.changed:
            self.streams += 1
            if not self.watching:
                self.watching = True
                threading.Thread(target=self.watch, daemon=True).start()
        try:
            yield
        finally:
            with self.changed:
                self.streams -= 1

    def wait(self, seen, seconds):
        """Whether there is more than was seen, or an end, before the time is over."""
        with self.changed:
            return self.changed.wait_for(
                lambda: self.newest > seen or self.stopping, seconds
            )

    def watch(self):
        while True:
            newest = self.last_number()
            with self.changed:
                if newest != self.newest or self.stopping:
                    self.newest = newest
                    self.changed.notify_all()
                if self.stopping or not self.streams:
                    self.watching = False
                    return
            time.sleep(POLL_SECONDS)

    def last_number(self):
        try:
            with self.app.app_context():
                return Board.get().last_number
        except SQLAlchemyError as error:
            logger.warning("database unavailable, will try again: %s", error)
            return self.newest

    def stop_on_sigterm(self):
        """Streams end when the server is told to, which would wait for them."""
        server = signal.getsignal(signal.SIGTERM)
        in_main_thread = threading.current_thread() is threading.main_thread()
        if not (callable(server) and in_main_thread):
            return

        def stop(number, frame):
            # No lock here: the thread that holds it may be the one interrupted.
            self.stopping = True
            server(number, frame)

        signal.signal(signal.SIGTERM, stop)
