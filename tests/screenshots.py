"""Takes the README's pictures from the sample report: ``make shots``. Needs Debian's poppler-utils."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PDF_PAGE = "2"  # the executive summary


@contextmanager
def server() -> Iterator[str]:
    """The app in demo mode with a database of its own; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"MATURITY_MODE": "demo", "MATURITY_VAR_DIR": tempfile.mkdtemp(prefix="shots-")}
    manage = [sys.executable, str(ROOT / "manage.py")]
    for command in (["migrate", "--verbosity=0"], ["load_framework", "--all", "--publish"]):
        subprocess.run([*manage, *command], check=True, env=env, cwd=ROOT)
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "maturity_site.wsgi", f"--bind=127.0.0.1:{port}"],
        env=env,
        cwd=ROOT,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start.")


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page.goto(f"{address}/sample/", wait_until="networkidle")
        page.screenshot(path=str(IMAGES / "report.png"))
        with page.expect_download() as download:
            page.get_by_role("link", name="PDF").first.click()
        pdf = Path(tempfile.mkdtemp()) / "report.pdf"
        download.value.save_as(pdf)
        browser.close()
    pdftoppm = shutil.which("pdftoppm") or sys.exit("Install poppler-utils, which brings pdftoppm.")
    subprocess.run(
        [pdftoppm, "-png", "-r", "80", "-f", PDF_PAGE, "-l", PDF_PAGE, "-singlefile", pdf, IMAGES / "pdf"],
        check=True,
    )


if __name__ == "__main__":
    main()
