"""Loading, publishing, retiring and renewing framework versions."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.framework_files import FrameworkFileError, FrameworkTree, check, digest, plain
from assessments.framework_files.database import columns, create_draft, to_tree
from assessments.models import Framework, FrameworkVersion


class Outcome(StrEnum):
    """What loading a framework file did."""

    CREATED = "created"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


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
    version = _holding(framework, wanted)
    outcome = Outcome.UNCHANGED
    if version is None:
        version, outcome = _new_version(framework, tree, wanted)
    edited = version.is_draft and is_edited(version)
    published = publish_it and version.is_draft and not edited
    if published:
        version = publish(version=version)
    return Loaded(version, outcome, edited, published)


def _locked_framework(tree: FrameworkTree) -> Framework:
    texts = columns(name=tree.name, summary=tree.summary)
    Framework.objects.get_or_create(slug=tree.slug, defaults=texts)
    return Framework.objects.select_for_update().get(slug=tree.slug)


def _holding(framework: Framework, wanted: str) -> FrameworkVersion | None:
    """The version that the file is already in: the last loaded one, or one that says the same."""
    versions = framework.versions.order_by("-number")
    last = versions.exclude(loaded_digest="").first()
    if last is not None and last.loaded_digest == wanted:
        return last
    newest = versions.first()
    if newest is None or digest(to_tree(newest)) != wanted:
        return None
    FrameworkVersion.objects.filter(pk=newest.pk).update(loaded_digest=wanted)
    newest.loaded_digest = wanted
    return newest


def _new_version(framework: Framework, tree: FrameworkTree, wanted: str) -> tuple[FrameworkVersion, Outcome]:
    outcome = Outcome.CREATED
    number = _next_number(framework)
    newest = framework.versions.order_by("-number").first()
    if newest is not None and newest.is_draft and newest.loaded_digest and not is_edited(newest):
        number, outcome = newest.number, Outcome.REPLACED
        newest.delete()
    for name, words in columns(name=tree.name, summary=tree.summary).items():
        setattr(framework, name, words)
    framework.save()
    return create_draft(framework, tree, number=number, loaded_digest=wanted), outcome


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
    if not locked.is_draft:
        raise ValueError(_("Only a draft can be published."))
    _check_ranks(locked)
    check(plain(to_tree(locked)))
    locked.status = FrameworkVersion.Status.PUBLISHED
    locked.published_at = timezone.now()
    locked.save(update_fields=["status", "published_at"])
    return locked


def _check_ranks(version: FrameworkVersion) -> None:
    faults = []
    for rubric in version.rubrics.prefetch_related("levels"):
        ranks = [level.rank for level in rubric.levels.all()]
        if ranks != list(range(1, len(ranks) + 1)):
            message = _("rubrics.%(slug)s: the ranks of the levels must run from 1 without a gap")
            faults.append(message % {"slug": rubric.slug})
    if faults:
        raise FrameworkFileError(faults)


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
    return locked


@transaction.atomic
def new_draft(*, version: FrameworkVersion) -> FrameworkVersion:
    """A draft with the next number and the content of a version, to be edited.

    Raises FrameworkFileError when the content has faults, which only a draft's can have.
    """
    framework = Framework.objects.select_for_update().get(pk=version.framework_id)
    tree = check(plain(to_tree(version))).tree
    return create_draft(framework, tree, number=_next_number(framework))


def _locked(version: FrameworkVersion) -> FrameworkVersion:
    return (
        FrameworkVersion.objects.select_for_update(of=("self",))
        .select_related("framework")
        .get(pk=version.pk)
    )
