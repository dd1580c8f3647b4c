"""The list of static files, read from the disk once a process instead of once a test client."""

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Redirect, StaticFile

_read = WhiteNoiseMiddleware.add_files_from_finders
_known: dict[object, dict[str, StaticFile | Redirect]] = {}


def add_known_files(middleware: WhiteNoiseMiddleware) -> None:
    """As WhiteNoise does it, for each way that the site is set up in a test."""
    folders = (*map(str, settings.STATICFILES_DIRS), str(settings.STATIC_ROOT))
    key = (middleware.static_prefix, middleware.max_age, *settings.STATICFILES_FINDERS, *folders)
    if key not in _known:
        _read(middleware)
        _known[key] = dict(middleware.files)
    middleware.files.update(_known[key])
