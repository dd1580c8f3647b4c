"""Who may open what: every address of the product, as every kind of visitor.

The addresses come from the URLconf; one without a rule here fails the test.
"""

from collections.abc import Iterator
from http import HTTPStatus
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessments.actions import add_respondent, submit
from assessments.models import Assessment
from tests.factories import answer_all, make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db

PUBLIC = {
    "home",
    "start",
    "return",
    "csrf-token",
    "sample",
    "sample-pdf",
    "how-levels",
    "health",
    "language",
    "robots",
}
SIGNED_IN = {"assessments"}
EDITORS = {"what-if"}  # of the frameworks; see tests/reports/test_what_if.py
RUNNERS, ANSWERERS = {"owner", "lead", "consultant"}, {"owner", "colleague"}
READERS = RUNNERS | {"member"}
# The owner may claim again, which changes nothing.
# Who gets in while the assessment is open, who once it is sealed, and the method that the page wants.
RULES = {
    "hub": (RUNNERS | {"colleague"}, RUNNERS | {"colleague"}, "get"),
    "set-up": (RUNNERS, RUNNERS, "get"),
    "questions": (ANSWERERS, ANSWERERS, "get"),
    "save-answer": (ANSWERERS, ANSWERERS, "post"),
    "check": (RUNNERS, RUNNERS, "get"),
    "submit": (RUNNERS, RUNNERS, "post"),
    "mail-link": (RUNNERS, RUNNERS, "post"),
    "claim": ({"owner"}, {"owner"}, "post"),
    "next-round": (RUNNERS, RUNNERS, "post"),
    "report": (set(), READERS, "get"),
    "report-language": (RUNNERS, RUNNERS, "post"),
    "report-pdf": (set(), READERS, "get"),
}
ACTORS = ["owner", "lead", "consultant", "member", "colleague", "foreign", "stranger"]


def own_routes() -> Iterator[str]:
    """Names of all routes that are the product's own; allauth and the admin have tests of theirs."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern
            elif not str(pattern.pattern).startswith(("accounts/", "admin/")):
                yield from walk(pattern.url_patterns)

    for pattern in walk(get_resolver().url_patterns):
        assert pattern.name, f"{pattern} has no name"
        yield pattern.name


def test_every_route_has_a_rule() -> None:
    assert set(own_routes()) == PUBLIC | SIGNED_IN | EDITORS | set(RULES)


@pytest.fixture
def people() -> dict[str, Client]:
    """A signed-in browser for each kind of person; the signed-out one has no session."""
    version = make_version()
    users = {name: make_user() for name in ACTORS}
    organisation = make_organisation(**{role: users[role] for role in ("lead", "consultant", "member")})
    make_assessment(
        version, owner=users["foreign"], organisation=make_organisation(consultant=users["foreign"])
    )
    for sealed in (False, True):
        assessment = make_assessment(
            version, owner=users["owner"], organisation=organisation, team="sealed" if sealed else "open"
        )
        add_respondent(assessment=assessment, user=users["colleague"], name="Colleague")
        if sealed:
            answer_all(assessment.respondents.get(is_opener=True))
            submit(assessment=assessment)
    clients = {name: Client() for name in [*ACTORS, "anonymous"]}
    for name, user in users.items():
        clients[name].force_login(user)
    return clients


def address(route: str, assessment_id: UUID) -> str:
    third = {"questions": ["d1"], "save-answer": ["d1-q1"], "report-pdf": ["0" * 64]}
    return reverse(route, args=[assessment_id, *third.get(route, [])])


def is_log_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))


ALSO_READ = {"claim", "next-round"}  # pages whose button posts to their own address


@pytest.mark.parametrize("route", sorted(RULES))
@pytest.mark.parametrize("state", ["open", "sealed"])
def test_assessment_route_lets_in_whom_it_should(people: dict[str, Client], route: str, state: str) -> None:
    while_open, once_sealed, method = RULES[route]
    allowed = while_open if state == "open" else once_sealed
    path = address(route, Assessment.objects.get(team=state).pk)
    for how in {method, "get"} if route in ALSO_READ else {method}:
        let_in = set()
        for name in ACTORS:
            response = getattr(people[name], how)(path)
            assert not is_log_in(response), name
            if response.status_code != HTTPStatus.NOT_FOUND:
                let_in.add(name)
        assert let_in == allowed
        assert is_log_in(getattr(people["anonymous"], how)(path))


@pytest.mark.parametrize("route", sorted(RULES))
def test_assessment_route_treats_an_unknown_id_like_a_foreign_one(
    people: dict[str, Client], route: str
) -> None:
    path = address(route, uuid4())
    for name in ACTORS:
        assert getattr(people[name], RULES[route][2])(path).status_code == HTTPStatus.NOT_FOUND, name
    assert is_log_in(getattr(people["anonymous"], RULES[route][2])(path))


@pytest.mark.parametrize("route", sorted(SIGNED_IN))
def test_signed_in_route_asks_to_log_in(people: dict[str, Client], route: str) -> None:
    assert is_log_in(people["anonymous"].get(reverse(route)))
    assert people["stranger"].get(reverse(route)).status_code == HTTPStatus.OK


def test_list_shows_only_what_is_the_visitors(people: dict[str, Client]) -> None:
    expected = {
        "owner": {"open", "sealed"},
        "lead": {"open", "sealed"},
        "consultant": {"open", "sealed"},
        "member": {"sealed"},
        "colleague": {"open", "sealed"},
        "foreign": set(),
        "stranger": set(),
    }
    ids = {str(assessment.pk): assessment.team for assessment in Assessment.objects.all()}
    for name, teams in expected.items():
        page = people[name].get(reverse("assessments")).content.decode()
        assert {team for pk, team in ids.items() if pk in page} - {"Field sales"} == teams, name


@pytest.mark.parametrize("route", sorted(RULES))
def test_state_never_changes_by_get(people: dict[str, Client], route: str) -> None:
    before = list(Assessment.objects.values().order_by("pk"))
    people["owner"].get(address(route, Assessment.objects.get(team="open").pk))
    assert list(Assessment.objects.values().order_by("pk")) == before


@pytest.mark.parametrize("route", [name for name in sorted(RULES) if RULES[name][2] == "post"])
def test_post_without_a_csrf_token_is_refused(people: dict[str, Client], route: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = people["owner"].cookies
    path = address(route, Assessment.objects.get(team="open").pk)
    assert client.post(path, {"answer": "2"}).status_code == HTTPStatus.FORBIDDEN
    assert client.get(path).status_code in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FOUND)
