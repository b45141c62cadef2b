/**
 * Django hears of its prefix with the first request, when some that link to static files have read STATIC_URL already;
 * paths that settings write out, such as LOGIN_URL, never have it:
 * https://docs.djangoproject.com/en/stable/ref/settings/#force-script-name
 */
export const settingsBelowPrefix = `class Settings(django.conf.Settings):
    """The site's own, with SCRIPT_NAME before what they say of paths."""

    def __init__(self, module):
        super().__init__(module)
        prefix = os.environ.get("SCRIPT_NAME")
        if prefix:
            self.FORCE_SCRIPT_NAME = prefix
            for name in ("STATIC_URL", "MEDIA_URL"):
                url = getattr(self, name)
                if url and not url.startswith("/") and ":" not in url:
                    setattr(self, name, f"/{url}")
            for name in ("STATIC_URL", "MEDIA_URL", "LOGIN_URL", "LOGIN_REDIRECT_URL", "LOGOUT_REDIRECT_URL"):
                path = getattr(self, name)
                if isinstance(path, str) and path[:1] == "/" != path[1:2] and not path.startswith(f"{prefix}/"):
                    setattr(self, name, prefix + path)
`;
