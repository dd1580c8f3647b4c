from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.demo_parts import Given
    from assessments.models import Assessment


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = _("Roadmaps")

    def ready(self) -> None:
        from accounts import own_data as everything
        from assessments import demo_parts, reopening
        from roadmaps import own_data

        demo_parts.register("roadmap", fill_demo)
        everything.register("roadmaps", own_data.of_roadmaps)
        reopening.register(
            "roadmap",
            holds=has_roadmap,
            words=_(
                "A roadmap was made of it, so it stays as it was submitted. While nothing has started, the "
                "roadmap can be discarded."
            ),
        )


def has_roadmap(assessment: "Assessment") -> bool:
    """Whether initiatives were made of the assessment's result."""
    from roadmaps.models import Initiative

    return Initiative.objects.filter(assessment=assessment).exists()


def fill_demo(assessment: "Assessment", given: "Given", owner: "User") -> None:
    """Gives an assessment of the demo its roadmap; what that needs is read when it is wanted."""
    from roadmaps.demo import fill

    fill(assessment, given, owner)
