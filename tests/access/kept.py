"""A person's consultancy, and the reports that were built and kept."""

from accounts.models import Consultancy
from tests.access.accounts import own
from tests.access.rules import CONSULTANT, Rule, Side

BOTH = ("get", "post")


def prepare(side: Side) -> None:
    digest = f"{side.organisation.pk.hex:0>64}"
    Consultancy.objects.create(
        user=side.people[CONSULTANT], name="Gap & Co (fictional)", logo=b"png", digest=digest
    )
    side.things["consultancy logo"] = digest


def logo(side: Side) -> object:
    return side["consultancy logo"]


RULES: dict[str, list[Rule]] = {
    "consultancy": own(methods=BOTH, data={"name": "Gap & Co", "accent": "#1f5c57"}),
    "consultancy-delete": own(methods=BOTH),
    "consultancy-logo": own(methods=BOTH, data={"remove": "1"}),
    "consultancy-logo-file": [Rule(who=frozenset({CONSULTANT}), rest=(logo,))],
}
