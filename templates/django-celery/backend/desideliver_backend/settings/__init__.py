"""What all environments share is in `base`, the rest in `local` and `production`.

DJANGO_SETTINGS_MODULE names the one that runs, `desideliver_backend.settings.local` for
example. Nothing is chosen here, so that a look at that variable always tells the truth.
"""
