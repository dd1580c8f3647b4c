"""The process that makes a PDF: HTML on standard input, PDF on standard output.

Started by ``reports.pdf.process`` as ``python -m reports.pdf.render SECONDS MEBIBYTES``. It knows neither
Django nor the database, limits itself before it reads anything, and opens nothing but our static files.
"""

import gc
import hashlib
import resource
import select
import sys
from collections.abc import Callable
from typing import Any

OUT_OF_MEMORY, IDLE = 3, 4
IDLE_SECONDS = 600
OPEN_FILES = 64
# One of each kind of thing that a report holds.
WARM_UP = (
    '<html lang="en"><title>-</title><h1 id="a">-</h1><p class="kicker">-<a href="#a">-</a></p>'
    '<table class="rows"><tr><th>-</th><td><b>-</b></td></tr></table><svg xmlns="http://www.w3.org/2000/svg" '
    'width="9" height="9"><title>-</title><text>-</text></svg></html>'
)
REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "urllib.")


def limit(*, seconds: int, mebibytes: int) -> None:
    """Bounds processor time, address space and open files; the process can write to no file at all."""
    for kind, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, mebibytes * 1024 * 1024),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def refuse(event: str, _details: Any) -> None:
    """Audit hook: no network and no other program, whatever a library may try."""
    if event.startswith(REFUSED):
        raise PermissionError(f"{event} is not allowed while a PDF is made")


def allow_printing(_document: Any, pdf: Any) -> None:
    """Sets the Print flag that PDF/UA wants on every annotation."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = 4


def renderer() -> Callable[[str], bytes]:
    """Loads what every document needs; returns the function from HTML to a tagged PDF/UA-1 file.

    The same HTML gives the same bytes: its dates come from its metadata, its identifier from its content.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from reports.pdf import hyphens
    from reports.pdf.fetcher import STYLESHEET, StaticFetcher

    hyphens.install()
    fonts, fetcher = FontConfiguration(), StaticFetcher()
    css = CSS(url=STYLESHEET, url_fetcher=fetcher, font_config=fonts)

    def to_pdf(html: str) -> bytes:
        return HTML(string=html, base_url=STYLESHEET, url_fetcher=fetcher).write_pdf(
            font_config=fonts,
            stylesheets=[css],
            finisher=allow_printing,
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(html.encode()).hexdigest()[:32].encode(),
        )

    return to_pdf


def main(seconds: str, mebibytes: str) -> int:
    """Renders one document, and exits when none comes for ten minutes."""
    limit(seconds=int(seconds), mebibytes=int(mebibytes))
    gc.disable()  # one document and out: collecting would cost an eighth of the time
    try:
        to_pdf = renderer()
        to_pdf(WARM_UP)  # the first document pays for what its libraries look up once
        sys.addaudithook(refuse)
        if not select.select([sys.stdin], [], [], IDLE_SECONDS)[0]:
            return IDLE
        html = sys.stdin.buffer.read().decode()
        if html:
            sys.stdout.buffer.write(to_pdf(html))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
