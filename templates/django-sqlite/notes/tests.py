import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import SimpleTestCase, TestCase, override_settings

from notes.models import Note

PLAIN_STATIC_FILES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


# The pages' style sheet need not be compiled or collected for these.
@override_settings(STORAGES=PLAIN_STATIC_FILES)
class NoteTests(TestCase):
    def setUp(self):
        self.media = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(override_settings(MEDIA_ROOT=self.media))

    def add(self, **fields):
        return self.client.post("/", {"title": "Shopping", **fields}, follow=True)

    def attach(self, name):
        return self.add(attachment=SimpleUploadedFile(name, b"Looks good."))

    def test_an_added_note_is_on_the_page(self):
        self.assertContains(self.client.get("/"), "No notes yet.")
        self.assertContains(self.add(text="Milk & bread"), "Milk &amp; bread")

    def test_a_note_without_title_is_not_added(self):
        response = self.add(title="")
        self.assertContains(response, "This field is required.", status_code=400)
        self.assertFalse(Note.objects.exists())

    def test_an_attachment_is_stored_with_the_media_and_read_back(self):
        self.assertContains(self.attach("list.txt"), "Attachment")
        stored = self.media / "attachments" / "list.txt"
        self.assertEqual(stored.read_bytes(), b"Looks good.")

        address = Note.objects.get().attachment.url
        response = self.client.get(address)
        self.assertEqual(b"".join(response), b"Looks good.")

        stored.unlink()
        self.assertEqual(self.client.get(address).status_code, 404)

    def test_an_image_is_shown(self):
        self.assertContains(self.attach("list.PNG"), "<img")

    def test_what_a_browser_would_run_is_refused(self):
        self.assertContains(self.attach("list.html"), "not allowed", status_code=400)
        self.assertFalse(Note.objects.exists())

    def test_only_what_a_note_has_attached_is_read(self):
        (self.media / "secret.txt").write_text("Not for everybody.")
        self.assertEqual(self.client.get("/media/secret.txt").status_code, 404)


class AddNoteTests(TestCase):
    def test_prints_the_number_of_the_note(self):
        out = StringIO()
        call_command("add_note", "Shopping", "Milk", stdout=out)
        self.assertEqual(out.getvalue().strip(), str(Note.objects.get(text="Milk").id))

    def test_refuses_what_the_form_refuses(self):
        with self.assertRaises(CommandError):
            call_command("add_note", " " * 201)


class DatabaseTests(SimpleTestCase):
    def manage(self, database, *arguments):
        return subprocess.Popen(
            [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
            env={**os.environ, "DATABASE_PATH": str(database)},
            stdout=subprocess.DEVNULL,
        )

    def test_processes_write_to_one_file_in_turns(self):
        database = Path(self.enterContext(TemporaryDirectory())) / "notes.sqlite3"
        self.assertEqual(self.manage(database, "migrate").wait(), 0)
        writers = [self.manage(database, "add_note", "Shopping") for _ in range(5)]
        self.assertEqual([writer.wait() for writer in writers], [0] * 5)

        connection = self.enterContext(closing(sqlite3.connect(database)))
        count = connection.execute("SELECT count(*) FROM notes_note").fetchone()
        self.assertEqual(count, (5,))
        mode = connection.execute("PRAGMA journal_mode").fetchone()
        self.assertEqual(mode, ("wal",))


class StyleTests(SimpleTestCase):
    def compile(self, scss):
        """Runs a copy of the script in a folder with this one style sheet."""
        folder = Path(self.enterContext(TemporaryDirectory()))
        (folder / "scss").mkdir()
        (folder / "scss" / "site.scss").write_text(scss)
        script = folder / "compile_scss.py"
        script.write_bytes((settings.BASE_DIR / "compile_scss.py").read_bytes())
        run = subprocess.run([sys.executable, script], capture_output=True, text=True)
        return run, folder / "static" / "css" / "site.css"

    def test_a_style_sheet_is_compiled(self):
        run, css = self.compile("a { b { color: red } }")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(css.read_text().strip(), "a b{color:red}")

    def test_a_broken_one_is_named_and_nothing_is_written(self):
        run, css = self.compile("a {")
        self.assertEqual(run.returncode, 1)
        self.assertIn("site.scss", run.stderr)
        self.assertFalse(css.exists())


class HealthTests(TestCase):
    def test_alive_under_any_host_name(self):
        response = self.client.get("/healthz", headers={"host": "10.0.0.7:8000"})
        self.assertContains(response, "ok")

    def test_ready_while_the_database_answers(self):
        self.assertContains(self.client.get("/readyz"), "ok")
        with patch("notes.health.connection.cursor", side_effect=OperationalError):
            self.assertEqual(self.client.get("/readyz").status_code, 503)
