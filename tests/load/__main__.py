"""Two hundred respondents save all their answers at once: ``make load``.

They begin by their personal links, against two web processes (gunicorn) and the PostgreSQL server that
DATABASE_URL names. Then the database is compared with what was sent. Prints how long a save took, as a ratio
to a view that does nothing but read the session and update one row, asked by the same people in the same way
just after. Exit status 1 when an answer is lost, is not as it was sent, or took longer than the page waits.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from tests.load.people import HOST, Person, all_at_once

RESPONDENTS = 200
DOMAINS, QUESTIONS = 3, 4  # of each domain
LONGEST = 100  # seconds that any round may take
ROOT = Path(__file__).resolve().parents[2]


def page_waits() -> float:
    """Seconds until the page's script gives a save up and tries again."""
    found = re.search(r"TIMEOUT = ([\d_]+);", (ROOT / "static/js/send.js").read_text())
    if found is None:
        raise LookupError("static/js/send.js names no TIMEOUT")
    return int(found[1]) / 1000


def set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.load.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "postgresql":
        sys.exit("DATABASE_URL names no PostgreSQL server.")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


@contextmanager
def served() -> Iterator[int]:
    """The port of a web server with two processes."""
    with socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
    command = ["-m", "gunicorn", "maturity_site.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2"]
    command += ["--timeout", "90", "--no-control-socket", "--log-level", "error"]
    with subprocess.Popen([sys.executable, *command], cwd=ROOT) as server:
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("The web server does not answer.")


def invited() -> tuple[Any, list[str]]:
    """An assessment, and the path of the personal link of each whom it asks."""
    from django.urls import reverse

    from accounts.secret_links import token_of
    from assessments.access import ANSWER
    from assessments.models import RespondentInvitation
    from tests.factories import make_assessment, make_organisation, make_user, make_version

    owner = make_user()
    assessment = make_assessment(
        make_version(domains=DOMAINS, questions=QUESTIONS),
        owner=owner,
        organisation=make_organisation(lead=owner),
    )
    made = RespondentInvitation.objects.bulk_create(
        RespondentInvitation(assessment=assessment, name=f"Respondent {number}", function="rep")
        for number in range(RESPONDENTS)
    )
    links = [reverse("answer", args=[one.pk, token_of(ANSWER, one.pk, one.key)]) for one in made]
    return assessment, links


def compare(assessment: Any, sent: list[dict[str, int]]) -> list[str]:
    """What the database has otherwise than it was sent, and what it has besides."""
    from assessments.models import Answer, AnswerRevision

    stored = Answer.objects.filter(respondent__assessment=assessment)
    rows = {
        (name, slug): (rank, version)
        for name, slug, rank, version in stored.values_list(
            "respondent__name", "question__slug", "level__rank", "version"
        )
    }
    expected = {
        (f"Respondent {number}", slug): (rank, 1)
        for number, ranks in enumerate(sent)
        for slug, rank in ranks.items()
    }
    faults = [
        f"{key}: sent {value}, stored {rows.get(key)}"
        for key, value in expected.items()
        if rows.get(key) != value
    ]
    revisions = AnswerRevision.objects.filter(answer__in=stored).count()
    if (stored.count(), revisions) != (len(expected), len(expected)):
        faults.append(f"{stored.count()} answers and {revisions} revisions for {len(expected)} saves")
    return faults


def quantiles(people: list[Person]) -> tuple[float, float, float]:
    """Median, 95th percentile and longest of what the people's requests took, in seconds."""
    seconds = sorted(chain.from_iterable(person.seconds for person in people))
    return statistics.median(seconds), seconds[int(0.95 * (len(seconds) - 1))], seconds[-1]


class Trial:
    """Everybody who takes part, and what each is going to answer."""

    def __init__(self, port: int) -> None:
        draw = Random(4)
        self.assessment, self.links = invited()
        slugs = [f"d{domain + 1}-q{number + 1}" for domain in range(DOMAINS) for number in range(QUESTIONS)]
        self.sent = [{slug: draw.randint(1, 4) for slug in slugs} for _ in self.links]
        self.people = [Person(port, timeout=60) for _ in self.links]
        self.rows: list[list[int]] = [[] for _ in self.links]

    def begin(self, number: int, person: Person) -> None:
        person.expect(302, self.links[number])

    def save(self, number: int, person: Person) -> None:
        from django.urls import reverse

        person.timeout, person.seconds, writer = page_waits(), [], uuid4()
        for seq, (slug, rank) in enumerate(self.sent[number].items(), start=1):
            path = reverse("save-answer", args=[self.assessment.pk, slug])
            person.expect(200, path, answer=rank, version=0, writer=writer, seq=seq)

    def update(self, number: int, person: Person) -> None:
        person.seconds = []
        for pk in self.rows[number]:
            person.expect(200, f"/bare-update/{pk}/")

    def collect_rows(self) -> None:
        from assessments.models import Answer

        for name, pk in Answer.objects.values_list("respondent__name", "pk"):
            self.rows[int(name.split()[-1])].append(pk)


def measure(port: int) -> list[str]:
    """Prints the latencies; returns every fault."""
    trial = Trial(port)
    seconds = [all_at_once(trial.people, trial.begin)]
    print(f"{RESPONDENTS} respondents began by their personal links: {seconds[0]:.1f} s", flush=True)
    seconds.append(all_at_once(trial.people, trial.save))
    ours, faults = quantiles(trial.people), compare(trial.assessment, trial.sent)
    saves = RESPONDENTS * DOMAINS * QUESTIONS
    print(f"{saves} answers saved in {seconds[1]:.1f} s, lost or not as sent: {len(faults)}", flush=True)
    trial.collect_rows()
    seconds.append(all_at_once(trial.people, trial.update))
    names = ("median", "95th percentile", "longest")
    for name, our, plain in zip(names, ours, quantiles(trial.people), strict=True):
        print(f"save / bare update, {name:<17} {our / plain:>6.2f}   ({our:.2f} s)")
    print(f"longest save / what the page waits    {ours[-1] / page_waits():>6.2f}   must be under 1")
    faults += [fault for person in trial.people for fault in person.faults]
    if max(seconds) > LONGEST:
        faults.append(f"A round took {max(seconds):.0f} s; at most {LONGEST} s are allowed.")
    return faults


def main() -> int:
    set_up()
    with served() as port:
        faults = measure(port)
    print(*faults[:20], sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
