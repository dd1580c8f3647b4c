"""The scripts behind make: system packages, the port, message catalogues, the PostgreSQL server."""

import gettext
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent / ".ci"
NEEDED = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def run(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def python(script: str, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, SCRIPTS / script, *arguments, **options)


class BareDebian:
    """A copy of the set-up on a system without packages; its commands are stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commands = folder / "commands"
        self.commands.mkdir()
        shutil.copytree(SCRIPTS, folder / ".ci")
        for name in ("bash", "dirname", "env", "grep"):
            (self.commands / name).symlink_to(shutil.which(name))
        self.command("python3", f'exec {sys.executable} "$@"')
        self.command("dpkg-query", "exit 1")

    def command(self, name: str, body: str) -> None:
        path = self.commands / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def set_up(self, kind: str) -> subprocess.CompletedProcess[str]:
        return run(self.folder / ".ci" / "setup", kind, env={"PATH": str(self.commands)})


@pytest.fixture
def bare_debian(tmp_path: Path) -> BareDebian:
    return BareDebian(tmp_path)


@pytest.mark.parametrize(
    ("kind", "packages"), [("demo", NEEDED), ("test", f"{NEEDED} chromium libreoffice-writer-nogui")]
)
def test_setup_names_one_command_where_it_may_not_install(
    bare_debian: BareDebian, kind: str, packages: str
) -> None:
    bare_debian.command("id", "echo 1000")
    bare_debian.command("sudo", "exit 1")
    done = bare_debian.set_up(kind)
    commands = [line for line in (done.stdout + done.stderr).splitlines() if "apt-get" in line]
    assert (done.returncode, commands) == (1, [f"sudo apt-get install --yes {packages}"])
    assert not (bare_debian.folder / ".venv").exists()


@pytest.mark.parametrize(("user", "through_sudo"), [("0", False), ("1000", True)])
def test_setup_installs_what_is_missing_where_it_may(
    bare_debian: BareDebian, user: str, through_sudo: bool
) -> None:
    log = bare_debian.folder / "log"
    bare_debian.command("id", f"echo {user}")
    bare_debian.command("sudo", f'echo "sudo $*" >>{log}; shift; "$@"')
    # The second call, the installation, fails: what follows it is not of interest here.
    bare_debian.command("apt-get", f'echo "$DEBIAN_FRONTEND $*" >>{log}; [ "$1" = update ]')
    done = bare_debian.set_up("demo")
    assert done.returncode == 1
    assert [line for line in log.read_text().splitlines() if not line.startswith("sudo")] == [
        " update -qq",
        f"noninteractive install --yes -qq {NEEDED}",
    ]
    assert ("sudo -n apt-get update -qq" in log.read_text()) == through_sudo


def test_setup_refuses_an_old_python(bare_debian: BareDebian) -> None:
    bare_debian.command("python3", '[ "$1" = --version ] && echo "Python 3.10.1" || exit 1')
    done = bare_debian.set_up("demo")
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.10.1 is too old: 3.11 or newer is needed")


def test_free_port_passes_a_free_port_and_refuses_a_taken_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        taken = python("free_port.py", port)
    free = python("free_port.py", port)
    assert (taken.returncode, free.returncode) == (1, 0)
    assert taken.stderr.startswith(f"Port {port} cannot be used")


@pytest.mark.parametrize("port", ["0", "65536", "x", ""])
def test_free_port_refuses_what_is_no_port(port: str) -> None:
    assert python("free_port.py", port).stderr == f"PORT is {port!r}; use a number from 1 to 65535.\n"


def test_catalogues_are_compiled_with_plurals_and_without_fuzzy_messages(tmp_path: Path) -> None:
    shutil.copytree(SCRIPTS, tmp_path / ".ci")
    folder = tmp_path / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
        'msgid "one gap"\nmsgid_plural "%d gaps"\nmsgstr[0] "één kloof"\nmsgstr[1] "%d kloven"\n\n'
        '#, fuzzy\nmsgid "level"\nmsgstr "waterpas"\n',
        encoding="utf-8",
    )
    assert run(sys.executable, tmp_path / ".ci" / "compile_messages.py").stderr == ""
    with (folder / "django.mo").open("rb") as compiled:
        dutch = gettext.GNUTranslations(compiled)
    assert dutch.ngettext("one gap", "%d gaps", 1) == "één kloof"
    assert dutch.ngettext("one gap", "%d gaps", 3) == "%d kloven"
    assert dutch.gettext("level") == "level"


ASK = """
import os, dj_database_url, psycopg2
settings = dj_database_url.parse(os.environ["DATABASE_URL"])
connection = psycopg2.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"])
cursor = connection.cursor()
cursor.execute("select 6 * 7")
print(cursor.fetchone()[0])
raise SystemExit(3)
"""


def test_postgres_serves_the_command_and_passes_its_exit_status_on() -> None:
    done = python("with_postgres.py", sys.executable, "-c", ASK)
    server, answer = done.stdout.splitlines()
    assert server.startswith("Server: postgres (PostgreSQL) ")
    assert (answer, done.returncode) == ("42", 3)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_postgres_goes_when_the_run_is_stopped(number: signal.Signals) -> None:
    wait = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, SCRIPTS / "with_postgres.py", sys.executable, "-c", wait],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as running:
        lines = [running.stdout.readline(), running.stdout.readline()]
        folder = Path(lines[1].partition("@")[2].partition("/")[0].replace("%2F", "/"))
        process = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.killpg(running.pid, number)
        code = running.wait(timeout=30)
    assert code == 128 + number
    assert not folder.exists()
    assert is_gone(process)


def is_gone(process: int) -> bool:
    """Whether no such process runs; one that ended and waits for its parent to notice counts as gone."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def test_postgres_says_what_to_do_where_there_is_none(tmp_path: Path) -> None:
    done = python("with_postgres.py", "true", env={**os.environ, "PG_BIN": str(tmp_path)})
    assert done.returncode == 1
    assert done.stderr.startswith("No PostgreSQL 14 or newer found.")
