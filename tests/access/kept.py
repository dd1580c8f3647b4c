"""A person's consultancy, and the reports that were built and kept."""

import hashlib

from reports.builder.forms import data_of
from reports.models import KeptFile, KeptReport
from reports.report.choices import BOARD
from tests.access.accounts import own
from tests.access.rules import NOBODY, RUNNERS, Rule, Side

BOTH = ("get", "post")
CHOSEN = {name: value for name, value in data_of(BOARD).items() if value is not False}


def prepare(side: Side) -> None:
    kept = KeptReport.objects.create(
        assessment=side["sealed"], number=1, name="Board", language="en", choices=BOARD.as_data()
    )
    empty = hashlib.sha256(b"").hexdigest()
    for kind in (KeptFile.Kind.PDF, KeptFile.Kind.PAGE):
        KeptFile.objects.create(report=kept, kind=kind, name="a.pdf", content=b"", size=0, digest=empty)
    side.things["kept"] = kept


def kept(side: Side) -> object:
    return side["kept"].pk


RULES: dict[str, list[Rule]] = {
    "consultancy": own(methods=BOTH, data={"name": "Gap & Co", "accent": "#1f5c57"}),
    "consultancy-delete": own(methods=BOTH),
    "consultancy-logo": own(methods=BOTH, data={"remove": "1"}),
    "consultancy-logo-file": own(lets=frozenset({404})),  # nobody here has one
    "kept-reports": [Rule(who=RUNNERS, on="open"), Rule(who=RUNNERS, on="sealed")],
    "keep": [
        # On an open one it leads to its hub; without files it is refused in words, which costs no rendering.
        Rule(who=RUNNERS, on="open", methods=("post",), data=CHOSEN),
        Rule(who=RUNNERS, on="sealed", methods=("post",), data=CHOSEN, lets=frozenset({422})),
    ],
    "kept-report": [
        Rule(who=RUNNERS, on="sealed", rest=(kept,)),
        Rule(who=NOBODY, on="open", rest=(kept,)),
    ],
    "kept-file": [
        Rule(who=RUNNERS, on="sealed", rest=(kept, "pdf"), writes=frozenset({"accounts_auditevent"})),
        Rule(who=RUNNERS, on="sealed", rest=(kept, "page")),
        Rule(who=NOBODY, on="sealed", rest=(kept, "docx")),
        Rule(who=NOBODY, on="open", rest=(kept, "pdf")),
    ],
}
