"""What a PDF may load: our own style sheet, by an address that means nothing elsewhere, and a logo.

The logo stands in the document itself: a PNG that this product wrote (``accounts.logos``).
"""

from pathlib import Path
from typing import Any, NoReturn

from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.pdf.pictures import content_of

STYLESHEET = "static:css/pdf.css"
FILE = Path(__file__).resolve().parents[2] / "static" / "css" / "pdf.css"


class DeniedError(ValueError):
    """The document asked for something else."""


class StaticFetcher(URLFetcher):
    """Serves ``static:css/pdf.css`` and PNGs within the document, and denies everything else.

    Fonts come from ``fonts.conf``.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The style sheet or a picture. Raises DeniedError for any other address."""
        picture = content_of(url)
        if picture is not None:
            return URLFetcherResponse(url, picture, {"Content-Type": "image/png"})
        if url != STYLESHEET:
            raise DeniedError(f"Denied: {url[:200]}")
        return URLFetcherResponse(url, FILE.read_bytes(), {"Content-Type": "text/css"})

    def open(self, url: Any, data: Any = None, timeout: Any = None) -> NoReturn:
        """Nothing is ever opened by address; redirects would arrive here."""
        raise DeniedError("Denied")
