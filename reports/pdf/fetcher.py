"""What a PDF may load: our own style sheet and fonts, by a scheme that means nothing elsewhere."""

from pathlib import Path
from typing import Any, NoReturn

from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "static:"
BASE_URL = SCHEME
STYLESHEET = SCHEME + "css/pdf.css"
STATIC = Path(__file__).resolve().parents[2] / "static"
TYPES = {".css": "text/css", ".ttf": "font/ttf"}
FOLDERS = {".css": "css", ".ttf": "fonts"}


class DeniedError(ValueError):
    """The document asked for something that is none of our own static files."""


class StaticFetcher(URLFetcher):
    """Serves ``static:css/pdf.css`` and ``static:fonts/*.ttf`` and denies everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file behind a ``static:`` address. Raises DeniedError for any other."""
        folder, _slash, name = url.removeprefix(SCHEME).partition("/")
        path = STATIC / folder / name
        if (
            not url.startswith(SCHEME)
            or FOLDERS.get(path.suffix) != folder
            or "/" in name
            or not path.is_file()
        ):
            raise DeniedError(f"Denied: {url[:200]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    def open(self, url: Any, data: Any = None, timeout: Any = None) -> NoReturn:
        """Nothing is ever opened by address; redirects would arrive here."""
        raise DeniedError("Denied")
