"""The steps of a roadmap in a real browser, by names of fields and addresses: any language takes them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Assessment
from roadmaps.models import CheckIn, Goal, Initiative, Pilot
from roadmaps.rhythm import monday_of
from tests.assessments.pages import url
from tests.browser.helpers import axe
from tests.test_no_english_left import alike, english_left

WEEK = timedelta(weeks=1)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PRESS = "main form button.button--primary"
KINDS = """() => [...new Set([...document.querySelectorAll("body *")].map(one =>
    [one.localName, ...["class", "role", "type"].map(name => one.getAttribute(name))].join()))]"""


class Walk:
    """One person's way through the pages in one language."""

    def __init__(self, page: Page, base: str, language: str) -> None:
        self.page, self.base, self.language = page, base, language
        self.today = timezone.localdate()
        self.english: list[str] = []
        # Kinds of elements that were checked already, by the name of the page.
        self.seen: dict[str, set[str]] = {}

    def open(self, address: str) -> None:
        self.page.goto(self.base + address)
        self.look()

    def follow(self, ending: str) -> None:
        """The first link in the page whose address ends like this."""
        self.page.locator(f'main a[href$="{ending}"]').first.click()
        self.page.wait_for_url(f"**{ending}")
        self.look()

    def press(self, selector: str = PRESS) -> None:
        """A button that leads on without a fault."""
        with self.page.expect_navigation():
            self.page.locator(selector).last.click()
        expect(self.page.locator(".error-summary")).to_have_count(0)
        self.look()

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            if field.first.evaluate("field => field.localName") == "select":
                field.select_option(value)
            elif field.first.get_attribute("type") == "radio":
                self.page.locator(f'main [name={name}][value="{value}"]').check()
            else:
                field.fill(value)

    def number(self, text: str) -> str:
        return text if self.language == "en" else text.replace(".", ",")

    def look(self) -> None:
        """Accessible in English; elsewhere what is left of English is noted."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        if self.language == "en":
            self.check_what_is_new()
        else:
            left = english_left(self.same_in_english(), self.language)
            self.english += [f"{self.page.url}: {line}" for line in left.splitlines()]

    def check_what_is_new(self) -> None:
        """Accessible, unless the page holds nothing that the same page did not hold before."""
        kinds = set(self.page.evaluate(KINDS))
        seen = self.seen.setdefault(resolve(urlsplit(self.page.url).path).view_name, set())
        if not kinds <= seen:
            axe(self.page)
            seen |= kinds

    def same_in_english(self) -> set[str]:
        """What reads alike on the page and on the English one; a report speaks its own language."""
        pages = []
        kept = dict(Assessment.objects.values_list("pk", "report_language"))
        for asked in ("en", self.language):
            Assessment.objects.update(report_language=asked)
            reply = self.page.request.get(self.page.url, headers={"accept-language": asked})
            pages.append(reply.text())
        for pk, language in kept.items():
            Assessment.objects.filter(pk=pk).update(report_language=language)
        return alike(*pages)


def submit(walk: Walk, assessment: Assessment) -> None:
    walk.open(url("check", assessment))
    walk.press('form[action$="/submit/"] button')
    expect(walk.page).to_have_url(walk.base + url("report", assessment))


def set_the_goal(walk: Walk, assessment: Assessment) -> Goal:
    """From the framework's, with fourteen months pasted from a spreadsheet."""
    walk.follow("/roadmap/")
    walk.follow("/roadmap/goal/")
    walk.fill(catalogue=str(assessment.version.goals.get().pk))
    with walk.page.expect_navigation():
        walk.page.locator("button[name=take]").click()
    walk.fill(
        why="New business pays for the plan.",
        owner_name="Maria Example",
        unit="%",
        baseline=walk.number("19.5"),
        target=walk.number("22.5"),
        deadline=(walk.today + 26 * WEEK).isoformat(),
        basis="history",
        interval="month",
        values=history(walk),
    )
    walk.press()
    goal = Goal.objects.get(assessment=assessment)
    assert (goal.baseline, goal.target) == (Decimal("19.5"), Decimal("22.5"))
    assert goal.values.count() == len(months(walk.today))
    return goal


def months(today: date) -> list[date]:
    """The first days of the fourteen months before this one, oldest first."""
    firsts = [today.replace(day=1)]
    while len(firsts) < 15:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return firsts[:0:-1]


def history(walk: Walk) -> str:
    lines = [
        f"{day:%Y-%m}\t{walk.number(f'{15 + place * 0.25:.2f}')}"
        for place, day in enumerate(months(walk.today))
    ]
    return "\n".join(lines)


