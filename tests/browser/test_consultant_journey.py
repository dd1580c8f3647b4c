"""A consultant hands findings over to one of two clients, which disputes one; the other sees nothing."""

from collections.abc import Callable

from django.core import mail
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import Assessment
from tests.browser.helpers import axe, log_in
from tests.factories import make_organisation, make_sealed, make_user, make_version

SAID = "Three of five reps never opened the profile."
DISPUTE = "All five have it pinned since May."


def make_client(name: str, consultant: User, lead: User) -> Assessment:
    organisation = make_organisation(name, consultant=consultant, lead=lead)
    return make_sealed(
        version=make_version(domains=2, questions=1),
        organisation=organisation,
        owner=lead,
        team=f"Team {name}",
    )


def said(page: Page, words: str) -> Locator:
    return page.locator(".remark__text", has_text=words)


def write(page: Page, text: str, *, section: str) -> None:
    page.get_by_label("Section of the report").select_option(label=section)
    page.get_by_label("What do you want to say?").fill(text)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()


def prepare(page: Page, live_server: LiveServer) -> None:
    """From the desk to a report, with two drafts beside it."""
    page.goto(f"{live_server.url}/desk/")
    axe(page)
    page.get_by_role("link", name="Team Acme").click()
    page.get_by_role("link", name="Client page").click()
    page.get_by_label("New note").fill("The board decides in March.")
    page.get_by_role("button", name="Keep the note").click()
    expect(said(page, "The board decides in March.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="findings on Team Acme").click()
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what you found.")
    axe(page)
    write(page, SAID, section="Domain 1")
    write(page, "Ask again in spring.", section="Summary")


def hand_over(page: Page) -> None:
    """From the findings over the report, which shows the drafts, to the question and its answer."""
    page.get_by_role("link", name="Report of Team Acme").click()
    expect(said(page, SAID)).to_be_visible()
    expect(page.get_by_text("Draft, not handed over")).to_have_count(2)
    axe(page)
    page.get_by_role("link", name="Hand over").click()
    axe(page)
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("Handed over 2 findings and comments.")).to_be_visible()


def dispute(page: Page) -> None:
    """From the report that holds the finding to the reply under it; without a note it is asked for."""
    page.get_by_role("link", name="Agree or dispute").click()
    page.get_by_role("link", name=SAID).click()
    page.get_by_label("We dispute it").check()
    page.get_by_role("button", name="Save the reply").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why you dispute it.")
    axe(page)
    page.get_by_label("Why", exact=True).fill(DISPUTE)
    page.get_by_role("button", name="Save the reply").click()
    expect(said(page, DISPUTE)).to_be_visible()
    axe(page)


def see_nothing(page: Page, own: str, foreign: str) -> None:
    page.goto(own)
    expect(page.get_by_text(SAID)).to_have_count(0)
    refused = page.goto(foreign)
    assert refused is not None
    assert refused.status == 404


def test_findings_reach_the_client_once_handed_over_and_come_back_disputed(
    live_server: LiveServer, context: BrowserContext, plain_context: Callable[..., BrowserContext]
) -> None:
    consultant, ours, theirs = make_user(name="Cora"), make_user(name="Lea"), make_user(name="Theo")
    acme = make_client("Acme", consultant, ours)
    other = make_client("Zenith", consultant, theirs)
    report = f"{live_server.url}/assessments/{acme.pk}/report/"

    def visit(context: BrowserContext, user: User) -> Page:
        log_in(context, live_server.url, user)
        return context.new_page()

    page = visit(context, consultant)
    prepare(page, live_server)
    reader = visit(plain_context(), ours)
    reader.set_viewport_size({"width": 320, "height": 800})
    reader.goto(report)
    expect(reader.get_by_text(SAID)).to_have_count(0)
    hand_over(page)
    assert [message.to for message in mail.outbox] == [[ours.email]]
    reader.goto(report)
    expect(said(reader, SAID)).to_be_visible()
    dispute(reader)
    page.goto(f"{live_server.url}/desk/?state=disputed")
    expect(page.get_by_text("1 finding disputed")).to_be_visible()
    expect(page.get_by_role("link", name="Zenith")).to_have_count(0)
    page.goto(report)
    expect(said(page, DISPUTE)).to_be_visible()
    see_nothing(visit(plain_context(), theirs), f"{live_server.url}/assessments/{other.pk}/report/", report)
