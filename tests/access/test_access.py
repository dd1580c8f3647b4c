"""Every route × everybody × own, foreign, mixed and unknown ids.

The routes come from the URLconf; one without a rule fails. To add a rule, put it in the module of its area in
this folder (any module here is found): ``RULES: dict[str, list[Rule]]``, by the route's name, one rule for
each state of a thing that lets other people in:

    RULES = {
        "workshop": [
            Rule(who=RUNNERS, on="open", methods=("get", "post")),
            Rule(who=NOBODY, on="sealed"),
        ]
    }

``rules.py`` has the roles, the things that exist ("organisation", "open", "sealed", "unclaimed") and what the
fields mean. An area that needs another thing makes it in a function of its module, for either side:

    def prepare(side: Side) -> None:
        side.things["finding"] = write_finding(assessment=side["sealed"], author=side.people[CONSULTANT])

    RULES = {"finding": [Rule(who=..., on="sealed", rest=(lambda side: side["finding"].pk,))]}

Requests are rolled back one by one, so that rules do not depend on each other; tasks and mails wait for a
commit and do not happen. Without a right nothing at all may be written, and reading never writes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

import tests.access
from maturity_site import urls
from tests.access.rules import (
    ANONYMOUS,
    EVERYBODY,
    OTHER_CONSULTANT,
    OTHER_LEAD,
    SIGNED_IN,
    STRANGER,
    Rule,
    Side,
    client_of,
    make_side,
)
from tests.factories import make_version

pytestmark = pytest.mark.django_db

LOG_IN = reverse("account_login")
# Sessions remember the visit; they and what is counted against abuse are nobody's data.
ALWAYS_WRITTEN = {"django_session", "usersessions_usersession"}


def areas() -> list[ModuleType]:
    names = [module.name for module in iter_modules(tests.access.__path__)]
    return [import_module(f"tests.access.{name}") for name in names if not name.startswith("test_")]


def merged(attribute: str) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for area in areas():
        for name, rules in getattr(area, attribute, {}).items():
            assert name not in found, f"Two areas have rules for {name}"
            found[name] = rules
    return found


RULES, ADMIN_RULES = merged("RULES"), merged("ADMIN_RULES")
EACH = [(name, rule) for name, rules in sorted(RULES.items()) for rule in rules]


def routes() -> set[str]:
    """Names of all routes but those of the admin site, which has tests of its own."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern
            elif str(pattern.pattern) != "admin/":
                yield from walk(pattern.url_patterns)

    found = set()
    for pattern in walk(get_resolver().url_patterns):
        assert pattern.name, f"{pattern} has no name"
        found.add(pattern.name)
    return found


def test_every_route_has_a_rule() -> None:
    assert routes() == set(RULES) | set(ADMIN_RULES)


@dataclass
class World:
    ours: Side
    theirs: Side
    clients: dict[str, Client]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once, in a transaction that is rolled back in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        version = make_version()
        ours, theirs = make_side(version), make_side(version)
        for side in (ours, theirs):
            side.things["version"] = version
            for area in areas():
                getattr(area, "prepare", lambda _side: None)(side)
        yield World(ours, theirs, {role: client_of(role, ours, theirs) for role in sorted(EVERYBODY)})
        transaction.set_rollback(True)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseNotFound()


@pytest.fixture(autouse=True)
def _bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals need no page drawn; what the page shows has tests of its own."""
    monkeypatch.setattr(urls, "handler404", not_found, raising=False)


@dataclass
class Reply:
    """What came back, and the tables that were written to on the way."""

    status: int
    location: str
    written: set[str]

    @property
    def asks_to_log_in(self) -> bool:
        return self.status == 302 and self.location.startswith(LOG_IN)


@contextmanager
def watched(written: set[str]) -> Iterator[None]:
    """Collects the tables that are inserted into, updated or deleted from; undoes it in the end."""

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        words = sql.replace('"', " ").split()
        at = {"INSERT": "INTO", "DELETE": "FROM", "UPDATE": "UPDATE"}.get(words[0])
        if at:
            written.add(words[words.index(at) + 1])
        return execute(sql, *arguments)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, path: str, data: dict[str, Any]) -> Reply:
    """One request of somebody's browser, which leaves no trace in the database nor in the browser."""
    cache.clear()
    cookies, written = deepcopy(client.cookies), set[str]()
    with watched(written):
        response: HttpResponse = getattr(client, method)(path, data if method == "post" else {})
        if response.streaming:
            b"".join(response.streaming_content)
    client.cookies = cookies
    return Reply(response.status_code, response.headers.get("Location", ""), written - ALWAYS_WRITTEN)


