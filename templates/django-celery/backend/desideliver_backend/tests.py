from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.cache import cache
from django.db import OperationalError
from django.test import SimpleTestCase, TestCase, override_settings
from redis import RedisError

from desideliver_backend import VERSION, celery_app
from desideliver_backend.heartbeat import Scheduler


class HealthTests(TestCase):
    def test_alive_under_any_host_name(self):
        response = self.client.get("/healthz", headers={"host": "10.0.0.7:8000"})
        self.assertContains(response, "ok")

    def test_ready_while_database_and_cache_answer(self):
        self.assertContains(self.client.get("/readyz"), "ok")
        database = "desideliver_backend.health.connection.cursor"
        for broken in (
            patch(database, side_effect=OperationalError),
            patch.object(cache, "get", side_effect=RedisError, create=True),
        ):
            with broken:
                self.assertEqual(self.client.get("/readyz").status_code, 503)


class IndexTests(SimpleTestCase):
    def test_tells_the_version(self):
        self.assertEqual(self.client.get("/").json()["version"], VERSION)


@override_settings(CORS_ALLOWED_ORIGINS=["http://localhost:3000"])
class CorsTests(SimpleTestCase):
    def allowed(self, origin):
        headers = {"origin": origin, "access-control-request-method": "POST"}
        response = self.client.options("/api/cart/add/", headers=headers)
        return response.headers.get("access-control-allow-origin")

    def test_only_the_frontend_may_call(self):
        self.assertEqual(self.allowed("http://localhost:3000"), "http://localhost:3000")
        self.assertIsNone(self.allowed("http://localhost:3002"))


class HeartbeatTests(SimpleTestCase):
    def test_beat_touches_the_file_and_knows_its_tasks(self):
        file = Path(self.enterContext(TemporaryDirectory())) / "heartbeat"
        scheduler = Scheduler(app=celery_app)
        with override_settings(HEARTBEAT_FILE=str(file)):
            self.assertLessEqual(scheduler.tick(), Scheduler.max_interval)
        self.assertTrue(file.exists())

        celery_app.loader.import_default_modules()
        for entry in scheduler.schedule.values():
            self.assertIn(entry.task, celery_app.tasks)
