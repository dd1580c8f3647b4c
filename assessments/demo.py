"""Fills a demo database with fictional organisations, through the same actions as the pages use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from assessments.actions import (
    AnswerContent,
    add_respondent,
    open_assessment,
    open_next_round,
    record_consensus,
    save_answer,
    submit,
)
from assessments.actions.asking import Asked, begin, hide_names, invite
from assessments.actions.closing import finish
from assessments.demo_parts import Given, fill_in
from assessments.demo_people import FOLDER, users_of
from assessments.framework_files.reading import read_file
from assessments.models import (
    Answer,
    Assessment,
    FrameworkVersion,
    Level,
    Question,
    Respondent,
    RespondentInvitation,
)
from assessments.published import DEFAULT_FRAMEWORK
from assessments.sample import Evidence, sample
from scoring import Known

NOTE_AGE = timedelta(days=5)


class DemoError(Exception):
    """The demo cannot be set up; the message says what is missing."""


@dataclass(frozen=True)
class Login:
    """An account of the demo and what it is for."""

    email: str
    shown: str


@dataclass(frozen=True)
class Demo:
    """What the demo holds; ``created`` lists the organisations that were not there yet."""

    logins: tuple[Login, ...]
    password: str
    created: tuple[str, ...]


@dataclass(frozen=True)
class _Parts:
    """A published framework's questions by slug, and its levels by rubric and rank."""

    version: FrameworkVersion
    questions: dict[str, Question]
    levels: dict[tuple[str, int], Level]


def set_up_demo() -> Demo:
    """Creates what is missing: people, then one organisation after the other, each whole or not at all.

    Raises DemoError when one of the frameworks has no published version.
    """
    people = read_file(FOLDER / "people.yaml")
    files = [read_file(path) for path in sorted(FOLDER.glob("[0-9]-*.yaml"))]
    names = [file["organisation"] for file in files]
    there = set(Organisation.objects.filter(name__in=names).values_list("name", flat=True))
    users = users_of(people["people"], people["password"])
    missing = [file for file in files if file["organisation"] not in there]
    read = cache(_parts)
    for file in missing:
        _create(file, users, read)
    return Demo(
        logins=tuple(Login(person["email"], person["shown"]) for person in people["people"]),
        password=people["password"],
        created=tuple(file["organisation"] for file in missing),
    )


def _parts(framework: str) -> _Parts:
    version = FrameworkVersion.objects.newest_published().filter(framework__slug=framework).first()
    if version is None:
        raise DemoError(f"{framework} has no published version. Run load_framework --all --publish first.")
    questions = Question.objects.filter(domain__version=version)
    levels = Level.objects.filter(rubric__version=version).select_related("rubric")
    return _Parts(
        version=version,
        questions={question.slug: question for question in questions},
        levels={(level.rubric.slug, level.rank): level for level in levels},
    )


@transaction.atomic
def _create(file: dict[str, Any], users: dict[str, User], read: Callable[[str], _Parts]) -> None:
    about = {name: file[name] for name in ("industry", "size", "accent") if name in file}
    organisation = Organisation.objects.create(name=file["organisation"], **about)
    for email, role in file["members"].items():
        Membership.objects.create(organisation=organisation, user=users[email], role=role)
    for entry in file["assessments"]:
        parts = read(entry.get("framework", DEFAULT_FRAMEWORK))
        assessment = _open(entry, organisation, users, parts)
        for slug, agreed in entry.get("consensus", {}).items():
            record_consensus(
                assessment=assessment,
                question=parts.questions[slug],
                level=parts.levels[entry["rubric"], agreed["level"]],
                why=agreed["why"],
            )
        _close(assessment, entry)
        _submit(assessment, entry)
        if "next_round" in entry:
            _next_round(assessment, entry["next_round"], parts)


def _open(
    entry: dict[str, Any], organisation: Organisation, users: dict[str, User], parts: _Parts
) -> Assessment:
    """The assessment with its respondents and their answers; the first of them opens it."""
    opener, *others = entry["respondents"]
    version = parts.version
    assessment = open_assessment(
        version=version,
        rubric=version.rubrics.get(slug=entry["rubric"]),
        team=entry["team"],
        title=entry["title"],
        goal=version.goals.get(slug=entry["goal"]),
        warning_signs=version.warning_signs.filter(slug__in=entry["warning_signs"]),
        owner=users[opener["user"]],
        organisation=organisation,
        name=opener.get("name", ""),
        function=opener["function"],
        opened_at=_days_ago(entry["opened_days_ago"]),
    )
    if entry.get("anonymous"):
        assessment = hide_names(assessment=assessment, hidden=True, actor=users[opener["user"]])
    asked = _invited([*others, *entry.get("invited", [])], assessment, users[opener["user"]])
    _answer(assessment.respondents.get(), opener, parts)
    for other in others:
        _answer(_respondent(assessment, other, asked), other, parts)
    return assessment


