"""Loading, publishing, retiring and renewing framework versions."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import history
from assessments.framework_files import FrameworkFileError, FrameworkTree, check, digest, plain
from assessments.framework_files.database import columns, create_draft, to_tree
from assessments.framework_files.faults import Fault, Place
from assessments.framework_files.translated import only_translated
from assessments.models import Framework, FrameworkVersion, Question


class Outcome(StrEnum):
    """What loading a framework file did."""

    CREATED = "created"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Plan:
    """What loading a framework file would do.

    ``version`` holds the file's content already, where nothing would change. ``replaced`` is a loaded draft
    that nobody edited. ``spared`` is a draft that someone edited or made in the admin: it stays beside the
    new one.
    """

    number: int
    outcome: Outcome
    version: FrameworkVersion | None = None
    replaced: FrameworkVersion | None = None
    spared: FrameworkVersion | None = None


@dataclass(frozen=True)
class Loaded:
    """The version that holds the file's content; ``edited`` when someone changed that draft since."""

    version: FrameworkVersion
    outcome: Outcome
    edited: bool
    published: bool


@transaction.atomic
def load_framework(*, tree: FrameworkTree, publish_it: bool = False) -> Loaded:
    """Brings a checked framework file into the database, as a draft unless ``publish_it``.

    The file is compared with what was last loaded: unchanged, nothing happens. Changed, it becomes a new
    draft, in place of an earlier loaded one that nobody edited. A draft that someone edited is left as it is,
    and is not published either.
    """
    framework = _locked_framework(tree)
    wanted = digest(tree)
    plan = _plan(framework, wanted)
    version = plan.version or _new_version(framework, tree, plan)
    if version.loaded_digest != wanted:
        FrameworkVersion.objects.filter(pk=version.pk).update(loaded_digest=wanted)
        version.loaded_digest = wanted
    edited = version.is_draft and is_edited(version)
    published = publish_it and version.is_draft and not edited
    if published:
        version = publish(version=version)
    return Loaded(version, plan.outcome, edited, published)


def plan_load(*, tree: FrameworkTree, lock: bool = False) -> Plan:
    """What ``load_framework`` would do with this file now; changes nothing.

    ``lock`` holds the framework's row until the surrounding transaction ends, so that no other file comes in
    between.
    """
    frameworks = Framework.objects.filter(slug=tree.slug)
    framework = (frameworks.select_for_update() if lock else frameworks).first()
    return _plan(framework, digest(tree)) if framework else Plan(1, Outcome.CREATED)


def _locked_framework(tree: FrameworkTree) -> Framework:
    texts = columns(name=tree.name, summary=tree.summary)
    Framework.objects.get_or_create(slug=tree.slug, defaults=texts)
    return Framework.objects.select_for_update().get(slug=tree.slug)


def _plan(framework: Framework, wanted: str) -> Plan:
    newest = framework.versions.order_by("-number").first()
    held = _holding(framework, newest, wanted)
    if held is not None:
        return Plan(held.number, Outcome.UNCHANGED, version=held)
    number = newest.number + 1 if newest else 1
    if newest is None or not newest.is_draft:
        return Plan(number, Outcome.CREATED)
    if newest.loaded_digest and not is_edited(newest):
        return Plan(newest.number, Outcome.REPLACED, replaced=newest)
    return Plan(number, Outcome.CREATED, spared=newest)


def _holding(framework: Framework, newest: FrameworkVersion | None, wanted: str) -> FrameworkVersion | None:
    """The version that the file is already in: the last loaded one, or one that says the same."""
    last = framework.versions.exclude(loaded_digest="").order_by("-number").first()
    if last is not None and last.loaded_digest == wanted:
        return last
    return newest if newest is not None and digest(to_tree(newest)) == wanted else None


def _new_version(framework: Framework, tree: FrameworkTree, plan: Plan) -> FrameworkVersion:
    if plan.replaced is not None:
        delete_draft(version=plan.replaced)
    for name, words in columns(name=tree.name, summary=tree.summary).items():
        setattr(framework, name, words)
    framework.save()
    version = create_draft(framework, tree, number=plan.number, loaded_digest=digest(tree))
    _mark_translations(version, tree)
    history.keep(version, history.Step.IMPORTED)
    return version


