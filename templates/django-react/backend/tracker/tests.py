import signal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import OperationalError
from django.test import SimpleTestCase, TestCase, override_settings

from tracker import VERSION
from tracker.management.commands import worker_run
from tracker.models import Entry, OutboxMessage

DAY = "2025-03-15"


class EntryTests(TestCase):
    def add(self, **fields):
        return self.client.post("/api/entries/", fields, "application/json")

    def test_an_added_entry_is_listed_on_its_day_only(self):
        response = self.add(day=DAY, title="Review", minutes=45)
        self.assertEqual(response.status_code, 201)
        entry = self.client.get(f"/api/entries/{response.json()['id']}/").json()
        self.assertEqual(entry, response.json())

        that_day = self.client.get("/api/entries/", {"day": DAY}).json()
        self.assertEqual(that_day, {"day": DAY, "entries": [entry]})
        self.assertEqual(self.client.get("/api/entries/").json()["entries"], [])

    def test_each_fault_is_named_by_its_field(self):
        response = self.add(day="15.03.2025", title=None, minutes=0)
        self.assertEqual(response.status_code, 400)
        self.assertEqual(set(response.json()), {"day", "title", "minutes"})
        self.assertFalse(OutboxMessage.objects.exists())

    def test_a_body_that_is_no_object_is_a_fault(self):
        for body in ("", "[]", "{"):
            response = self.client.post("/api/entries/", body, "application/json")
            self.assertEqual(response.status_code, 400)
            self.assertEqual(set(response.json()), {"body"})

    def test_without_its_message_no_entry_is_added(self):
        with (
            patch.object(OutboxMessage.objects, "create", side_effect=OperationalError),
            self.assertLogs("django.request"),
            self.assertRaises(OperationalError),
        ):
            self.add(day=DAY, title="Review", minutes=45)
        self.assertFalse(Entry.objects.exists())


class AttachmentTests(TestCase):
    def setUp(self):
        self.media = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(override_settings(MEDIA_ROOT=self.media))
        self.entry = Entry.objects.create(day=DAY, title="Review", minutes=45)

    def attach(self, name):
        return self.client.post(
            f"/api/entries/{self.entry.id}/attachment/",
            {"file": SimpleUploadedFile(name, b"Looks good.")},
        )

    def test_an_attachment_is_stored_with_the_media(self):
        response = self.attach("notes.txt")
        self.assertEqual(response.json(), {"url": "/media/attachments/notes.txt"})
        stored = self.media / "attachments" / "notes.txt"
        self.assertEqual(stored.read_bytes(), b"Looks good.")

    def test_what_a_browser_would_run_is_refused(self):
        response = self.attach("notes.html")
        self.assertEqual(response.status_code, 400)
        self.assertEqual(set(response.json()), {"file"})


class WorkerTests(TestCase):
    def test_a_message_is_processed_once(self):
        entry = Entry.objects.create(day=DAY, title="Review", minutes=45)
        message = OutboxMessage.objects.get()

        self.assertEqual(worker_run.process_batch(), [message])
        self.assertEqual(worker_run.process_batch(), [])

        entry.refresh_from_db()
        self.assertIsNotNone(entry.processed_at)
        status = self.client.get("/api/status/").json()
        self.assertEqual(status["outbox"], {"pending": 0, "processed": 1})
        self.assertEqual(status["version"], VERSION)


class WorkerLoopTests(SimpleTestCase):
    def setUp(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            self.addCleanup(signal.signal, number, signal.getsignal(number))
        self.heartbeat = Path(self.enterContext(TemporaryDirectory())) / "heartbeat"
        self.enterContext(override_settings(HEARTBEAT_FILE=str(self.heartbeat)))
        self.enterContext(patch.object(worker_run, "POLL_SECONDS", 0))
        self.enterContext(patch.object(worker_run, "connection"))

    def run_worker(self, process_batch):
        with (
            patch.object(worker_run, "process_batch", process_batch),
            self.assertLogs("tracker.worker") as logs,
        ):
            call_command("worker_run")
        return [record.getMessage() for record in logs.records]

    def test_sigterm_ends_it_after_the_batch(self):
        def process_batch():
            signal.raise_signal(signal.SIGTERM)
            return [OutboxMessage(id=7)]

        self.assertEqual(
            self.run_worker(process_batch),
            [
                f"worker started (version {VERSION})",
                f"processed outbox 7 (version {VERSION})",
                "worker stopped",
            ],
        )
        self.assertTrue(self.heartbeat.exists())

    def test_it_outlives_the_database_but_its_heart_stands_still(self):
        polls = iter(["away", "away", "stop"])

        def process_batch():
            if next(polls) == "stop":
                signal.raise_signal(signal.SIGTERM)
            raise OperationalError("gone")

        self.assertEqual(
            self.run_worker(process_batch),
            [
                f"worker started (version {VERSION})",
                *["database unavailable, will try again: gone"] * 3,
                "worker stopped",
            ],
        )
        self.assertFalse(self.heartbeat.exists())


class HealthTests(TestCase):
    def test_alive_under_any_host_name(self):
        response = self.client.get("/healthz", headers={"host": "10.0.0.7:8000"})
        self.assertContains(response, "ok")

    def test_ready_while_the_database_answers(self):
        self.assertContains(self.client.get("/readyz"), "ok")
        with patch("tracker.health.connection.cursor", side_effect=OperationalError):
            self.assertEqual(self.client.get("/readyz").status_code, 503)
