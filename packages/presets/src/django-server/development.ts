import { settingsBelowPrefix } from "./settings";

/** Runs a site's `manage.py` so that its server has static files, which Django's own refuses with debugging off. */
export const serveStaticProgram = `#!/usr/bin/env python3
"""serve-static runserver ADDRESS: \`manage.py runserver ADDRESS\`, with static files where debugging is off as well.

They come from where they are written, by the names that they have there, as with debugging on: an edit counts at once,
and a storage that names them by their content needs none collected. Below SCRIPT_NAME, if that is set.
"""

import os
import sys
from urllib.parse import urlsplit
from urllib.request import url2pathname

import django.conf
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.servers.basehttp import WSGIRequestHandler


${settingsBelowPrefix}

class Serving(Settings):
    def __init__(self, module):
        super().__init__(module)
        if self.STATIC_URL and (self.FORCE_SCRIPT_NAME or not self.DEBUG):
            self.MIDDLEWARE = ["__main__.static_files", *self.MIDDLEWARE]
            HashedFilesMixin.url = by_its_name


def by_its_name(storage, name, force=False):
    return super(HashedFilesMixin, storage).url(name)


def static_files(answer):
    from django.conf import settings
    from django.contrib.staticfiles.views import serve
    from django.http import Http404

    url = urlsplit(settings.STATIC_URL)

    def serve_or_answer(request):
        if not url.netloc and request.path.startswith(url.path):
            try:
                return serve(request, url2pathname(request.path[len(url.path) :]), insecure=True)
            except Http404:
                pass
        return answer(request)

    return serve_or_answer


class BelowPrefix(WSGIRequestHandler):
    """Takes the prefix off, as gunicorn does."""

    def get_environ(self):
        environ = super().get_environ()
        prefix = os.environ["SCRIPT_NAME"]
        if environ["PATH_INFO"].startswith(f"{prefix}/"):
            environ["PATH_INFO"] = environ["PATH_INFO"][len(prefix) :]
        return environ


if __name__ == "__main__":
    django.conf.Settings = Serving
    if os.environ.get("SCRIPT_NAME"):
        django.core.servers.basehttp.WSGIRequestHandler = BelowPrefix
    program = os.path.abspath("manage.py")
    sys.path[0] = os.path.dirname(program)
    with open(program, "rb") as file:
        exec(compile(file.read(), program, "exec"), {"__name__": "__main__", "__file__": program})
`;