def _mark_translations(version: FrameworkVersion, tree: FrameworkTree) -> None:
    """A question that was given further languages and nothing else means what it meant before."""
    asked = version.framework.versions.exclude(status=FrameworkVersion.Status.DRAFT)
    before = asked.order_by("-number").first()
    if before is not None:
        slugs = only_translated(to_tree(before), tree)
        Question.objects.filter(domain__version=version, slug__in=slugs).update(same_meaning=True)


def _next_number(framework: Framework) -> int:
    newest = framework.versions.aggregate(Max("number"))["number__max"]
    return (newest or 0) + 1


def is_edited(version: FrameworkVersion) -> bool:
    """A loaded version does not say any more what was loaded into it."""
    return digest(to_tree(version)) != version.loaded_digest


@transaction.atomic
def publish(*, version: FrameworkVersion) -> FrameworkVersion:
    """Publishes a draft: from now on it can be answered and never changes.

    Raises FrameworkFileError with every fault of its content, and ValueError when it is no draft.
    """
    locked = _locked(version)
    if locked.status == FrameworkVersion.Status.PUBLISHED:
        raise ValueError(_("Somebody has published it already."))
    if not locked.is_draft:
        raise ValueError(_("Only a draft can be published."))
    faults = faults_of(locked)
    if faults:
        raise FrameworkFileError(faults)
    locked.status = FrameworkVersion.Status.PUBLISHED
    locked.published_at = timezone.now()
    with history.as_one_entry():
        locked.save(update_fields=["status", "published_at"])
    history.keep(locked, history.Step.PUBLISHED)
    return locked


def faults_of(version: FrameworkVersion, tree: FrameworkTree | None = None) -> list[str]:
    """Everything that keeps a version from being published; empty when nothing does.

    ``tree`` is what the version says, where the caller has read it already.
    """
    faults: list[str] = [*_rank_faults(version)]
    try:
        check(plain(tree or to_tree(version)))
    except FrameworkFileError as error:
        faults += error.faults
    return faults


def _rank_faults(version: FrameworkVersion) -> list[Fault]:
    faults = []
    message = _("the ranks of the levels must run from 1 without a gap; number them anew")
    for index, rubric in enumerate(version.rubrics.prefetch_related("levels")):
        ranks = [level.rank for level in rubric.levels.all()]
        if ranks != list(range(1, len(ranks) + 1)):
            place = Place(Place(Place(), "rubrics"), index)
            faults.append(Fault.at(place, message, f"rubrics.{rubric.slug}: {message}"))
    return faults


@transaction.atomic
def retire(*, version: FrameworkVersion) -> FrameworkVersion:
    """Takes a published version out of use for new assessments; those made with it stay as they are.

    Raises ValueError when it is not published.
    """
    locked = _locked(version)
    if locked.status != FrameworkVersion.Status.PUBLISHED:
        raise ValueError(_("Only a published version can be retired."))
    FrameworkVersion.objects.filter(pk=locked.pk).update(status=FrameworkVersion.Status.RETIRED)
    locked.status = FrameworkVersion.Status.RETIRED
    history.keep(locked, history.Step.RETIRED)
    return locked


@transaction.atomic
def new_draft(*, version: FrameworkVersion) -> FrameworkVersion:
    """A draft with the next number and the content of a version, complete or not, to be edited.

    Raises FrameworkFileError when the ranks of a rubric have a gap, which only a draft's can have.
    """
    framework = Framework.objects.select_for_update().get(pk=version.framework_id)
    faults = _rank_faults(version)
    if faults:
        raise FrameworkFileError(faults)
    draft = create_draft(framework, to_tree(version), number=_next_number(framework))
    history.keep(draft, history.Step.COPIED, copied_from=version.number)
    return draft


@transaction.atomic
def delete_draft(*, version: FrameworkVersion) -> None:
    """Deletes a draft with everything in it.

    Raises ValueError when it is no draft.
    """
    locked = _locked(version)
    if not locked.is_draft:
        raise ValueError(_("Only a draft can be deleted."))
    history.keep(locked, history.Step.DELETED)
    with history.as_one_entry():
        locked.delete()


def _locked(version: FrameworkVersion) -> FrameworkVersion:
    return (
        FrameworkVersion.objects.select_for_update(of=("self",))
        .select_related("framework")
        .get(pk=version.pk)
    )
