"""Run the web server and the worker side by side until Ctrl-C, or until one of them ends.

Usage: python .ci/serve.py PORT
"""

import os
import signal
import subprocess
import sys
import time
from types import FrameType


def stop(number: int, _: FrameType | None) -> None:
    """Leave through the `finally`, so that both end."""
    sys.exit(128 + number)


def main() -> int:
    web = ["-m", "gunicorn", "maturity_site.wsgi", "--bind", f"127.0.0.1:{sys.argv[1]}"]
    web += ["--workers", "2", "--timeout", "90", "--no-control-socket"]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running: list[subprocess.Popen[bytes]] = []
    try:
        for arguments in (web, ["manage.py", "worker"]):
            # In sessions of their own: a Ctrl-C reaches them from here only, and once.
            running.append(subprocess.Popen([sys.executable, *arguments], start_new_session=True))
        while all(process.poll() is None for process in running):
            time.sleep(0.2)
        return next(process.returncode for process in running if process.returncode is not None) or 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


if __name__ == "__main__":
    os.environ["PYTHONUNBUFFERED"] = "1"
    sys.exit(main())
