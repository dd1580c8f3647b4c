"""Sharing a kept report by link, and what is behind such a link."""

from datetime import timedelta

from django.utils import timezone

from tests.access.rules import EVERYBODY, NOBODY, RUNNERS, Rule, Side

BOTH = ("get", "post")
ASKED = {"label": "The board", "kinds": "page", "until": "30", "passphrase": ""}


def prepare(side: Side) -> None:
    from reports.report.choices import FULL
    from reports.sharing.actions import make_link
    from tests.reports.shared_links import keep

    side.things["shared report"] = report = keep(side["sealed"], number=2, choices=FULL)
    side.things["share link"] = make_link(
        report=report,
        actor=None,
        token=secret(side),
        label="The board",
        kinds=["page", "pdf"],
        expires_at=timezone.now() + timedelta(days=7),
    )


def secret(side: Side) -> str:
    return f"{side.organisation.pk.hex:A<43}"


def report(side: Side) -> object:
    return side["shared report"].pk


def link(side: Side) -> object:
    return side["share link"].pk


RULES: dict[str, list[Rule]] = {
    "share": [
        Rule(who=RUNNERS, on="sealed", rest=(report,), methods=BOTH, data=dict(ASKED)),
        Rule(who=NOBODY, on="open", rest=(report,), methods=BOTH, data=dict(ASKED)),
    ],
    "share-revoke": [Rule(who=RUNNERS, on="sealed", rest=(report, link), methods=BOTH)],
    # Without the secret nobody reads, however much they may read elsewhere.
    "shared": [Rule(who=NOBODY, on="share link", secret=True)],
    "shared-paper": [Rule(who=NOBODY, on="share link", secret=True)],
    "shared-file": [Rule(who=NOBODY, on="share link", rest=("pdf",), secret=True)],
    "shared-open": [Rule(who=EVERYBODY, on="share link", rest=(secret,), methods=BOTH, secret=True)],
}