def is_let_in(reply: Reply, _role: str, rule: Rule) -> bool:
    return reply.status in rule.lets and not reply.asks_to_log_in


def is_refusal(reply: Reply, role: str, rule: Rule) -> bool:
    """The only two answers to somebody without the right."""
    if reply.written:
        return False
    return reply.status == 404 if rule.secret or role in SIGNED_IN else reply.asks_to_log_in


def unknown(value: Any) -> Any:
    """An id of the same kind that nothing has."""
    if isinstance(value, UUID):
        return uuid4()
    return 2**31 - 1 if isinstance(value, int) else value


def wrong_arguments(rule: Rule, world: World) -> list[list[Any]]:
    """Theirs, ours mixed with theirs, and unknown ones."""
    ours, theirs = rule.arguments(world.ours), rule.arguments(world.theirs)
    if ours == theirs:
        return []
    either = [dict.fromkeys(pair) for pair in zip(ours, theirs, strict=True)]
    mixed = [list(chosen) for chosen in product(*either) if list(chosen) != ours]
    return [one for one in mixed if not (rule.secret and one == theirs)] + [[unknown(one) for one in ours]]


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_route_lets_in_whom_it_should(world: World, role: str) -> None:
    wrong = []
    for name, rule in EACH:
        path = reverse(name, args=rule.arguments(world.ours))
        for method in rule.methods:
            reply = ask(world.clients[role], method, path, rule.posted(world.ours))
            answer = is_let_in if role in rule.who else is_refusal
            if not answer(reply, role, rule) or (method == "get" and reply.written - rule.writes):
                wrong.append(f"{name} ({rule.on}) by {method}: {reply}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", sorted(EVERYBODY - {OTHER_LEAD, OTHER_CONSULTANT}))
def test_route_refuses_foreign_mixed_and_unknown_ids(world: World, role: str) -> None:
    """Whoever is let in with the right ids, a stranger, and who is signed out.

    Others have been refused with the right ids in the test before, and so have those two who are left out.
    """
    wrong = []
    for name, rule in EACH:
        if role not in rule.who | {STRANGER, ANONYMOUS}:
            continue
        for arguments, method in product(wrong_arguments(rule, world), rule.methods):
            reply = ask(world.clients[role], method, reverse(name, args=arguments), rule.posted(world.ours))
            if not is_refusal(reply, role, rule):
                wrong.append(f"{name} ({rule.on}) by {method} with {arguments}: {reply}")
    assert not wrong, "\n".join(wrong)


def test_other_methods_are_answered_alike_whatever_the_id(world: World) -> None:
    wrong = []
    for name, rule in EACH:
        for method in {"get", "post"} - {one for other in RULES[name] for one in other.methods}:
            paths = [reverse(name, args=rule.arguments(side)) for side in (world.ours, world.theirs)]
            paths += [reverse(name, args=[unknown(one) for one in rule.arguments(world.ours)])]
            replies = [ask(world.clients["stranger"], method, path, {}) for path in paths]
            if {reply.status for reply in replies} - {404, 405} or len(
                {reply.status for reply in replies}
            ) > 1:
                wrong.append(f"{name} by {method}: {replies}")
    assert not wrong, "\n".join(wrong)


def test_post_without_a_csrf_token_is_refused(world: World) -> None:
    wrong, client = [], Client(enforce_csrf_checks=True, raise_request_exception=False)
    for name, rule in EACH:
        if "post" in rule.methods and rule.who:
            path = reverse(name, args=rule.arguments(world.ours))
            client.cookies = world.clients[min(rule.who)].cookies
            reply = ask(client, "post", path, rule.posted(world.ours))
            if reply.status != 403 or reply.written:
                wrong.append(f"{name} ({rule.on}): {reply}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_admin_is_shut_to_everybody_but_staff(world: World, role: str) -> None:
    paths = [reverse("admin:index"), reverse("admin:assessments_assessment_changelist")]
    for name, rules in ADMIN_RULES.items():
        paths += [reverse(name, args=rule.arguments(world.ours)) for rule in rules]
    for path in paths:
        reply = ask(world.clients[role], "get", path, {})
        gate = f"{reverse('admin:login')}?next={path}"
        assert (reply.status, reply.location, reply.written) == (302, gate, set())
        reply = ask(world.clients[role], "get", gate, {})
        assert reply.status == 403 if role in SIGNED_IN else reply.asks_to_log_in
