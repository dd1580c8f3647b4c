"""What a PDF may load: our own style sheet, by an address that means nothing elsewhere."""

from pathlib import Path
from typing import Any, NoReturn

from weasyprint.urls import URLFetcher, URLFetcherResponse

STYLESHEET = "static:css/pdf.css"
FILE = Path(__file__).resolve().parents[2] / "static" / "css" / "pdf.css"


class DeniedError(ValueError):
    """The document asked for something else."""


class StaticFetcher(URLFetcher):
    """Serves ``static:css/pdf.css`` and denies everything else; fonts come from ``fonts.conf``."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The style sheet. Raises DeniedError for any other address."""
        if url != STYLESHEET:
            raise DeniedError(f"Denied: {url[:200]}")
        return URLFetcherResponse(url, FILE.read_bytes(), {"Content-Type": "text/css"})

    def open(self, url: Any, data: Any = None, timeout: Any = None) -> NoReturn:
        """Nothing is ever opened by address; redirects would arrive here."""
        raise DeniedError("Denied")