def make_and_start(walk: Walk, assessment: Assessment) -> Initiative:
    walk.open(url("roadmap", assessment))
    walk.press('form[action$="/roadmap/make/"] button')
    assert Initiative.objects.filter(assessment=assessment).count() == 2
    initiative = Initiative.objects.get(assessment=assessment, slot=1)
    walk.open(initiative.get_absolute_url())
    walk.follow(f"{initiative.pk}/edit/")
    walk.fill(
        title="Review every large deal",
        owner_name="Maria Example",
        manager_name="Jan Example",
        effort="medium",
        leading_metric="Deal reviews held",
        leading_unit="a week",
        leading_baseline="1",
        leading_target=walk.number("4.5"),
        lagging_metric="Win rate of large deals",
        lagging_unit="%",
        lagging_baseline=walk.number("18.5"),
        lagging_target="22",
        basis="history",
        segment="Mid-market, north",
        measure="lagging",
        criterion=walk.number("20.5"),
        decide_on=(walk.today + 6 * WEEK).isoformat(),
        review_day="0",
    )
    walk.press()
    walk.follow(f"{initiative.pk}/start/")
    walk.press()
    initiative.refresh_from_db()
    assert initiative.state == Initiative.State.RUNNING
    assert initiative.leading_target == Decimal("4.5")
    return initiative


def go_back_three_weeks(walk: Walk, initiative: Initiative) -> None:
    """As if it had started on the Monday three weeks ago, and were to be decided today."""
    started = monday_of(walk.today) - 3 * WEEK
    Pilot.objects.filter(initiative=initiative).update(started_on=started, decide_on=walk.today)
    Initiative.objects.filter(pk=initiative.pk).update(started_at=timezone.now() - 3 * WEEK)


def check_in_four_times(walk: Walk, initiative: Initiative) -> None:
    """On a phone: the missed weeks first, then this one."""
    walk.page.set_viewport_size(PHONE)
    address = f"{initiative.get_absolute_url()}check-in/"
    this_week = monday_of(walk.today)
    earlier = (3, "1.5", "18.5", "stuck"), (2, "2", "19", "at_risk"), (1, "3.5", "20.5", "on_track")
    for back, held, won, status in earlier:
        walk.page.goto(walk.base + address)
        walk.page.locator(f'main a[href="?week={this_week - back * WEEK}"]').click()
        note_the_week(walk, held, won, status)
    walk.open(address)
    note_the_week(walk, "4.5", "21.25", "on_track")
    walk.page.set_viewport_size(DESK)
    stored = CheckIn.objects.filter(initiative=initiative).order_by("week")
    assert [one.lagging for one in stored] == [Decimal(value) for value in ("18.5", "19", "20.5", "21.25")]
    assert [one.week for one in stored] == [this_week - back * WEEK for back in (3, 2, 1, 0)]


def note_the_week(walk: Walk, held: str, won: str, status: str) -> None:
    walk.fill(
        leading=walk.number(held),
        lagging=walk.number(won),
        status=status,
        line="Two deals went on.",
        next_step="Anna reviews Acme.",
    )
    with walk.page.expect_navigation():
        walk.page.locator(PRESS).click()


def decide(walk: Walk, initiative: Initiative) -> None:
    walk.open(url("agenda", initiative.assessment))
    walk.open(initiative.get_absolute_url())
    walk.follow(f"{initiative.pk}/decision/")
    walk.fill(
        measured=walk.number("21.25"),
        decision="scale",
        reason="Four weeks in a row the reviews paid off.",
        segment="Mid-market, all regions",
        criterion=walk.number("21.5"),
        decide_on=(walk.today + 6 * WEEK).isoformat(),
    )
    walk.press()
    first, second = Pilot.objects.filter(initiative=initiative).order_by("number")
    assert (first.decision, first.measured) == ("scale", Decimal("21.25"))
    assert (second.segment, second.criterion) == ("Mid-market, all regions", Decimal("21.5"))


def prove_and_close(walk: Walk, initiative: Initiative) -> None:
    walk.open(initiative.get_absolute_url())
    walk.follow(f"{initiative.pk}/checklist/")
    for item in walk.page.locator(".rhythm-item").all():
        item.locator(".option", has=walk.page.locator(".tag--accent")).locator("input").check()
        item.locator("textarea").fill("The record of last month.")
    walk.press("main form button.button--primary")
    if "/checklist/" not in walk.page.url:
        walk.open(f"{initiative.get_absolute_url()}checklist/")
    walk.follow(f"{initiative.pk}/done/")
    walk.press()
    initiative.refresh_from_db()
    assert initiative.state == Initiative.State.DONE


def confirm_the_next_round(walk: Walk, assessment: Assessment, confirm: Callable[[Page], None]) -> Assessment:
    """Starts it from the roadmap, answers it with ``confirm``, and submits it."""
    walk.open(url("roadmap", assessment))
    walk.follow("/next-round/")
    walk.press()
    again = Assessment.objects.get(previous=assessment)
    walk.follow("/questions/d1/")
    confirm(walk.page)
    submit(walk, again)
    return again