def _invited(
    people: list[dict[str, Any]], assessment: Assessment, actor: User
) -> dict[str, RespondentInvitation]:
    """Their invitations by address; as if their mails were sent, since nobody reads them."""
    asked = [
        Asked(email=one["email"], name=one.get("name", ""), function=one["function"])
        for one in people
        if "email" in one
    ]
    if not asked:
        return {}
    made = invite(assessment=assessment, people=asked, language="en", actor=actor, base_url="")
    RespondentInvitation.objects.filter(pk__in=[one.pk for one in made]).update(sent_at=assessment.opened_at)
    return {one.email: one for one in made}


def _respondent(
    assessment: Assessment, given: dict[str, Any], asked: dict[str, RespondentInvitation]
) -> Respondent:
    if "email" in given:
        return begin(invitation=asked[given["email"]])
    return add_respondent(assessment=assessment, name=given.get("name", ""), function=given["function"])


def _answer(respondent: Respondent, given: dict[str, Any], parts: _Parts) -> None:
    for slug, content in _contents(respondent.assessment, given, parts):
        save_answer(
            respondent=respondent,
            question=parts.questions[slug],
            content=content,
            seen=0,
            saved_by=respondent.user,
        )
    if given.get("finished"):
        finish(respondent=respondent)


def _contents(
    assessment: Assessment, given: dict[str, Any], parts: _Parts
) -> Iterator[tuple[str, AnswerContent]]:
    notes, rubric = given.get("notes", {}), assessment.rubric.slug
    dated = (assessment.opened_at - NOTE_AGE).date()
    for slug, said in given["answers"].items():
        if said == Answer.State.UNKNOWN:
            yield slug, AnswerContent(state=Answer.State.UNKNOWN)
            continue
        note = notes.get(slug, "")
        yield (
            slug,
            AnswerContent(
                state=Answer.State.LEVEL,
                level=parts.levels[rubric, said],
                note=note,
                dated=dated if note else None,
            ),
        )
    for slug, reason in given.get("not_applicable", {}).items():
        yield slug, AnswerContent(state=Answer.State.NOT_APPLICABLE, reason=reason)


def _next_round(previous: Assessment, entry: dict[str, Any], parts: _Parts) -> None:
    """The public sample's answers as the second round: each carried-over answer confirmed or raised."""
    previous.refresh_from_db()
    assessment = open_next_round(previous=previous, opened_at=_days_ago(entry["opened_days_ago"]))
    assessment.title = entry["title"]
    assessment.save(update_fields=["title"])
    respondent = assessment.respondents.get()
    confirm = _as_in_sample if entry.get("answers_of") == "sample" else _as_before
    for answer in respondent.answers.select_related("question", "level"):
        save_answer(
            respondent=respondent,
            question=answer.question,
            content=confirm(assessment, answer, entry, parts),
            seen=answer.version,
            saved_by=respondent.user,
        )
    _submit(assessment, entry)
    if "next_round" in entry:
        _next_round(assessment, entry["next_round"], parts)


def _as_in_sample(assessment: Assessment, answer: Answer, _entry: Given, parts: _Parts) -> AnswerContent:
    """What the public sample's file says of the practice."""
    shown, slug = sample("en"), answer.question.slug
    rating = shown.responses.responses[0].answers[slug]
    level = parts.levels[assessment.rubric.slug, rating.level] if isinstance(rating, Known) else None
    return _confirmed(level, shown.answers[slug], assessment.opened_at - shown.opened_at)


def _as_before(assessment: Assessment, answer: Answer, entry: Given, parts: _Parts) -> AnswerContent:
    """As in the last round, unless the file tells another level or note."""
    slug, level = answer.question.slug, answer.level
    if slug in entry["raised"]:
        level = parts.levels[assessment.rubric.slug, entry["raised"][slug]]
    note = entry.get("notes", {}).get(slug, answer.note)
    dated = (assessment.opened_at - NOTE_AGE).date() if note else None
    return _confirmed(level, Evidence(note=note, dated=dated), timedelta())


def _confirmed(level: Level | None, evidence: Evidence, later: timedelta) -> AnswerContent:
    if level is None:
        return AnswerContent(state=Answer.State.UNKNOWN)
    dated: date | None = evidence.dated + later if evidence.dated else None
    return AnswerContent(
        state=Answer.State.LEVEL, level=level, note=evidence.note, link=evidence.link, dated=dated
    )


def _close(assessment: Assessment, entry: dict[str, Any]) -> None:
    """The closing date; unlike on the page it may lie in the past."""
    if "closes_in_days" in entry:
        assessment.closes_at = _days_ago(-entry["closes_in_days"])
        assessment.save(update_fields=["closes_at"])


def _submit(assessment: Assessment, entry: dict[str, Any]) -> None:
    """Seals the assessment where the file says when, and fills in what follows from it."""
    if "submitted_days_ago" not in entry:
        return
    sealed, _first = submit(assessment=assessment, submitted_at=_days_ago(entry["submitted_days_ago"]))
    if sealed.owner is not None:
        fill_in(sealed, entry, sealed.owner)


def _days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
