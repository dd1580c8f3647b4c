"""What a document may load while it becomes a PDF: nothing but our own style sheet."""

import base64
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pikepdf
import pytest

from reports.pdf.fetcher import DeniedError, StaticFetcher
from reports.pdf.process import render_pdf
from tests.reports.pdf_files import opened, page

PIXEL = "data:image/gif;base64," + base64.b64encode(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").decode()
FOREIGN = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "/etc/passwd",
    "http://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "ftp://127.0.0.1/x",
    "//127.0.0.1/x",
    PIXEL,
    "static:css/base.css/../../../manage.py",
    "static:../manage.py",
    "static:css/../fonts/Sans-Regular.ttf",
    "static:/etc/passwd",
    "static:css//etc/passwd.css",
    "static:css/missing.css",
    "static:js/report.js",
    "static:css/base.css",
    "static:fonts/Sans-Regular.ttf",
    "static:fonts/README.md",
    "static:css/%2e%2e/fonts/README.md",
    "",
]


@pytest.mark.parametrize("address", FOREIGN)
def test_fetcher_denies(address: str) -> None:
    with pytest.raises(DeniedError):
        StaticFetcher().fetch(address)
    with pytest.raises(DeniedError):
        StaticFetcher()(address)
    with pytest.raises(DeniedError):
        StaticFetcher().open(address)


def test_fetcher_serves_our_own_style_sheet() -> None:
    response = StaticFetcher().fetch("static:css/pdf.css")
    assert response.content_type == "text/css"
    assert response.read() == Path("static/css/pdf.css").read_bytes()


class Server:
    """Counts who comes; the first address redirects to the second."""

    def __init__(self) -> None:
        visits: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                visits.append(self.path)
                self.send_response(302)
                self.send_header("Location", "/second")
                self.end_headers()

            def log_message(self, *_details: object) -> None:
                """Says nothing."""

        self.visits = visits
        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}/first"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.http.serve_forever, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


def test_document_loads_nothing_from_disk_or_network(server: Server, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine")
    addresses = [server.address, secret.as_uri(), PIXEL]
    head = "".join(
        f'<link rel="stylesheet" href="{a}"><link rel="attachment" href="{a}" title="x">'
        f'<style>@import url("{a}"); p {{ background: url("{a}"); list-style-image: url("{a}") }}</style>'
        for a in addresses
    )
    body = "".join(
        f'<img src="{a}"><object data="{a}"></object><embed src="{a}"><a rel="attachment" href="{a}">x</a>'
        f'<svg width="9" height="9"><title>x</title><image href="{a}" width="9" height="9"/>'
        f'<use href="{a}#x"/></svg>'
        for a in addresses
    )
    pdf = opened(render_pdf(page(body, head)))
    assert server.visits == []
    assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    assert all("/Image" not in str(thing.get("/Subtype")) for thing in pdf.objects if hasattr(thing, "get"))
    streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert not any(b"a secret" in stream.read_bytes() for stream in streams)


def test_document_with_a_base_address_still_loads_nothing(server: Server) -> None:
    render_pdf(page('<img src="first">', f'<base href="{server.address}">'))
    assert server.visits == []
