"""Which version and rubric the next round of an assessment can use."""

from assessments.models import Assessment, FrameworkVersion, Rubric


def versions_offered(previous: Assessment) -> list[FrameworkVersion]:
    """The version that new assessments use, then the last round's own where that one is still published.

    Empty when every version was retired. One query.
    """
    published = FrameworkVersion.objects.filter(
        framework=previous.version.framework_id, status=FrameworkVersion.Status.PUBLISHED
    )
    newest_first = list(published.select_related("framework").order_by("-number"))
    own = [version for version in newest_first[1:] if version.pk == previous.version_id]
    return newest_first[:1] + own


def rubric_for(version: FrameworkVersion, slug: str) -> Rubric:
    """The version's rubric of that slug, or its first one."""
    rubrics = list(version.rubrics.all())
    return next((rubric for rubric in rubrics if rubric.slug == slug), rubrics[0])
