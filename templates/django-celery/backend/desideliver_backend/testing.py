from django.conf import settings
from django.test import override_settings
from django.test.runner import DiscoverRunner

from desideliver_backend import celery_app


class Runner(DiscoverRunner):
    """Runs the tests under any of the settings, with nothing beside a database.

    Tasks run at once, cache and files stay in memory, and no request is redirected to
    HTTPS.
    """

    def setup_test_environment(self, **kwargs):
        super().setup_test_environment(**kwargs)
        celery_app.conf.update(task_always_eager=True, task_eager_propagates=True)
        self.overridden = override_settings(
            CACHES={
                "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
            },
            STORAGES={
                **settings.STORAGES,
                "default": {
                    "BACKEND": "django.core.files.storage.memory.InMemoryStorage"
                },
            },
            SECURE_SSL_REDIRECT=False,
        )
        self.overridden.enable()

    def teardown_test_environment(self, **kwargs):
        self.overridden.disable()
        super().teardown_test_environment(**kwargs)
