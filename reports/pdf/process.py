"""Runs the render process: hands it the HTML, takes the PDF, and ends it at its limits.

One process a document. Loading WeasyPrint takes as long as the document itself, so a process is started ahead
and waits (``prepare``); see docs/decisions/0006-pdf-process.md.
"""

import atexit
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Literal

from django.conf import settings

from reports.pdf.render import IDLE, OUT_OF_MEMORY

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
STDERR_LOGGED = 2000
# Pango and HarfBuzz end like this when they are refused memory.
OUT_OF_MEMORY_STATUSES = {OUT_OF_MEMORY, -signal.SIGSEGV, -signal.SIGABRT, -signal.SIGTRAP}
Reason = Literal["time", "memory", "failed"]
Process = subprocess.Popen[bytes]


class PdfError(Exception):
    """No PDF came of it: the document took too long or too much memory, or the process failed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"PDF not made: {reason}")
        self.reason: Reason = reason


def start() -> Process:
    """A render process that waits for its document. It inherits no environment, so it holds no secret."""
    return subprocess.Popen(
        [sys.executable, "-m", "reports.pdf.render", str(settings.PDF_TIMEOUT), str(settings.PDF_MEMORY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={"LANG": "C.UTF-8", "FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))},
        start_new_session=True,
    )


class Waiting:
    """At most one process that was started ahead by this web process."""

    def __init__(self, starter: Callable[[], Process] = start) -> None:
        self._start = starter
        self._process: Process | None = None
        self._lock = Lock()

    def prepare(self) -> None:
        """Starts a process unless one waits already."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._drop()
                self._process = self._start()

    def take(self) -> Process:
        """The process that waits, or a new one."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None and process.poll() is None:
            return process
        _end(process)
        return self._start()

    def close(self) -> None:
        """Ends the process that waits."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        process, self._process = self._process, None
        _end(process)


waiting = Waiting()


def prepare() -> None:
    """Call it where a PDF is likely to be asked for next; returns at once."""
    waiting.prepare()


def render_pdf(html: str) -> bytes:
    """The PDF of a whole HTML document. Raises PdfError, at the latest after PDF_TIMEOUT seconds."""
    deadline = time.monotonic() + settings.PDF_TIMEOUT
    status, pdf = _run(waiting.take(), html, deadline)
    # A process may have left while it waited, and a library may crash where the next attempt goes well.
    if status in {IDLE, -signal.SIGSEGV}:
        status, pdf = _run(start(), html, deadline)
    if status == 0 and pdf:
        return pdf
    raise PdfError(_reason(status))


def _run(process: Process, html: str, deadline: float) -> tuple[int, bytes]:
    """Exit status (minus the signal for a killed process) and output."""
    try:
        pdf, errors = process.communicate(html.encode(), timeout=max(0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU, b""
    finally:
        _end(process)
    if process.returncode not in {0, IDLE}:
        log.error(
            "PDF process ended with %s: %s",
            process.returncode,
            errors[-STDERR_LOGGED:].decode(errors="replace"),
        )
    return process.returncode, pdf


def _reason(status: int) -> Reason:
    if status == -signal.SIGXCPU:
        return "time"
    return "memory" if status in OUT_OF_MEMORY_STATUSES else "failed"


def _end(process: Process | None) -> None:
    """Kills and reaps; harmless for one that has ended."""
    if process is None:
        return
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


atexit.register(waiting.close)
