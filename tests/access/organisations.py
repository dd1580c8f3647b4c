"""Organisations, their people, and the invitations to them."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Invitation, Logo
from accounts.secret_links import token_of
from accounts.tasks import SALT
from tests.access.rules import CONSULTANT, EVERYBODY, LEAD, MEMBER, SIGNED_IN, Rule, Side

GET, POST, BOTH = ("get",), ("post",), ("get", "post")
RUN, BELONG = frozenset({LEAD, CONSULTANT}), frozenset({LEAD, CONSULTANT, MEMBER})
DIGEST = "d" * 64
FORM = frozenset({200, 302, 409, 422})


def prepare(side: Side) -> None:
    side.things["organisation-invitation"] = Invitation.objects.create(
        organisation=side.organisation,
        email="colleague@example.com",
        role=MEMBER,
        language="en",
        expires_at=timezone.now() + timedelta(days=1),
    )
    # Two organisations that have the same logo share no address all the same.
    Logo.objects.create(organisation=side.organisation, content=b"", digest=DIGEST, width=1, height=1)


def member(side: Side) -> int:
    return side.organisation.memberships.get(user=side.people[MEMBER]).pk


def invited(side: Side) -> object:
    return side["organisation-invitation"].pk


def token(side: Side) -> str:
    invitation = side["organisation-invitation"]
    return token_of(SALT, invitation.pk, invitation.key)


def ours(who: frozenset[str], *methods: str, rest: tuple[object, ...] = ()) -> list[Rule]:
    return [Rule(who=who, on="organisation", rest=rest, methods=methods, lets=FORM)]


RULES: dict[str, list[Rule]] = {
    "organisations": [Rule(who=SIGNED_IN)],
    "organisation-new": [Rule(who=SIGNED_IN, methods=BOTH, lets=FORM)],
    "organisation": ours(BELONG, "get"),
    "organisation-settings": ours(RUN, "get", "post"),
    "organisation-logo": ours(RUN, "get", "post"),
    "organisation-logo-file": ours(BELONG, "get", rest=(DIGEST,)),
    "organisation-member": ours(RUN, "get", "post", rest=(member,)),
    "organisation-remove": ours(RUN, "get", "post", rest=(member,)),
    "organisation-leave": ours(BELONG, "get", "post"),
    "organisation-invite": ours(RUN, "get", "post"),
    "invitation-resend": ours(RUN, "post", rest=(invited,)),
    "invitation-revoke": ours(RUN, "get", "post", rest=(invited,)),
    # Whoever followed no link has none to accept.
    "invitation": [Rule(who=EVERYBODY, methods=BOTH, lets=frozenset({404}))],
    "invitation-link": [
        Rule(who=EVERYBODY, on="organisation-invitation", rest=(token,), methods=BOTH, secret=True)
    ],
}
