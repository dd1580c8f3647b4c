"""The check of a version: what keeps it from being published, and which translations it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.framework import faults_of
from assessments.admin.compare import compare_url, current_version, marked_questions
from assessments.admin.fault_words import MOST_SHOWN, Places, fault_lines, more_faults
from assessments.admin.labels import LANGUAGES
from assessments.comparison import How, PartChange, compare, count
from assessments.completeness import Completeness, Keys, completeness
from assessments.consequences import outdated, question_places, reworded
from assessments.framework_files import FrameworkTree
from assessments.framework_files.database import to_tree
from assessments.models import FrameworkVersion

MOST_GAPS = 200


@dataclass(frozen=True)
class Gaps:
    """The texts that a language lacks: a sentence, links to the first of them, how many more there are."""

    language: str
    summary: str
    places: Sequence[str]
    more: str


@dataclass(frozen=True)
class CheckReport:
    """What an editor reads before publishing; lines are links to where something can be mended.

    Of a version that is no draft it only says what it holds, since nothing can be mended there.
    """

    heading: str
    faults: Sequence[str]
    more: str
    gaps: Sequence[Gaps]
    outdated: Sequence[Gaps]
    contents: Sequence[str]
    changes: str
    read_again: Sequence[str]
    same_meaning: Sequence[str]
    compare_url: str

    @property
    def is_publishable(self) -> bool:
        return not self.faults


def report_of(version: FrameworkVersion) -> CheckReport:
    """Checks a version and compares it with the published one. A constant number of queries."""
    tree = to_tree(version)
    faults = faults_of(version, tree) if version.is_draft else []
    places = Places(version)
    current = current_version(version)
    changes = compare(to_tree(current), tree) if current is not None else ()
    to_mend = changes if version.is_draft else ()
    read_again, same_meaning = _reworded(version, places, to_mend, tree)
    return CheckReport(
        heading=heading(version, len(faults)),
        faults=fault_lines(places, faults),
        more=more_faults(len(faults) - MOST_SHOWN),
        gaps=_gaps(places, completeness(tree)),
        outdated=_outdated(places, outdated(to_mend, tree)),
        contents=_contents(tree),
        changes=_changes(version, current, changes),
        read_again=read_again,
        same_meaning=same_meaning,
        compare_url=compare_url(current, version) if current else "",
    )


def heading(version: FrameworkVersion, count: int) -> str:
    """What state a version is in; of a draft, how many faults keep it from being published."""
    if version.status == FrameworkVersion.Status.PUBLISHED:
        return _("This version is published.")
    if version.status == FrameworkVersion.Status.RETIRED:
        return _("This version is retired.")
    if not count:
        return _("Nothing keeps this version from being published.")
    said = ngettext(
        "%(count)d fault keeps this version from being published.",
        "%(count)d faults keep this version from being published.",
        count,
    )
    return said % {"count": count}


def _gaps(places: Places, found: Completeness) -> list[Gaps]:
    return [
        Gaps(
            language=LANGUAGES[code],
            summary=_gaps_in_words(len(missing), found.texts),
            places=[places.link(keys, language=code) for keys in missing[:MOST_GAPS]],
            more=_more_gaps(len(missing) - MOST_GAPS),
        )
        for code, missing in found.missing.items()
    ]


def _gaps_in_words(missing: int, texts: int) -> str:
    if not missing:
        return _("Every text is translated.")
    said = ngettext(
        "%(missing)d of %(texts)d texts is not translated and will be shown in English.",
        "%(missing)d of %(texts)d texts are not translated and will be shown in English.",
        missing,
    )
    return said % {"missing": missing, "texts": texts}


def _more_gaps(count: int) -> str:
    if count <= 0:
        return ""
    said = ngettext(
        "%(count)d more missing translation is not listed.",
        "%(count)d more missing translations are not listed.",
        count,
    )
    return said % {"count": count}


def _outdated(places: Places, found: Mapping[str, Sequence[Keys]]) -> list[Gaps]:
    """Only the languages that have such translations, in the order of the tabs."""
    return [
        Gaps(
            language=name,
            summary=_outdated_in_words(len(found[code])),
            places=[places.link(keys, language=code) for keys in found[code][:MOST_GAPS]],
            more="",
        )
        for code, name in LANGUAGES.items()
        if code in found
    ]


def _outdated_in_words(number: int) -> str:
    said = ngettext(
        "%(count)d translation may be out of date: its English text was rewritten.",
        "%(count)d translations may be out of date: their English texts were rewritten.",
        number,
    )
    return said % {"count": number}


def _reworded(
    version: FrameworkVersion, places: Places, changes: Sequence[PartChange], tree: FrameworkTree
) -> tuple[list[str], list[str]]:
    """Links to the reworded questions: those that teams read again, and those marked as meaning the same."""
    where, marked = question_places(tree), marked_questions(version)
    links: dict[bool, list[str]] = {False: [], True: []}
    for slug in reworded(changes):
        links[slug in marked].append(places.link((*where[slug], "same_meaning")))
    return links[False], links[True]


def _contents(tree: FrameworkTree) -> list[str]:
    questions = sum(len(domain.questions) for domain in tree.domains)
    counted = [
        (ngettext("%(count)d domain", "%(count)d domains", len(tree.domains)), len(tree.domains)),
        (ngettext("%(count)d question", "%(count)d questions", questions), questions),
        (ngettext("%(count)d rubric", "%(count)d rubrics", len(tree.rubrics)), len(tree.rubrics)),
        (ngettext("%(count)d goal", "%(count)d goals", len(tree.goals)), len(tree.goals)),
        (
            ngettext("%(count)d warning sign", "%(count)d warning signs", len(tree.warning_signs)),
            len(tree.warning_signs),
        ),
        (ngettext("%(count)d KPI", "%(count)d KPIs", len(tree.kpis)), len(tree.kpis)),
    ]
    return [said % {"count": number} for said, number in counted]


def _changes(
    version: FrameworkVersion, current: FrameworkVersion | None, changes: Sequence[PartChange]
) -> str:
    """Against the published version, if that is another one; "" where there is nothing to say."""
    if current is None:
        return _("No version of this framework is published yet.") if version.is_draft else ""
    found = count(changes)
    if not any(found.values()):
        return _("It says the same as version %(number)d, which is published.") % {"number": current.number}
    return _(
        "Compared with the published version %(number)d: %(added)d added, %(removed)d removed, "
        "%(moved)d moved, %(changed)d changed."
    ) % {
        "number": current.number,
        "added": found[How.ADDED],
        "removed": found[How.REMOVED],
        "moved": found[How.MOVED],
        "changed": found[How.CHANGED],
    }


class CheckAdmin:
    """Mix-in for the admin of versions."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.check_view)  # type: ignore[attr-defined]
        name = "assessments_frameworkversion_check"
        return [path("<uuid:version_id>/check/", page, name=name), *super().get_urls()]  # type: ignore[misc]

    def check_view(self, request: HttpRequest, version_id: Any) -> HttpResponse:
        """Every fault and every missing translation, each with a link to its place."""
        version = self.get_object(request, str(version_id))  # type: ignore[attr-defined]
        if version is None or not self.has_view_permission(request, version):  # type: ignore[attr-defined]
            raise Http404
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": FrameworkVersion._meta,
            "version": version,
            "title": _("Check: %(version)s") % {"version": version},
            "report": report_of(version),
        }
        return TemplateResponse(request, "admin/assessments/frameworkversion/check.html", context)
